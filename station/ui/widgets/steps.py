"""Small labels in a row: the steps (done, now, to come), the faces of a unit, the rungs of a ladder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import label, put, set_tone
from station.workflow.view import FaceMark, StepMark

_TONES = {"done": "good", "now": "accent", "open": "", "waived": "attention"}
_MARKS = {"done": "✓", "now": "●", "open": "○", "waived": "–"}


class Chips(QWidget):
    """A row of small labels; role is that of the style sheet."""

    def __init__(self, role: str = "chip") -> None:
        super().__init__()
        self._role = role
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addStretch()
        self._chips: list[QLabel] = []

    def show_chips(self, chips: Sequence[tuple[str, str, str]]) -> None:
        """(object name, text, tone) in order."""
        while len(self._chips) < len(chips):
            self._chips.append(label(self._role))
            self._row.insertWidget(self._row.count() - 1, self._chips[-1])
        for chip, (name, text, tone) in zip(self._chips, chips, strict=False):
            if chip.objectName() != name:
                chip.setObjectName(name)
            put(chip, text)
            set_tone(chip, tone)
            chip.show()
        for chip in self._chips[len(chips) :]:
            chip.hide()


def step_chips(context: Context, marks: Sequence[StepMark]) -> list[tuple[str, str, str]]:
    """A mark for each step; the one that is now has its number. Its name stands beside the row."""
    chips = []
    for number, mark in enumerate(marks):
        shown = _MARKS[mark.state] + (f" {number}" if mark.state == "now" else "")
        chips.append((f"mark.{mark.kind}", shown, _TONES[mark.state]))
    return chips


def face_chips(context: Context, faces: Sequence[FaceMark]) -> list[tuple[str, str, str]]:
    return [
        (f"face.{face.face}", f"{_MARKS[face.state]} {context.say(face.label)}", _TONES[face.state]) for face in faces
    ]
