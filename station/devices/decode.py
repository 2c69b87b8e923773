"""What a driver makes of bytes that are already there: for `station decode` and for whoever looks into a capture.

Nobody asks questions here, so what a driver says of silence after its own polls is left out. A driver that looks at
answers only (Modbus) is asked for its question first, byte by byte, and given the same bytes again as often as it
would ask again: a damaged answer is told after its last attempt. A silence parts the attempts, so that the end of one
never becomes the head of the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from station.devices.api import Climate, Driver, Fault, Reading, Scan, Weight
from station.devices.capture import Chunk

Found = Reading | Fault
BLOCK = 1024
BYTE = 0.001  # seconds that a byte takes
SILENCE = (0.1, 0.3, 1.5, 1.5)  # steps of it at the end, for what only silence ends
ASK_AGAIN = 20.0  # the slowest driver polls this often
ATTEMPTS = 3


def decode(new_driver: Callable[[], Driver], data: bytes) -> list[Found]:
    """Readings and faults in their order. new_driver is called for every attempt."""
    heard = list(_heard(new_driver(), [Chunk(0.0, False, data)]))
    return heard or list(_asked(new_driver(), data))


def decode_capture(new_driver: Callable[[], Driver], chunks: Iterable[Chunk]) -> list[Found]:
    """The same for a recording: at its own times, and asked where it says that the driver asked."""
    return list(_heard(new_driver(), chunks))


def _heard(driver: Driver, chunks: Iterable[Chunk]) -> Iterator[Found]:
    """As on the line, without a word from the station; only a question of the recording lets the driver ask."""
    at = 0.0
    for chunk in chunks:
        at = chunk.at
        if chunk.sent:
            driver.pending(at)
            continue
        for start in range(0, len(chunk.data), BLOCK):
            yield from _spoken(driver.feed(chunk.data[start : start + BLOCK], at))
    yield from _silence(driver, at)


def _silence(driver: Driver, at: float) -> Iterator[Found]:
    for step in SILENCE:
        at += step
        yield from _spoken(driver.feed(b"", at))


def _asked(driver: Driver, data: bytes) -> Iterator[Found]:
    at = 0.0
    for _ in range(ATTEMPTS):
        found: list[Found] = []
        for byte in data:
            at = _ask(driver, at) + BYTE
            found += _spoken(driver.feed(bytes([byte]), at))
        found += _silence(driver, at)
        at += sum(SILENCE)
        yield from found
        if found:
            return


def _ask(driver: Driver, at: float) -> float:
    """Lets the driver ask if it would, turning the clock forward to where it would; the new time."""
    if driver.pending(at) is None and driver.pending(at + ASK_AGAIN) is not None:
        return at + ASK_AGAIN
    return at


def _spoken(found: Iterable[Found]) -> Iterator[Found]:
    return (one for one in found if not (isinstance(one, Fault) and one.code == "no_reply"))


NOTHING: Mapping[str, Any] = {
    "kind": "nothing",
    "value": None,
    "unit": "",
    "stable": False,
    "mode": "unknown",
    "status": "none",
    "text": "",
}
"""What is said of bytes in which the driver found nothing at all."""


def told(found: Found) -> Mapping[str, Any]:
    """A reading or fault as a table for JSON. Decimals are text, bytes hexadecimal."""
    match found:
        case Weight():
            said = _weight(found)
        case Scan():
            read = {"kind": "scan", "status": "ok", "text": found.text, "symbology": found.symbology}
            said = {**NOTHING, **read}
        case Climate():
            air = {"temperature": str(found.temperature), "humidity": str(found.humidity)}
            said = {**NOTHING, "kind": "climate", "status": "ok", **air}
        case Fault():
            said = _fault(found)
        case _:
            said = {**NOTHING, "kind": "picture", "status": "ok"}
    return {**said, "raw": getattr(found, "raw", b"").hex(" ").upper()}


def _weight(weight: Weight) -> dict[str, Any]:
    return {
        "kind": "weight",
        "value": None if weight.value is None else f"{weight.value:f}",
        "unit": weight.unit,
        "stable": weight.stable,
        "mode": weight.mode.value,
        "status": weight.status.value,
        "tare": None if weight.tare is None else f"{weight.tare:f}",
        "checked": weight.checked,
        "text": weight.text,
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {**NOTHING, "kind": "fault", "status": "error", "code": fault.code, "text": fault.text or fault.code}
