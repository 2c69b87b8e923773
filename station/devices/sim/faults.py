"""How an instrument misbehaves on command: garbage on the line, or a device that has hung."""

from __future__ import annotations

from station.devices.sim.instrument import Instrument, Order

# What a wrong baud rate or a bad cable leaves behind: high bits, a NUL, an end of line somewhere in it.
NOISE = bytes.fromhex("ff80e6007f9b31c3fe0d86b3")


class Faulty:
    """An instrument that can be made to fail; its own orders go through.

    garbage   sends noise once, or the bytes in "hex"
    stall     says nothing any more, whatever is asked
    resume    works again
    """

    def __init__(self, instrument: Instrument) -> None:
        self.kind = instrument.kind
        self._instrument = instrument
        self._stalled = False

    def obey(self, order: Order, at: float) -> bytes:
        match order.get("do"):
            case "garbage":
                return bytes.fromhex(order["hex"]) if "hex" in order else NOISE
            case "stall" | "resume":
                self._stalled = order["do"] == "stall"
                return b""
        said = self._instrument.obey(order, at)
        return b"" if self._stalled else said

    def feed(self, data: bytes, at: float) -> bytes:
        return b"" if self._stalled else self._instrument.feed(data, at)

    def due(self, at: float) -> bytes:
        return b"" if self._stalled else self._instrument.due(at)
