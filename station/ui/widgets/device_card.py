"""An instrument on the Devices page: state, age of its last good frame, ladder, last bytes, test buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from station.config import CAMERAS
from station.devices.status import RECORD, DeviceStatus, Rung
from station.domain.readings import Climate, Fault, LinkChange, LinkState, Preview, Reading, Scan, Weight
from station.texts import Line, catalogue
from station.ui.context import Context
from station.ui.icons import pixmap
from station.ui.widgets.camera_words import camera_advice
from station.ui.widgets.looks import Card, label, put, set_tone
from station.ui.widgets.steps import Chips
from station.ui.widgets.swap import may_ask

ICONS = {
    "parcel_scale": "weight",
    "platform_scale": "weight",
    "gun": "gun",
    "climate": "climate",
    "truck_air": "climate",
    **dict.fromkeys(CAMERAS, "camera"),
}
RUNGS = (Rung.PORT, Rung.BYTES, Rung.FRAME, Rung.ALL)
# The rung that fails where this one is the last that holds; "again" once everything had been well.
_AFTER = {Rung.PORT: "bytes", Rung.BYTES: "frame", Rung.FRAME: "parse", Rung.PARSE: "parse", Rung.ALL: "again"}
_TONES = {
    LinkState.ONLINE: "good",
    LinkState.SILENT: "attention",
    LinkState.SEARCHING: "stop",
    LinkState.REFUSED: "stop",
}
RAW_SHOWN = 32
RESTLESS = 8.0  # seconds without rest before it is worth a word: a load that is put on takes a while (devices.md §2)
# Failures of which the sentence says all, what to do as well.
WHOLE = ("device.taken", "device.taken_by", "device.unplugged", "device.several", "device.other")


class DeviceCard(Card):
    """One instrument. swap: called with its id where another one stands in its place and somebody wants to allow it."""

    def __init__(self, context: Context, status: DeviceStatus, swap: Callable[[str], None]) -> None:
        super().__init__(f"device.{status.id}")
        self._context = context
        self._status = status
        self._rests: bool | None = None  # a scale, by its own flag; None: nothing was said of it
        self._moves_since = 0.0  # monotonic seconds
        self._icon, self._title = QLabel(), label("title")
        self._state, self._value = (
            label("word", f"device.{status.id}.state"),
            label("word", f"device.{status.id}.value"),
        )
        self._age, self._what = label("label"), label("label", wrap=True)
        self._ladder = Chips()
        self._raw = label("detail", f"device.{status.id}.raw", wrap=True)
        self._swap = QPushButton()
        self._swap.setObjectName(f"swap.{status.id}")
        self._swap.clicked.connect(lambda: swap(status.id))
        self._orders = {name: self._order_button(name) for name in status.orders}
        head, now, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        now.addWidget(self._value)
        now.addStretch()
        now.addWidget(self._age)
        for part in (self._icon, self._title):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self._state)
        foot.addWidget(self._raw, 1)
        foot.addWidget(self._swap, 0, Qt.AlignmentFlag.AlignBottom)
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
        put(self._swap, say(Line("devices.swap")))
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
        self._ladder.show_chips(self._rungs(status))
        if status.role in CAMERAS:
            put(self._value, status.delivers)
        put(self._what, self._advice(status))
        self._what.setVisible(bool(self._what.text()))
        refused = status.state is LinkState.REFUSED
        if refused or status.state is LinkState.SEARCHING:
            put(self._value, "—" if self._value.text() else "")  # what it said last is nobody's value any more
        self._swap.setVisible(refused and may_ask(self._context))
        for button in self._orders.values():
            button.setVisible(not refused)
        if RECORD in self._orders:
            put(self._orders[RECORD], say(Line("devices.order.stop" if status.recording else "devices.order.record")))
        raw = status.raw[-RAW_SHOWN:]
        text = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in raw)
        written = f"\n● {status.recording}" if status.recording else ""
        put(self._raw, f"{status.driver} · {status.url}{written}\n{raw.hex(' ').upper()}\n{text}")

    def _rungs(self, status: DeviceStatus) -> list[tuple[str, str, str]]:
        """The ladder; its last rung, whether the weight rests, is that of scales whose protocol says so."""
        reached = -1 if status.reached is None else list(Rung).index(status.reached)
        chips = [self._rung(rung.value, list(Rung).index(rung) <= reached) for rung in RUNGS]
        if self._rests is not None and status.state is LinkState.ONLINE:
            chips.append(self._rung("stable", self._rests))
        return chips

    def _rung(self, name: str, holds: bool) -> tuple[str, str, str]:
        said = self._context.say(Line(f"devices.rung.{name}"))
        return f"rung.{self._status.id}.{name}", f"{'✓' if holds else '✕'} {said}", "good" if holds else "stop"

    def _restless(self) -> bool:
        return self._rests is False and self._context.clock.monotonic() - self._moves_since > RESTLESS

    def _weighed(self, weight: Weight) -> None:
        """Whether the scale says that it rests; over, under and an error are no rest."""
        if weight.stable is False and self._rests is not False:
            self._moves_since = weight.seen_at
        self._rests = weight.stable

    def _advice(self, status: DeviceStatus) -> str:
        """What to do at the rung that fails; behind it the reason, in the system's own words if there are no others."""
        of_camera = camera_advice(self._context, status)
        if of_camera is not None:
            return of_camera
        say = self._context.say
        if status.state is LinkState.ONLINE and not status.reason:
            return say(Line("devices.advice.stable")) if self._restless() else ""
        if status.said is not None and status.said.key in WHOLE:
            return say(status.said)
        failing = "port" if status.reached is None else _AFTER[status.reached]
        key = f"fault.{status.reason}"
        reason = say(Line(key, {"text": ""})) if key in catalogue() else status.reason
        return f"{say(Line(f'devices.advice.{failing}'))} {reason}".strip()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        match item:
            case Weight():
                self._weighed(item)
                put(self._value, "—" if item.value is None else f"{item.value} {item.unit}")
            case Climate():
                put(self._value, f"{item.temperature} °C   {item.humidity} %")
            case Scan():
                put(self._value, item.text)
