"""The archive in one line of Today: what it does, how long it will take, and the button that begins or stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.looks import label, put, set_tone


class ArchiveBar(QWidget):
    """Hidden where the settings name no archive."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._there = 0  # pictures at the archive
        self._words, self._button = label("label", "archive", wrap=True), QPushButton()
        self._button.setObjectName("action.archive")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self._pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)

    def refresh(self) -> None:
        """Something was written."""
        if self._context.desk.archiving is not None:
            self._there = self._context.queries.archived_pictures()
        self.tick()

    def tick(self) -> None:
        """What the run has told by now."""
        archiving, say = self._context.desk.archiving, self._context.say
        self.setVisible(archiving is not None)
        if archiving is None:
            return
        put(self._words, say(archiving.standing() or Line("today.archive", {"count": self._there})))
        set_tone(self._words, "attention" if archiving.wrong else "")
        self._button.setText(say(Line("today.archive_stop" if archiving.running else "today.archive_now")))

    def _pressed(self) -> None:
        archiving = self._context.desk.archiving
        if archiving is None:
            return
        if archiving.running:
            archiving.stop()
        else:
            self._context.desk.archive_now()
        self.tick()
