"""R14: parsers are total. Random and mutated bytes into every driver: nothing raised, nothing kept without end."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from station.devices.api import Driver, Fault
from station.devices.registry import driver_class, drivers
from tests.torture.families import FAMILIES

MOST_KEPT = 4096
LONGEST_FEED = 0.05  # seconds of the processor that one call may take
LOOK_EVERY = 64  # pieces between two looks at what a driver keeps
STEPS = (0.001, 0.02, 0.3)

# What is fed whole, mutated and cut; a driver that is not here gets noise and line ends.
_LINES = b"]C0SF1026804100037\r\n]Q3(01)06901234567892\r]C100106141412345678908\r"
_RS_WS = bytes.fromhex("01 03 04 02 92 FF 9B 5A 3D")
GOOD: Mapping[str, bytes] = {
    "serial-gun": _LINES,
    "gun": _LINES,
    "ssi": bytes.fromhex("14 F3 00 00 03 53 46 31 32 33 34 35 36 37 38 39 30 31 32 33 FB BA 05 D1 00 00 01 FF 29"),
    "honeywell": _LINES + b"TRGMOD0\x06.",
    "newland": _LINES + bytes.fromhex("02 01 30 30 30 30 40 43 31 31 45 4E 41 31 06 3B 03"),
    "xy-md02": bytes.fromhex("01 04 04 01 31 02 22 2A CE"),
    "rs-ws": _RS_WS,
    "modbus-th": _RS_WS,
    "climate-text": b"T:23.4,H:45.6\r\nHumidity: 45.60 %\tTemperature: 23.40 *C\r\nnan\r\n23.4,45.6\r\n",
}
KILOGRAMS = (Decimal("0.000"), Decimal("1.250"), Decimal("12.345"))


def subjects() -> Mapping[str, tuple[Callable[[], Driver], bytes]]:
    """Every driver that is registered, and every format of every family: name -> (new driver, good bytes)."""
    found = {name: (_maker(name, {}), GOOD.get(name, b"\r\n")) for name in drivers()}
    for name, family in FAMILIES.items():
        good = b"".join(family.say(kg, moving) for kg in KILOGRAMS for moving in (True, False))
        found[name] = (_maker(family.driver, family.options), good)
        if found.get(family.driver, (None, b""))[1] == b"\r\n":
            found[family.driver] = (_maker(family.driver, {}), good)
    return found


def _maker(name: str, options: Mapping[str, str]) -> Callable[[], Driver]:
    kind = driver_class(name)
    return lambda: kind.from_settings("d", options)  # type: ignore[no-any-return]


def kept(driver: object) -> int:
    """Bytes and characters that a driver holds, in whatever it is made of."""
    return sum(len(found) for found in _held(driver, set()))


def _held(thing: Any, seen: set[int]) -> Iterator[bytes | bytearray | str]:
    if id(thing) in seen or (callable(thing) and not hasattr(thing, "__dict__")):
        return
    seen.add(id(thing))
    if isinstance(thing, bytes | bytearray | str):
        yield thing
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _held(value, seen)
    elif isinstance(thing, list | tuple | set | frozenset) or type(thing).__name__ == "deque":
        for value in thing:
            yield from _held(value, seen)
    else:
        for value in getattr(thing, "__dict__", {}).values():
            yield from _held(value, seen)


class Torment(NamedTuple):
    """What came of it. slowest: seconds of the processor that the longest single feed() took."""

    readings: int
    faults: int
    slowest: float


def torment(new: Callable[[], Driver], good: bytes, count: int, chance: random.Random) -> Torment:
    """So many bytes into one driver. Raises whatever the driver raises, and for a full buffer."""
    driver, at, fed, pieces = new(), 0.0, 0, 0
    readings = faults = 0
    slowest = 0.0
    while fed < count:
        piece = _piece(good, chance)
        fed, pieces, at = fed + len(piece), pieces + 1, at + chance.choice(STEPS)
        driver.pending(at)
        began = time.thread_time()
        heard = driver.feed(piece, at)
        slowest = max(slowest, time.thread_time() - began)
        for found in heard:
            faults += isinstance(found, Fault)
            readings += not isinstance(found, Fault)
        if pieces % LOOK_EVERY == 0:
            held = kept(driver)
            assert held <= MOST_KEPT, f"{held} bytes kept"
    return Torment(readings, faults, slowest)


def every_split(new: Callable[[], Driver], good: bytes) -> int:
    """The stream cut at each place, and byte by byte: it has to read the same as in one piece. How many cuts."""
    whole = _read(new(), [good])
    for at in range(1, len(good)):
        assert _read(new(), [good[:at], good[at:]]) == whole, f"cut at {at}"
    assert _read(new(), [bytes([byte]) for byte in good]) == whole, "byte by byte"
    return len(good)


def _read(driver: Driver, pieces: list[bytes]) -> list[object]:
    found: list[object] = []
    driver.pending(10.0)
    for piece in pieces:
        found += driver.feed(piece, 10.1)
    return found + list(driver.feed(b"", 10.4)) + list(driver.feed(b"", 12.0))


def r14(count: int, seed: int) -> str:
    """Random and mutated bytes into every driver in every format (N bytes each), and every split of good ones."""
    chance = random.Random(seed)
    faults = readings = cuts = 0
    slowest = 0.0
    tormented = subjects()
    for name, (new, good) in sorted(tormented.items()):
        cuts += every_split(new, good)
        read, wrong, longest = torment(new, good, count, chance)
        print(f"{name:22} {read} readings, {wrong} faults, longest feed {1000 * longest:.1f} ms", flush=True)
        assert longest <= LONGEST_FEED, f"{name}: one feed took {1000 * longest:.1f} ms"
        readings, faults, slowest = readings + read, faults + wrong, max(slowest, longest)
    return (
        f"{len(tormented)} drivers and formats, {count} bytes each, {cuts} splits, {readings} readings, "
        f"{faults} faults, longest feed {1000 * slowest:.1f} ms, nothing raised, never more than {MOST_KEPT} bytes kept"
    )


def _piece(good: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.4:
        return chance.randbytes(chance.randint(1, 600))
    piece = bytearray(good)
    for _ in range(chance.randint(0, 6)):
        piece[chance.randrange(len(piece))] = chance.randrange(256)
    start = chance.randrange(len(piece))
    return bytes(piece[start:] + piece[:start])
