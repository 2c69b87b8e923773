"""Devices: a card for each instrument with its state, the age of its last good frame, the ladder and its last bytes."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station.devices.status import DeviceStatus, Rung
from station.domain.readings import Climate, Fault, LinkChange, LinkState, Preview, Reading, Scan, Weight
from station.texts import Line, catalogue
from station.ui.context import Context
from station.ui.icons import pixmap
from station.ui.widgets.looks import Card, label, put, set_tone
from station.ui.widgets.steps import Chips

ICONS = {"parcel_scale": "weight", "gun": "gun", "climate": "climate", "camera": "camera"}
ORDERS = {"parcel_scale": ("zero", "tare")}
RUNGS = (Rung.PORT, Rung.BYTES, Rung.FRAME, Rung.ALL)
_TONES = {LinkState.ONLINE: "good", LinkState.SILENT: "attention", LinkState.SEARCHING: "stop"}
RAW_SHOWN = 32


class DevicesPage(QWidget):
    NAME, ICON, ORDER = "devices", "devices", 40

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page.devices")
        self._context = context
        self._cards: dict[str, _DeviceCard] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self._empty = label("hint", "empty", wrap=True)
        outer.addWidget(self._empty)
        outer.addLayout(self._grid)
        outer.addStretch()

    def refresh(self) -> None:
        statuses = self._context.instruments.statuses()
        self._empty.setVisible(not statuses)
        for status in statuses:
            if status.id not in self._cards:
                self._add(status)
            self._cards[status.id].show_status(status)

    def retranslate(self) -> None:
        put(self._empty, self._context.say(Line("devices.empty")))
        for card in self._cards.values():
            card.retranslate()
        self.refresh()

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        card = self._cards.get(item.device)
        if card is not None:
            card.heard(item)

    def tick(self) -> None:
        self.refresh()

    def _add(self, status: DeviceStatus) -> None:
        at = len(self._cards)
        card = self._cards[status.id] = _DeviceCard(self._context, status)
        self._grid.addWidget(card, at // 2, at % 2)


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
        head, now, orders = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        now.addWidget(self._value)
        now.addStretch()
        now.addWidget(self._age)
        for part in (self._icon, self._title):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self._state)
        for button in self._orders.values():
            orders.addWidget(button)
        orders.addStretch()
        self.column.addLayout(head)
        self.column.addLayout(now)
        for widget in (self._ladder, self._what, self._raw):
            self.column.addWidget(widget)
        self.column.addLayout(orders)
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
        """What fails and what to do; the system's own words where there is no sentence for them."""
        if status.state is LinkState.ONLINE and not status.reason:
            return ""
        say = self._context.say
        failing = "port" if status.reached is None else status.reached.value
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
