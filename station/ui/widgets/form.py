"""The fields of a step: two in a row, Enter walks through them, and whoever is typing keeps the place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.choice import ChoiceField
from station.ui.widgets.fields import FieldBox, Filled
from station.ui.widgets.plate import PlateField
from station.workflow.view import Field

BESIDE_A_PICTURE = (5, 2)  # shares of the width


class Form(QWidget):
    def __init__(self, context: Context, filled: Filled) -> None:
        super().__init__()
        self._context = context
        self._filled = filled
        self._boxes: list[FieldBox] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)

    def show_fields(self, fields: Sequence[Field]) -> bool:
        """True where these are other fields and the focus has to find its place anew."""
        new = [(field.name, field.kind) for field in fields] != [(box.name, box.kind) for box in self._boxes]
        lost = new and self._rebuild(fields)
        for box, field in zip(self._boxes, fields, strict=True):
            box.show_field(field)
        self.setVisible(bool(fields))
        return lost

    def first(self) -> QWidget | None:
        """The first empty field, or the first; None without fields."""
        empty = next((box for box in self._boxes if not box.value().strip()), None)
        box = empty or next(iter(self._boxes), None)
        return None if box is None else box.target()

    def enter(self, focused: QWidget | None) -> QWidget | None:
        """The next empty field after the one with the focus; None where Enter is the page's primary action."""
        targets = [box.target() for box in self._boxes]
        at = targets.index(focused) if focused in targets else len(targets)
        return next((box.target() for box in self._boxes[at + 1 :] if not box.value().strip()), None)

    def open_keypad(self) -> None:
        for box in self._boxes:
            if isinstance(box.editor, PlateField):
                box.editor.open_keypad()

    def _rebuild(self, fields: Sequence[Field]) -> bool:
        """Other fields: those that stay keep their editor, so that nobody's typing is torn off."""
        kept = {(box.name, box.kind): box for box in self._boxes}
        boxes = [kept.pop(key) if (key := (field.name, field.kind)) in kept else self._new(field) for field in fields]
        focused = self.window().focusWidget()
        for box in kept.values():
            self._grid.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._place(boxes, fields)
        self._boxes = boxes
        return not any(focused is not None and box.isAncestorOf(focused) for box in boxes)

    def _new(self, field: Field) -> FieldBox:
        return FieldBox(self._context, field, self._filled)

    def _place(self, boxes: Sequence[FieldBox], fields: Sequence[Field]) -> None:
        """A picture has its fields beside it; everything else stands in rows."""
        beside = bool(fields) and fields[0].kind == "marks"
        for column, stretch in enumerate(BESIDE_A_PICTURE if beside else (0, 0)):
            self._grid.setColumnStretch(column, stretch)
        if beside:
            self._grid.addWidget(boxes[0], 0, 0, len(boxes), 1, Qt.AlignmentFlag.AlignTop)
            for row, box in enumerate(boxes[1:]):
                self._grid.addWidget(box, row, 1, Qt.AlignmentFlag.AlignTop)
                if isinstance(box.editor, ChoiceField):
                    box.editor.stack()
        else:
            self._in_rows(boxes, fields)
        for one, other in pairwise(boxes):
            QWidget.setTabOrder(one.target(), other.target())

    def _in_rows(self, boxes: Sequence[FieldBox], fields: Sequence[Field]) -> None:
        """Two in a row; what is long has a row of its own."""
        row = column = 0
        for box, field in zip(boxes, fields, strict=True):
            wide = field.kind in ("longtext", "plate") or len(field.choices) > 2
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(box, row, column, 1, 2 if wide or len(boxes) == 1 else 1, Qt.AlignmentFlag.AlignTop)
            row, column = (row + 1, 0) if wide or column else (row, 1)
