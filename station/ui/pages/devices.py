"""Devices: a card for each instrument with its state, the age of its last good frame, the ladder and its last bytes.

An administrator or supervisor adds an instrument here, and a supervisor, alone or beside a clerk, allows another one
in the place of a known one: guide or question stand in the place of the cards meanwhile.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from station.devices.status import DeviceStatus
from station.domain.readings import Fault, LinkChange, LinkState, Preview, Reading
from station.texts import Line
from station.ui.context import Context
from station.ui.theme import GRID
from station.ui.widgets.body import Body
from station.ui.widgets.device_card import DeviceCard
from station.ui.widgets.fields import is_enter
from station.ui.widgets.guide import GuideView
from station.ui.widgets.looks import label, put, set_tone
from station.ui.widgets.scale_check import ScaleCheckView
from station.ui.widgets.scale_strip import ScaleStrip
from station.ui.widgets.swap import SwapView, may_ask

ADDS = ("administrator", "supervisor")


class DevicesPage(QWidget):
    NAME, ICON, ORDER = "devices", "devices", 40

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page.devices")
        self._context = context
        self._cards: dict[str, DeviceCard] = {}
        self._guide: GuideView | None = None
        self._guiding = False  # somebody is in the middle of it
        self._swap: SwapView | None = None
        self._swapping = ""  # the instrument that another one is to be allowed for
        self._saved = ""  # the instrument that was added last
        self._add_button = QPushButton()
        self._add_button.setObjectName("devices.add")
        self._add_button.clicked.connect(self._open_guide)
        self._empty, self._who = label("hint", "empty", wrap=True), label("hint", "devices.who", wrap=True)
        self._done = label("word", "devices.added", wrap=True)
        set_tone(self._done, "good")
        self._check = ScaleCheckView(context, self._checked)
        self._scales = ScaleStrip(context, self._open_check)
        self._build()

    def _build(self) -> None:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._grid = QGridLayout()
        self._grid.setSpacing(2 * GRID)
        for number in (0, 1):
            self._grid.setColumnStretch(number, 1)
        self._body, foot = Body(), QHBoxLayout()
        self._body.column.setContentsMargins(0, 0, GRID, 0)  # so that the scroll bar touches no card
        self._body.column.setSpacing(2 * GRID)
        self._body.column.addWidget(self._empty)
        self._body.column.addWidget(self._scales)
        self._body.column.addLayout(self._grid)
        self._body.column.addStretch()
        foot.addWidget(self._add_button)
        foot.addWidget(self._done, 1)
        foot.addWidget(self._who, 1)
        self._overview = QWidget()
        column = QVBoxLayout(self._overview)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self._body, 1)
        column.addLayout(foot)
        self._outer.addWidget(self._overview)
        self._outer.addWidget(self._check)

    def refresh(self) -> None:
        statuses = self._context.instruments.statuses()
        self._empty.setVisible(not statuses)
        for status in statuses:
            if status.id not in self._cards:
                self._add(status)
            self._cards[status.id].show_status(status)
        self._scales.refresh()
        self._check.show_check()
        self._show_guide()

    def retranslate(self) -> None:
        say = self._context.say
        put(self._empty, say(Line("devices.empty")))
        put(self._add_button, say(Line("devices.add")))
        put(self._who, say(Line("devices.who_adds")))
        put(self._done, say(Line("devices.added", {"device": self._saved})) if self._saved else "")
        for card in self._cards.values():
            card.retranslate()
        self.refresh()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        card = self._cards.get(item.device)
        if card is not None:
            card.heard(item)
        self._check.show_check()

    def tick(self) -> None:
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; Page Up and Page Down look at the other cards."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = QSlider.SliderAction.SliderPageStepSub, QSlider.SliderAction.SliderPageStepAdd
            self._body.verticalScrollBar().triggerAction(step[event.key() == Qt.Key.Key_PageDown])
            return
        if is_enter(event) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _add(self, status: DeviceStatus) -> None:
        at = len(self._cards)
        card = self._cards[status.id] = DeviceCard(self._context, status, self._open_swap)
        self._grid.addWidget(card, at // 2, at % 2)

    # The daily check of a scale

    def _open_check(self, device: str) -> None:
        self._overview.hide()
        self._check.begin(device)

    def _checked(self, device: str) -> None:
        """The check was left: the cards again, and the button that it began with."""
        self.refresh()
        self._scales.focus(device)

    # The guide

    def _may_add(self) -> bool:
        """What an instrument is and how far it is trusted decides every weight: not a clerk's to change."""
        roles = self._context.desk.roles(self._context.engine.person)
        return any(role in roles for role in ADDS)

    def _open_guide(self) -> None:
        if self._guide is None:
            self._guide = GuideView(self._context, self._closed)
            self._outer.addWidget(self._guide)
        self._guiding, self._saved = True, ""
        self.retranslate()

    def _closed(self, device: str) -> None:
        """The guide was left; device: what was added, "" if nothing."""
        self._guiding, self._saved = False, device
        self.retranslate()
        self._add_button.setFocus()

    def _show_guide(self) -> None:
        """The guide in the place of the cards, as long as somebody stands here who may add an instrument."""
        may, guide = self._may_add(), self._guide
        self._add_button.setEnabled(may)
        self._who.setVisible(not may)
        self._done.setVisible(may)
        showing = guide is not None and self._guiding and may
        if guide is not None:
            guide.setVisible(showing)
        self._check.setVisible(self._check.checking)
        self._overview.setVisible(not showing and not self._check.checking and not self._show_swap())
        if guide is not None and showing:
            guide.tick()

    # Another one in the place of a known one

    def _open_swap(self, device: str) -> None:
        if self._swap is None:
            self._swap = SwapView(self._context, self._swap_closed)
            self._outer.addWidget(self._swap)
        self._swapping = device
        self.refresh()
        self._swap.focus()

    def takes_badge(self, badge: str) -> bool:
        """A supervisor stands beside who asks for a swap."""
        return self._swap is not None and self._swap.scanned(badge)

    def _swap_closed(self) -> None:
        self._swapping = ""
        self.refresh()
        self.setFocus()

    def _show_swap(self) -> bool:
        """The question, as long as the other one is still there and somebody stands here who may answer it."""
        asked = next((one for one in self._context.instruments.statuses() if one.id == self._swapping), None)
        showing = asked is not None and asked.state is LinkState.REFUSED and may_ask(self._context)
        if self._swap is not None:
            if showing and asked is not None:
                self._swap.show_swap(asked)
            self._swap.setVisible(showing)
        if not showing:
            self._swapping = ""
        return showing
