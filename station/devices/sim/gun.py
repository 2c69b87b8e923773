"""A barcode gun on a serial line: AIM identifier, text, CR (devices.md §3)."""

from __future__ import annotations

from station.devices.sim.instrument import Order, Unplayable, text_of

CODE_128 = "C0"  # the symbology of a waybill's barcode where the order names none; QR is Q1, GS1-128 C1


class SerialGun:
    """The gun behind the cable. It takes no commands."""

    kind = "gun"

    def obey(self, order: Order, at: float) -> bytes:
        """scan: text, and aim ("C1") or "" for a gun that sends no identifier. half: the line breaks off."""
        if order.get("do") not in ("scan", "half"):
            raise Unplayable(f"a gun cannot {order.get('do')}")
        aim = str(order.get("aim", CODE_128))
        line = (f"]{aim}" if aim else "").encode("ascii") + text_of(order, "text").encode("utf-8")
        return line + b"\r" if order["do"] == "scan" else line[: len(line) // 2]

    def feed(self, data: bytes, at: float) -> bytes:
        return b""

    def due(self, at: float) -> bytes:
        return b""
