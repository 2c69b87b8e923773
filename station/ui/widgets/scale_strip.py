"""How the scales stand today: a line for each, with its last check and the button that gives it another one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station.domain.roles import Role, may
from station.domain.scale import Scale
from station.domain.scale_profile import ScaleRole
from station.domain.state import ScaleCheckState
from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.looks import Card, label, put, put_icon, set_tone
from station.workflow.scale_checks import Standing

_ROLES = {ScaleRole.PARCEL: "parcel_scale", ScaleRole.PLATFORM: "platform_scale"}


class ScaleStrip(Card):
    """begin: told the device whose check is to be given."""

    def __init__(self, context: Context, begin: Callable[[str], None]) -> None:
        super().__init__("scales")
        self._context, self._begin = context, begin
        self._lines: dict[str, _ScaleLine] = {}
        self.column.setSpacing(2 * GRID)

    def refresh(self) -> None:
        """Says how every scale stands; a station without a scale has nothing here."""
        standings = self._context.checks.standings()
        may_check = self._may_check()
        for standing in standings:
            self._line(standing.scale).show_standing(standing, may_check)
        self.setVisible(bool(standings))

    def focus(self, device: str) -> None:
        """The button of a scale, after its check."""
        self._lines[device].button.setFocus()

    def _line(self, scale: Scale) -> _ScaleLine:
        if scale.device not in self._lines:
            made = self._lines[scale.device] = _ScaleLine(self._context, scale, self._begin)
            self.column.addWidget(made)
        return self._lines[scale.device]

    def _may_check(self) -> bool:
        roles = self._context.desk.roles(self._context.engine.person)
        return may(frozenset(map(Role, roles)), "CheckScale")


class _ScaleLine(QWidget):
    def __init__(self, context: Context, scale: Scale, begin: Callable[[str], None]) -> None:
        super().__init__()
        self._context, self._scale = context, scale
        self._icon, self._title = QLabel(), label("word")
        self._said = label("word", f"scale.{scale.device}.said", wrap=True)
        self._last = label("label", f"scale.{scale.device}.last", wrap=True)
        self.button = QPushButton()
        self.button.setObjectName(f"check.{scale.device}")
        self.button.clicked.connect(lambda: begin(scale.device))
        row, words = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        words.setSpacing(4)
        for shown in (self._title, self._said, self._last):
            words.addWidget(shown)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_standing(self, standing: Standing, may_check: bool) -> None:
        say = self._context.say
        put(self._title, f"{say(Line(f'devices.role.{_ROLES[self._scale.role]}'))} · {self._scale.device}")
        put(self._said, say(standing.said))
        set_tone(self._said, standing.tone)
        put_icon(self._icon, self._context.theme, standing.tone, standing.tone, 28)
        put(self._last, say(self._of_check(standing.check)))
        put(self.button, say(Line("check.begin")))
        self.button.setEnabled(may_check)

    def _of_check(self, check: ScaleCheckState | None) -> Line:
        if check is None:
            return Line("check.never")
        told = {
            "time": self._context.desk.local_time(check.at),
            "person": self._context.desk.person_name(check.by),
            "nominal": check.nominal,
            "gross": check.gross,
        }
        return Line("check.last_passed" if check.passed else "check.last_failed", told)
