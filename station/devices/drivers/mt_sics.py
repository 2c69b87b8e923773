"""Scales that speak MT-SICS: Mettler-Toledo, KERN KCP, and the older dialect of KERN and Radwag (devices.md §1.1).

The weight is asked for with SI five times a second, one command at a time. Between two polls the driver asks for the
tare, because a tare pressed on the scale turns gross into net without a word in the weight reply. Before anything else
it asks for the serial number: after opening, and again when the scale was silent for longer than one lost answer
takes, since the cable may hang on another scale by then (reliability R16). The reply has no checksum, so a new number
is believed when it was told twice. A scale of the older dialect does not know TA; it is asked with OT instead.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

import msgspec

from station.devices.api import Fault, Reading, Trust, Weight, WeightMode, WeightStatus
from station.devices.drivers.framing import Cut, Lines
from station.devices.drivers.settings import read_settings
from station.devices.drivers.shown import MASS
from station.devices.drivers.sics_replies import Reply, read_reply
from station.errors import DeviceError

LONGEST = 128  # the longest reply, I4 with a long serial number, stays far below
REPLY_WITHIN = 0.5  # seconds; devices.md §2
ORDER_WITHIN = 3.0  # Z and T wait for a standstill
MISSES = 3
# Seconds of silence after which another scale may stand in the place of this one: one lost answer is shorter, and a
# weight that old is stale anyway (domain/weighing.py).
SILENT = 0.8
BETWEEN = 0.1  # KERN KIB-TM p.7: at least 100 ms between commands
TARE_EVERY = 1.0
TARE_UNKNOWN = 60.0  # until a scale that does not know TA is asked again
SERIAL_AGAIN = 1.0  # seconds until I4 is asked again where it was not answered
SERIAL_TRIES = 3  # of a scale that answers everything but I4; then it is asked seldom
SERIAL_SELDOM = 60.0
NO_SERIAL = "-"  # the identity of a scale that knows the question and has no number

ORDERS = {"zero": b"Z", "tare": b"T", "clear_tare": b"TAC"}
_STATUS = {
    "I": WeightStatus.MOTION,  # busy, or no standstill within the scale's own time
    "E": WeightStatus.MOTION,  # no standstill, in the older dialect
    "+": WeightStatus.OVER,
    "-": WeightStatus.UNDER,
}
_ERRORS = {"S": "scale.syntax", "T": "scale.transmission", "L": "scale.logical"}
_ANSWERED_AS = {b"SI": "S", b"OT": "TA"}
_REFUSED = {"Z": "scale.zero_refused", "T": "scale.tare_refused", "TAC": "scale.tare_refused"}


class MtSicsSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """interval: seconds between weight polls."""

    interval: float = 0.2


@dataclass(frozen=True, slots=True)
class _Asked:
    command: bytes
    at: float

    @property
    def within(self) -> float:
        return ORDER_WITHIN if self.command in ORDERS.values() else REPLY_WITHIN

    def awaits(self, reply: Reply) -> bool:
        return reply.to in ("E", _ANSWERED_AS.get(self.command, self.command.decode()))


class MtSics:
    """An MT-SICS scale, polled with SI."""

    kind = "scale"
    port: ClassVar[Mapping[str, str]] = {"baudrate": "9600"}
    trust = Trust(flag=True, checked=True)

    def __init__(self, device: str, settings: MtSicsSettings | None = None) -> None:
        self._device = device
        self._settings = settings or MtSicsSettings()
        self._lines = Lines(LONGEST)
        self._asked: _Asked | None = None
        self._orders: deque[bytes] = deque()
        self._free_at = self._weight_at = self._tare_at = self._serial_at = self._heard_at = float("-inf")
        self._misses = self._serial_tries = 0
        self._tare: Decimal | None = None
        self._tare_question = b"TA"
        self._told = ""  # the number that was told last
        self.identity = ""

    @classmethod
    def from_settings(cls, device: str, settings: Mapping[str, Any]) -> Self:
        return cls(device, read_settings(MtSicsSettings, device, settings))

    def feed(self, data: bytes, at: float) -> list[Reading | Fault]:
        found: list[Reading | Fault] = []
        for cut in self._lines.feed(data):
            found += self._line(cut, at)
        return found + self._overdue(at)

    def pending(self, at: float) -> bytes | None:
        if self._asked or at < self._free_at:
            return None
        command = self._next(at)
        if command is None:
            return None
        self._lines.drop()  # the rest of a broken reply must not become the head of the next one
        self._asked = _Asked(command, at)
        self._free_at = at + BETWEEN
        return command + b"\r\n"

    def order(self, command: str) -> None:
        if command not in ORDERS:
            raise DeviceError("device.order", device=self._device, order=command)
        if ORDERS[command] not in self._orders:
            self._orders.append(ORDERS[command])

    def forget(self) -> None:
        """The port was opened: nothing is known of what hangs on it."""
        self._lines.drop()
        self._asked, self._tare, self._told = None, None, ""
        self._free_at = self._weight_at = self._tare_at = float("-inf")
        self._ask_serial()

    def _ask_serial(self) -> None:
        self.identity, self._serial_at, self._serial_tries = "", float("-inf"), 0

    def _next(self, at: float) -> bytes | None:
        if not self.identity and at >= self._serial_at:
            self._serial_tries += 1
            self._serial_at = at + (SERIAL_AGAIN if self._serial_tries < SERIAL_TRIES else SERIAL_SELDOM)
            return b"I4"
        if self._orders:
            return self._orders.popleft()
        if at >= self._weight_at:
            self._weight_at = max(self._weight_at + self._settings.interval, at + BETWEEN)
            return b"SI"
        if at >= self._tare_at:
            self._tare_at = at + TARE_EVERY
            return self._tare_question
        return None

    def _overdue(self, at: float) -> list[Reading | Fault]:
        """Gives an unanswered command up; the third in a row is told, once until something answers again."""
        asked = self._asked
        if asked is None or at - asked.at < asked.within:
            return []
        self._asked = None
        self._misses += 1
        return [self._fault("no_reply", at)] if self._misses == MISSES else []

    def _line(self, cut: Cut, at: float) -> list[Reading | Fault]:
        reply = read_reply(cut.data) if cut.whole else None
        if at - self._heard_at > max(SILENT, self._settings.interval + REPLY_WITHIN + BETWEEN):
            self._ask_serial()
        self._misses, self._heard_at = 0, at
        if reply is None:
            self._asked = None  # whatever it was, the scale has answered; asking again is cheap
            return [self._fault("garbage" if cut.whole else "too_long", at, cut.data)]
        if (reply.to, reply.status) == ("S", "A"):
            return []  # accepted, in the older dialect: the weight follows
        asked = self._asked if self._asked and self._asked.awaits(reply) else None
        if asked:
            self._asked = None
        return self._understand(reply, asked, cut.data, at)

    def _understand(self, reply: Reply, asked: _Asked | None, raw: bytes, at: float) -> list[Reading | Fault]:
        match reply.to:
            case "S":
                return self._weight(reply, asked is not None, raw, at)
            case "E":
                return self._error(reply, asked, raw, at)
            case "I4":
                return self._serial(reply, asked, at)
            case "TA":
                self._tare = reply.value if reply.status == "A" else None
                return []
            case "Z" | "ZI" | "T" | "TI" | "TAC":
                return self._done(reply, raw, at)
        return []  # another program has asked what the scale is, or written on its display

    def _weight(self, reply: Reply, polled: bool, raw: bytes, at: float) -> list[Reading | Fault]:
        if reply.status in _STATUS:
            return [self._reading(reply, _STATUS[reply.status], polled, raw, at)]
        if reply.status not in ("S", "D"):
            return [self._fault("scale.parameter" if reply.status == "L" else "garbage", at, raw)]
        if reply.value is None:  # "S S Error 10b": the hardware's own report in the place of the number
            return [self._fault("scale.hardware" if reply.shown else "garbage", at, raw, reply.shown)]
        if reply.unit.lower() not in MASS:  # pieces, percent
            return [self._reading(reply, WeightStatus.NONE, polled, raw, at)]
        status = WeightStatus.OK if reply.status == "S" else WeightStatus.MOTION
        return [self._reading(reply, status, polled, raw, at)]

    def _reading(self, reply: Reply, status: WeightStatus, polled: bool, raw: bytes, at: float) -> Weight:
        stable = status is WeightStatus.OK
        value = reply.value if status in (WeightStatus.OK, WeightStatus.MOTION) and reply.status in "SD" else None
        unit = reply.unit.lower() if reply.unit.lower() in MASS else reply.unit
        mode, tare = self._mode, self._tare
        return Weight(self._device, at, raw, value, unit, stable, status, mode, polled, reply.shown, tare)

    @property
    def _mode(self) -> WeightMode:
        if self._tare is None:
            return WeightMode.UNKNOWN
        return WeightMode.NET if self._tare else WeightMode.GROSS

    def _error(self, reply: Reply, asked: _Asked | None, raw: bytes, at: float) -> list[Reading | Fault]:
        """ES on a question of ours that level 0 need not know is an answer: this scale cannot tell."""
        if asked and asked.command == self._tare_question:
            self._no_tare(at)
            return []
        if asked and asked.command == b"I4":
            self._number(NO_SERIAL, at)
            return []
        return [self._fault(_ERRORS[reply.status], at, raw)]

    def _no_tare(self, at: float) -> None:
        """Neither dialect's question is known: left alone for a while."""
        self._tare, self._tare_at = None, at if self._tare_question == b"TA" else at + TARE_UNKNOWN
        self._tare_question = b"OT" if self._tare_question == b"TA" else b"TA"

    def _serial(self, reply: Reply, asked: _Asked | None, at: float) -> list[Reading | Fault]:
        if asked is None:  # sent unasked when the scale was switched on: tare and zero are new
            self._tare, self._tare_at = None, at
        self._number(reply.shown.strip('"') or NO_SERIAL, at)
        return []

    def _number(self, told: str, at: float) -> None:
        """Twice the same is believed; after a silence once is enough if it is the old one."""
        same, self._told = told == self._told, told
        self.identity = told if same else ""
        self._serial_at = float("inf") if same else at

    def _done(self, reply: Reply, raw: bytes, at: float) -> list[Reading | Fault]:
        """The answer to an order. The tare is asked for again at once: the order may have changed it."""
        self._tare, self._tare_at = None, at
        if reply.status in ("A", "S", "D"):
            return []
        return [self._fault(_REFUSED.get(reply.to, "scale.order_refused"), at, raw, reply.status)]

    def _fault(self, code: str, at: float, raw: bytes = b"", text: str = "") -> Fault:
        return Fault(self._device, at, code, raw, text)
