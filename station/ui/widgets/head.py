"""The window's head: where this is, the pages, the open deliveries, who works here, and how the log stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from station.clock import from_utc_text
from station.texts import Line
from station.ui.context import Context, Page
from station.ui.theme import GRID
from station.ui.widgets.looks import label, put, put_icon
from station.ui.widgets.tabs import Tabs
from station.workflow.view import Tab


class Head(QFrame):
    def __init__(self, context: Context, pages: Sequence[Page], turn_to: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._context = context
        self._pages = pages
        self._dock = label("word", "dock")
        self._person, self._time, self._log = (
            label("word", "person"),
            label("word", "time"),
            label("detail", "log.state"),
        )
        self._buttons = [self._button(page, turn_to) for page in pages]
        self._tabs = Tabs(context, context.desk.open_delivery)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, GRID // 2)
        row.setSpacing(GRID)
        for part in (self._dock, *self._buttons):
            row.addWidget(part)
        row.addWidget(self._tabs, 1)
        row.addLayout(self._corner())

    def show_page(self, name: str) -> None:
        """Which page is open; "" where nobody is signed in."""
        for page, button in zip(self._pages, self._buttons, strict=True):
            button.setChecked(name == f"page.{page.NAME}")

    def show_tabs(self, tabs: Sequence[Tab]) -> None:
        """Whose goods are here is for who is signed in."""
        self._tabs.show_tabs(tabs if self._context.engine.person else ())

    def retranslate(self) -> None:
        say = self._context.say
        put(self._dock, say(Line("head.dock", {"dock": self._context.dock})))
        for page, button in zip(self._pages, self._buttons, strict=True):
            put(button, say(Line(f"page.{page.NAME}")))
            put_icon(button, self._context.theme, page.ICON, "text", 22)

    def tick(self) -> None:
        context = self._context
        name = context.desk.person_name(context.engine.person)
        roles = " · ".join(context.say(Line(f"role.{role}")) for role in context.desk.roles(context.engine.person))
        put(self._person, f"{name}  {roles}" if name else context.say(Line("head.nobody")))
        put(self._time, context.desk.local_time("")[11:16])
        put(self._log, context.say(self._log_state()))

    def _corner(self) -> QVBoxLayout:
        corner, who = QVBoxLayout(), QHBoxLayout()
        corner.setSpacing(0)
        who.setSpacing(2 * GRID)
        who.addStretch()
        who.addWidget(self._person)
        who.addWidget(self._time)
        corner.addLayout(who)
        corner.addWidget(self._log, 0, Qt.AlignmentFlag.AlignRight)
        return corner

    def _button(self, page: Page, turn_to: Callable[[str], None]) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"nav.{page.NAME}")
        button.setProperty("role", "nav")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: turn_to(page.NAME))
        return button

    def _log_state(self) -> Line:
        size, at = self._context.queries.last_checkpoint()
        entries = self._context.queries.log_size()
        if not size:
            return Line("head.log", {"entries": entries})
        minutes = int((self._context.clock.now() - from_utc_text(at)).total_seconds() // 60)
        return Line("head.anchored", {"entries": entries, "minutes": max(0, minutes)})
