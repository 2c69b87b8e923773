"""A document as PDF/A-2b, rendered by typst from data: no text of a user ever becomes markup."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import segno
import typst

from station.assets import resource
from station.documents.model import Document
from station.errors import DocumentError
from station.platform import cjk_font_folders

TEMPLATE = "receipt.typ"


def render(document: Document, folder: Path) -> bytes:
    """The PDF. folder holds the thumbnails that the document names; the data and the QR are put beside them.

    Raises DocumentError.
    """
    fonts = cjk_font_folders()
    if not fonts:
        raise DocumentError("documents.no_font", document=document.number, reason="Noto Sans CJK SC")
    (folder / "data.json").write_text(json.dumps(asdict(document), ensure_ascii=False), encoding="utf-8")
    segno.make(document.qr, error="m", micro=False).save(str(folder / "qr.svg"), border=2)
    try:
        compile_typst: Any = typst.compile  # its stub asks for a type parameter that nobody can infer
        pdf: bytes = compile_typst(
            resource("documents", TEMPLATE).read_bytes(),
            root=str(folder),
            font_paths=[str(font) for font in fonts],
            ignore_system_fonts=True,
            pdf_standards=["a-2b"],
            pdf_tags=False,
        )
    except (RuntimeError, OSError, ValueError) as error:
        raise DocumentError("documents.failed", document=document.number, reason=str(error)) from error
    return pdf
