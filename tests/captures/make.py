"""Makes the captures beside this file: python -m tests.captures.make

One for each family of scales in each format, and one for each driver of guns and climate sensors. They are made from
the byte tables of the tests (tests/torture), none was recorded from a device; each says so in its head. A capture from
a real instrument (`station capture`) may take the place of any of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from station.devices.capture import FIRST_LINE, Chunk
from station.devices.registry import driver_of
from tests.torture.families import FAMILIES, Family

HERE = Path(__file__).parent
MADE = "# made by tests/captures/make.py from byte tables; not recorded from a device"
PUT = Decimal("12.345")
POLL, STREAM, ANSWER = 0.01, 0.1, 0.02  # seconds between two looks at a driver, two frames, question and answer
# What lies on the scale: seconds from the beginning, kg, moving.
LOAD = ((0.0, Decimal("0.000"), False), (0.9, Decimal("5.105"), True), (1.0, Decimal("9.870"), True), (1.2, PUT, False))
LASTS = 3.2


@dataclass(frozen=True)
class Told:
    """What a gun or a sensor says. says: its readings as text (a code; temperature and humidity)."""

    driver: str
    chunks: tuple[Chunk, ...]
    says: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)


def _heard(at: float, data: bytes) -> Chunk:
    return Chunk(at, False, data)


def _asked(at: float, question: str, answer: str) -> tuple[Chunk, ...]:
    return Chunk(at, True, bytes.fromhex(question)), _heard(at + ANSWER, bytes.fromhex(answer))


_CODES = (_heard(0.1, b"]C0SF1026804100037\r\n"), _heard(0.6, b"]C00010614141234567890"), _heard(0.65, b"8\r"))
_CODES_SAY = ("SF1026804100037", "00106141412345678908")
# devices.md section 3: a decode packet of the gun and the ACK that it waits for.
_SSI = (
    _heard(0.1, bytes.fromhex("14 F3 00 00 03 53 46 31 32 33 34 35 36 37 38 39 30 31 32 33 FB BA")),
    Chunk(0.12, True, bytes.fromhex("04 D0 04 00 FF 28")),
)
_METADATA = b"\x16\xfe" + (14 + 15).to_bytes(4, "little") + b"\rMSGGET0015jC0\x1dSF1234567890123"
OTHERS: Mapping[str, Told] = {
    "serial-gun": Told("serial-gun", _CODES, _CODES_SAY),
    "gun": Told("gun", _CODES, _CODES_SAY),
    "ssi": Told("ssi", _SSI, ("SF1234567890123",)),
    "honeywell": Told("honeywell", (*_CODES, _heard(1.0, _METADATA)), (*_CODES_SAY, "SF1234567890123")),
    "newland": Told("newland", _CODES, _CODES_SAY),
    "xy-md02": Told("xy-md02", _asked(0.0, "01 04 00 01 00 02 20 0B", "01 04 04 01 31 02 22 2A CE"), ("30.5 54.6",)),
    "rs-ws": Told("rs-ws", _asked(0.0, "01 03 00 00 00 02 C4 0B", "01 03 04 02 92 FF 9B 5A 3D"), ("-10.1 65.8",)),
    "modbus-th": Told(
        "modbus-th", _asked(0.0, "01 03 00 00 00 02 C4 0B", "01 03 04 02 92 01 17 1B F8"), ("27.9 65.8",)
    ),
    "climate-text": Told(
        "climate-text",
        (
            _heard(0.0, b"boot\r\n"),
            _heard(2.7, b"T:2"),
            _heard(2.8, b"3.3,H:45.0\r\n"),
            _heard(3.2, b"T:23.4,H:45.6\r\n"),
        ),
        ("23.4 45.6",),
    ),
}


def scale_chunks(family: Family) -> Iterator[Chunk]:
    """A parcel put on a scale of a family: asked as the driver asks it, or sent by itself."""
    if not family.polled:
        for number in range(round(LASTS / STREAM)):
            yield _heard(number * STREAM, family.say(*_load(number * STREAM)))
        return
    driver, at = driver_of(family.settings), 0.0
    while at < LASTS:
        asked = driver.pending(at)
        if asked:
            yield Chunk(at, True, asked)
            answer, at = family.answer(asked, *_load(at)), at + ANSWER
            driver.feed(answer, at)
            yield _heard(at, answer)
        at += POLL


def _load(at: float) -> tuple[Decimal, bool]:
    kg, moving = [(kg, moving) for begins, kg, moving in LOAD if begins <= at + 1e-9][-1]
    return kg, moving


def file_of(name: str) -> Path:
    return HERE / f"{name.replace(' ', '-')}.capture"


def text_of(driver: str, options: Mapping[str, str], chunks: Iterable[Chunk]) -> str:
    told = [f"# options {' '.join(f'{name}={value}' for name, value in options.items())}"] if options else []
    return "\n".join([FIRST_LINE, f"# driver {driver}", MADE, *told, *map(str, chunks)]) + "\n"


def captures() -> Iterator[tuple[str, str]]:
    """(name, text) of every capture."""
    for name, family in FAMILIES.items():
        yield name, text_of(family.driver, family.options, scale_chunks(family))
    for name, told in OTHERS.items():
        yield name, text_of(told.driver, told.options, told.chunks)


if __name__ == "__main__":
    for name, text in captures():
        file_of(name).write_text(text, encoding="utf-8", newline="\n")
