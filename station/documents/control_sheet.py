"""The printed control sheet and badge cards: what hands in gloves scan instead of pressing keys."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import segno

from station.documents.model import Both
from station.documents.typesetting import typeset
from station.documents.words import both
from station.domain.codes import TAB_PREFIX, badge_code, control_codes
from station.texts import line

TEMPLATE = "control_sheet.typ"
TABS = 4


@dataclass(frozen=True, slots=True)
class Code:
    """One square of a sheet: what the gun reads, the word below it, the key that does the same."""

    text: str
    word: Both
    key: str = ""


def control_sheet() -> bytes:
    """The PDF with all control codes and the tabs. Raises DocumentError."""
    codes = [Code(code.text, both(line(f"control.{code.id}")), code.key) for code in control_codes()]
    codes += [
        Code(f"{TAB_PREFIX}{tab}", both(line("control.tab", number=tab)), f"Ctrl+{tab}") for tab in range(1, TABS + 1)
    ]
    return _sheet(both(line("control.title")), both(line("control.note")), codes)


def _tab(number: int) -> Code:
    return Code(f"{TAB_PREFIX}{number}", both(line("control.tab", number=number)), f"Ctrl+{number}")


def badge_cards(people: Iterable[tuple[str, str]]) -> bytes:
    """The PDF with a badge for each (name, badge). Raises DocumentError."""
    codes = [Code(badge_code(badge), Both(name), badge) for name, badge in people]
    return _sheet(both(line("control.badges")), both(line("control.badges_note")), codes)


def _sheet(title: Both, note: Both, codes: Sequence[Code]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="sheet-") as name:
        folder = Path(name)
        drawn = []
        for number, code in enumerate(codes):
            file = f"code-{number}.svg"
            segno.make(code.text, error="q", micro=False).save(str(folder / file), border=3)
            drawn.append({"file": file, "word": asdict(code.word), "key": code.key})
        said = {"title": asdict(title), "note": asdict(note), "codes": drawn}
        (folder / "data.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        return typeset(TEMPLATE, folder, title.zh)
