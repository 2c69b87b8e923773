"""A document as PDF/A-2b."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import segno

from station.documents.model import Document
from station.documents.typesetting import typeset

TEMPLATE = "receipt.typ"


def render(document: Document, folder: Path) -> bytes:
    """The PDF. folder holds the thumbnails that the document names; the data and the QR are put beside them.

    Raises DocumentError.
    """
    (folder / "data.json").write_text(json.dumps(asdict(document), ensure_ascii=False), encoding="utf-8")
    segno.make(document.qr, error="m", micro=False).save(str(folder / "qr.svg"), border=2)
    return typeset(TEMPLATE, folder, document.number)
