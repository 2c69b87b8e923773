"""Devices: a card for each instrument with its state, the age of its last good frame, the ladder and its last bytes.

An administrator or supervisor adds an instrument here: the guide stands in the place of the cards meanwhile.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from station.config import CAMERAS
from station.devices.status import DeviceStatus, Rung
from station.domain.readings import Climate, Fault, LinkChange, LinkState, Preview, Reading, Scan, Weight
from station.texts import Line, catalogue
from station.ui.context import Context
from station.ui.icons import pixmap
from station.ui.theme import GRID
from station.ui.widgets.body import Body
from station.ui.widgets.camera_words import camera_advice
from station.ui.widgets.fields import is_enter
from station.ui.widgets.guide import GuideView
from station.ui.widgets.looks import Card, label, put, set_tone
from station.ui.widgets.scale_check import ScaleCheckView
from station.ui.widgets.scale_strip import ScaleStrip
from station.ui.widgets.steps import Chips

ICONS = {
    "parcel_scale": "weight",
    "platform_scale": "weight",
    "gun": "gun",
    "climate": "climate",
    "truck_air": "climate",
    **dict.fromkeys(CAMERAS, "camera"),
}
ORDERS = {"parcel_scale": ("zero", "tare"), "platform_scale": ("zero", "tare")}
RUNGS = (Rung.PORT, Rung.BYTES, Rung.FRAME, Rung.ALL)
# The rung that fails where this one is the last that holds; "again" once everything had been well.
_AFTER = {Rung.PORT: "bytes", Rung.BYTES: "frame", Rung.FRAME: "parse", Rung.PARSE: "parse", Rung.ALL: "again"}
_TONES = {LinkState.ONLINE: "good", LinkState.SILENT: "attention", LinkState.SEARCHING: "stop"}
RAW_SHOWN = 32
ADDS = ("administrator", "supervisor")


class DevicesPage(QWidget):
    NAME, ICON, ORDER = "devices", "devices", 40

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page.devices")
        self._context = context
        self._cards: dict[str, _DeviceCard] = {}
        self._guide: GuideView | None = None
        self._guiding = False  # somebody is in the middle of it
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
        card = self._cards[status.id] = _DeviceCard(self._context, status)
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
        self._overview.setVisible(not showing and not self._check.checking)
        if guide is not None and showing:
            guide.tick()


class _DeviceCard(Card):
    def __init__(self, context: Context, status: DeviceStatus) -> None:
        super().__init__(f"device.{status.id}")
        self._context = context
        self._status = status
        self._icon, self._title = QLabel(), label("title")
        self._state, self._value = (
            label("word", f"device.{status.id}.state"),
            label("word", f"device.{status.id}.value"),
        )
        self._age, self._what = label("label"), label("label", wrap=True)
        self._ladder = Chips()
        self._raw = label("detail", f"device.{status.id}.raw", wrap=True)
        self._orders = {name: self._order_button(name) for name in ORDERS.get(status.role, ())}
        head, now, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        now.addWidget(self._value)
        now.addStretch()
        now.addWidget(self._age)
        for part in (self._icon, self._title):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self._state)
        foot.addWidget(self._raw, 1)
        for button in self._orders.values():
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(head)
        self.column.addLayout(now)
        for widget in (self._ladder, self._what):
            self.column.addWidget(widget)
        self.column.addLayout(foot)
        self.column.addStretch()
        self.retranslate()

    def _order_button(self, name: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"order.{self._status.id}.{name}")
        button.clicked.connect(lambda: self._context.instruments.order(self._status.id, name))
        return button

    def retranslate(self) -> None:
        say, theme = self._context.say, self._context.theme
        put(self._title, f"{say(Line(f'devices.role.{self._status.role}'))} · {self._status.id}")
        for name, button in self._orders.items():
            button.setText(say(Line(f"devices.order.{name}")))
        icon = ICONS.get(self._status.role, "devices")
        self._icon.setPixmap(pixmap(icon, theme.colours["text"], theme.px(28)))
        self.show_status(self._status)

    def show_status(self, status: DeviceStatus) -> None:
        self._status = status
        say = self._context.say
        put(self._state, say(Line(f"devices.state.{status.state.value}")))
        set_tone(self._state, _TONES[status.state])
        age = None if status.good_at is None else self._context.clock.monotonic() - status.good_at
        put(self._age, say(Line("devices.never") if age is None else Line("devices.age", {"seconds": f"{age:.1f}"})))
        self._ladder.show_chips([self._rung(status, rung) for rung in RUNGS])
        if status.role in CAMERAS:
            put(self._value, status.delivers)
        put(self._what, self._advice(status))
        self._what.setVisible(bool(self._what.text()))
        raw = status.raw[-RAW_SHOWN:]
        text = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in raw)
        put(self._raw, f"{status.driver} · {status.url}\n{raw.hex(' ').upper()}\n{text}")

    def _rung(self, status: DeviceStatus, rung: Rung) -> tuple[str, str, str]:
        reached = -1 if status.reached is None else list(Rung).index(status.reached)
        holds = list(Rung).index(rung) <= reached
        said = self._context.say(Line(f"devices.rung.{rung.value}"))
        return f"rung.{status.id}.{rung.value}", f"{'✓' if holds else '✕'} {said}", "good" if holds else "stop"

    def _advice(self, status: DeviceStatus) -> str:
        """What to do at the rung that fails; behind it the reason, in the system's own words if there are no others."""
        of_camera = camera_advice(self._context, status)
        if of_camera is not None:
            return of_camera
        if status.state is LinkState.ONLINE and not status.reason:
            return ""
        say = self._context.say
        failing = "port" if status.reached is None else _AFTER[status.reached]
        key = f"fault.{status.reason}"
        reason = say(Line(key, {"text": ""})) if key in catalogue() else status.reason
        return f"{say(Line(f'devices.advice.{failing}'))} {reason}".strip()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        match item:
            case Weight():
                put(self._value, "—" if item.value is None else f"{item.value} {item.unit}")
            case Climate():
                put(self._value, f"{item.temperature} °C   {item.humidity} %")
            case Scan():
                put(self._value, item.text)
