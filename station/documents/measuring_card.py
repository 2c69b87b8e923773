"""The measuring card 量卡 as a page in its real size; what is on it is told by domain/measuring_card.py."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from station.documents.typesetting import typeset
from station.documents.words import both
from station.domain.measuring_card import HEIGHT, MARKERS, RULER, RULER_AT, SIDE, WIDTH, places
from station.texts import line

TEMPLATE = "measuring_card.typ"


def measuring_card() -> bytes:
    """The PDF, A4. Raises DocumentError."""
    title, steps = both(line("card.title")), both(line("card.steps"))
    said = {
        "title": asdict(title),
        "keep": asdict(both(line("card.keep"))),
        "steps": list(zip(steps.zh.splitlines(), steps.en.splitlines(), strict=True)),
        "width": WIDTH,
        "height": HEIGHT,
        "side": SIDE,
        "ruler": RULER,
        "ruler_at": RULER_AT,
        "markers": [{"x": x, "y": y, "rows": MARKERS[number]} for number, (x, y) in places().items()],
    }
    with tempfile.TemporaryDirectory(prefix="card-") as name:
        folder = Path(name)
        (folder / "data.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        return typeset(TEMPLATE, folder, title.zh)
