"""A parcel scale that speaks MT-SICS (devices.md §1.1), level 0 and the tare commands of level 1.

    S  SI  SIR         stable weight, weight at once, repeated weights until the next command
    Z  ZI  T  TA  TAC  zero when stable, zero at once, tare, tare value, clear tare
    I4  @              serial number, cancel (answers like I4)

Replies "S S      1.250 kg": the value right-aligned in ten columns. Above Max + 9 e the answer is "S +", below -20 d
"S -" (OIML R76-1 4.2.3; A12(E) manual p.13). Zero is possible within ±2 % of Max (R76-1 4.5.1 allows 4 % in all).
"""

from __future__ import annotations

from dataclasses import dataclass

from station.devices.sim.instrument import Order, Unplayable, text_of
from station.devices.sim.load import Pan

WAIT_STABLE = 2.5  # seconds that S, Z and T wait for a standstill
STREAM_EVERY = 0.1
WAITING = ("S", "Z", "T")  # commands that are answered at a standstill


@dataclass(frozen=True, slots=True)
class Plate:
    """The type plate. Masses in kg; a class III scale with e = d = 5 g carries parcels within ±10 g in service."""

    maximum: float = 30.0
    d: float = 0.005
    decimals: int = 3
    serial: str = "B021370042"


class MtSicsScale:
    """The scale behind the cable."""

    kind = "scale"

    def __init__(self, plate: Plate | None = None) -> None:
        self._plate = plate or Plate()
        self._pan = Pan(self._plate.d)
        self._zero = self._drift = self._tare = 0.0
        self._line = b""
        self._waits: tuple[str, float] | None = None  # a command and the moment at which it is given up
        self._stream_at: float | None = None

    def obey(self, order: Order, at: float) -> bytes:
        match order.get("do"):
            case "put":
                self._pan.put(_kg(order), at)
            case "clear":
                self._pan.put(0.0, at)
            case "shake":
                self._pan.shake(True, at)
            case "still":
                self._pan.shake(False, at)
            case "drift":
                self._drift = _kg(order)
            case "press":
                return self._pressed(text_of(order, "key"), at)
            case other:
                raise Unplayable(f"a scale cannot {other}")
        return b""

    def feed(self, data: bytes, at: float) -> bytes:
        *lines, self._line = (self._line + data).replace(b"\r", b"\n").split(b"\n")
        said = [self._answer(line.decode("ascii", "replace").strip(), at) for line in lines if line.strip()]
        return b"".join(said)

    def due(self, at: float) -> bytes:
        return self._waited(at) + self._streamed(at)

    def _answer(self, command: str, at: float) -> bytes:
        self._stream_at = None
        if command in WAITING:
            self._waits = (command, at + WAIT_STABLE)
            return self._waited(at)
        self._waits = None
        if command == "SIR":
            self._stream_at = at
            return b""
        return _said(self._at_once(command, at))

    def _at_once(self, command: str, at: float) -> str:
        match command:
            case "SI":
                said = self._weight(at)
            case "ZI":
                said = self._zero_now(at, "ZI S", "ZI D")
            case "TA":
                said = f"TA A {self._amount(self._tare)}"
            case "TAC":
                self._tare = 0.0
                said = "TAC A"
            case "I4" | "@":
                said = f'I4 A "{self._plate.serial}"'
            case _:
                said = "ES"
        return said

    def _pressed(self, key: str, at: float) -> bytes:
        """A key on the scale itself; the host is not told."""
        if key not in ("zero", "tare"):
            raise Unplayable(f"the scale has no key {key!r}")
        if not self._pan.moving(at):
            self._finish("Z" if key == "zero" else "T", at)
        return b""

    def _waited(self, at: float) -> bytes:
        """The answer to a command that waits for a standstill, once there is one or its time is over."""
        if self._waits is None:
            return b""
        command, until = self._waits
        if self._pan.moving(at) and self._range(at) == "":
            if at < until:
                return b""
            self._waits = None
            return _said(f"{command} I")
        self._waits = None
        return _said(self._finish(command, at))

    def _finish(self, command: str, at: float) -> str:
        if command == "S":
            return self._weight(at)
        if command == "Z":
            return self._zero_now(at, "Z A", "Z I")
        if self._range(at):
            return f"T {self._range(at)}"
        self._tare = self._gross(at)
        return f"T S {self._amount(self._tare)}"

    def _zero_now(self, at: float, done: str, moving: str) -> str:
        load = self._pan.load + self._drift
        if abs(load) > 0.02 * self._plate.maximum:
            return f"{done.split(maxsplit=1)[0]} {'+' if load > 0 else '-'}"
        self._zero, self._tare = self._drift + self._pan.shown(at), 0.0
        return moving if self._pan.moving(at) else done

    def _streamed(self, at: float) -> bytes:
        if self._stream_at is None or at < self._stream_at:
            return b""
        self._stream_at = at + STREAM_EVERY
        return _said(self._weight(at))

    def _weight(self, at: float) -> str:
        if self._range(at):
            return f"S {self._range(at)}"
        return f"S {'D' if self._pan.moving(at) else 'S'} {self._amount(self._gross(at) - self._tare)}"

    def _range(self, at: float) -> str:
        """ "+" above what may be shown, "-" below, "" within."""
        gross, plate = self._gross(at), self._plate
        return "+" if gross > plate.maximum + 9 * plate.d else "-" if gross < -20 * plate.d else ""

    def _gross(self, at: float) -> float:
        return self._pan.shown(at) + self._drift - self._zero

    def _amount(self, kg: float) -> str:
        steps = round(kg / self._plate.d)
        shown = f"{steps * self._plate.d + 0.0:.{self._plate.decimals}f}"
        return f"{shown:>10} kg"


def _kg(order: Order) -> float:
    try:
        return float(text_of(order, "kg"))
    except ValueError as error:
        raise Unplayable(f"{order['kg']!r} is no mass in kg") from error


def _said(reply: str) -> bytes:
    return reply.encode("ascii") + b"\r\n"
