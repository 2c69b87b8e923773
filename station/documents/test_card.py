"""The test card that a camera is calibrated with: edges in every direction, fine print, and its own square code."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import segno

from station.documents.typesetting import typeset
from station.documents.words import both
from station.domain.calibration import CARD_CODE
from station.texts import line

TEMPLATE = "test_card.typ"


def camera_card() -> bytes:
    """One A4 sheet as PDF. Raises DocumentError."""
    title = both(line("test_card.title"))
    with tempfile.TemporaryDirectory(prefix="card-") as name:
        folder = Path(name)
        segno.make(CARD_CODE, error="q", micro=False).save(str(folder / "code.svg"), border=4)
        said = {"title": asdict(title), "note": asdict(both(line("test_card.note"))), "code": "code.svg"}
        (folder / "data.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        return typeset(TEMPLATE, folder, title.zh)
