"""A labelled field of a step: typing goes to the engine at once, what a gun fills comes back into the field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.choice import ChoiceField
from station.ui.widgets.looks import label, put
from station.ui.widgets.marking import MarkingField
from station.ui.widgets.plate import PlateField
from station.workflow.view import Field

Filled = Callable[[str, str], None]

_TYPED = {"number": r"\d{0,7}", "decimal": r"-?\d{0,6}([.,]\d{0,3})?"}


class LongText(QPlainTextEdit):
    """Several lines; Tab leaves, Ctrl+Enter is the step's own Enter."""

    LINES = 110  # px at the base window: three lines

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)


class FieldBox(QWidget):
    """Label above, editor below. The editor bears the object name."""

    def __init__(self, context: Context, field: Field, filled: Filled) -> None:
        super().__init__()
        self._context = context
        self._filled = filled
        self.name, self.kind = field.name, field.kind
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = label("label")
        column.addWidget(self._label)
        self.editor = self._make(field)
        self.target().setObjectName(f"field.{field.name}")
        column.addWidget(self.editor)
        self.show_field(field)

    def target(self) -> QWidget:
        """What takes the focus."""
        return self.editor.line if isinstance(self.editor, PlateField) else self.editor

    def value(self) -> str:
        editor = self.editor.line if isinstance(self.editor, PlateField) else self.editor
        if isinstance(editor, QLineEdit):
            return editor.text()
        return editor.toPlainText() if isinstance(editor, LongText) else editor.value()

    def show_field(self, field: Field) -> None:
        """Says the label anew and takes over a value that came from elsewhere, never one that is being typed."""
        put(self._label, self._context.say(field.label))
        if isinstance(self.editor, LongText):
            self.editor.setFixedHeight(self._context.theme.px(LongText.LINES))
        if isinstance(self.editor, PlateField):
            put(self.editor.opener, self._context.say(Line("keypad.open")))
        if isinstance(self.editor, MarkingField) and field.canvas is not None:
            self.editor.show_canvas(field.canvas)
        self.target().setAccessibleDescription(self._label.text())
        if isinstance(self.editor, ChoiceField):
            self.editor.set_choices([(choice.value, self._context.say(choice.label)) for choice in field.choices])
        if self.value().strip() != field.value.strip():
            self._set(field.value)

    def _make(self, field: Field) -> QLineEdit | LongText | ChoiceField | PlateField | MarkingField:
        if field.kind == "marks":
            return MarkingField(self._context, self.name, self._filled)
        if field.kind == "choice":
            return ChoiceField(lambda value: self._filled(self.name, value))
        if field.kind == "plate":
            return PlateField(lambda text: self._filled(self.name, text))
        if field.kind == "longtext":
            long = LongText()
            long.textChanged.connect(lambda: self._filled(self.name, long.toPlainText()))
            return long
        return self._line(field)

    def _line(self, field: Field) -> QLineEdit:
        line = QLineEdit()
        if field.kind == "secret":
            line.setEchoMode(QLineEdit.EchoMode.Password)
        if field.kind in _TYPED:
            line.setValidator(QRegularExpressionValidator(QRegularExpression(_TYPED[field.kind]), line))
        line.textEdited.connect(lambda text: self._filled(self.name, text))
        return line

    def _set(self, value: str) -> None:
        editor = self.editor.line if isinstance(self.editor, PlateField) else self.editor
        if isinstance(editor, QLineEdit):
            at = editor.cursorPosition()
            editor.setText(value)
            if editor.hasFocus() and editor.cursorPosition() > at > 0:
                editor.setCursorPosition(at)
        elif isinstance(editor, LongText):
            editor.blockSignals(True)
            editor.setPlainText(value)
            editor.blockSignals(False)
        else:
            editor.set_value(value)


def is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
