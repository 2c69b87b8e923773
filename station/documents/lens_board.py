"""The lens board 镜头标定板 as a page; what is on it is told by domain/lens_board.py."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from station.documents.typesetting import typeset
from station.documents.words import both
from station.domain.lens_board import ACROSS, DOWN, MARKERS, SIDE, SQUARE, black_squares, marker_places
from station.texts import line

TEMPLATE = "lens_board.typ"


def lens_board() -> bytes:
    """The PDF, A4. Raises DocumentError."""
    title, note = both(line("lens.title")), both(line("lens.note"))
    said = {
        "title": asdict(title),
        "note": asdict(note),
        "width": ACROSS * SQUARE,
        "height": DOWN * SQUARE,
        "square": SQUARE,
        "side": SIDE,
        "black": list(black_squares()),
        "markers": [
            {"x": x, "y": y, "rows": rows.split()} for (x, y), rows in zip(marker_places(), MARKERS, strict=True)
        ],
    }
    with tempfile.TemporaryDirectory(prefix="lens-") as name:
        folder = Path(name)
        (folder / "data.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        return typeset(TEMPLATE, folder, title.zh)
