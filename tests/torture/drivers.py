"""R14: parsers are total. Random and mutated bytes into every driver: nothing raised, nothing kept without end."""

from __future__ import annotations

import random

from station.devices.registry import driver_class, drivers

GOOD = {
    "mt-sics": b'S S     12.345 kg\r\nS D     11.900 kg\r\nI4 A "1234567"\r\nTA A      0.000 kg\r\nES\r\n',
    "serial-gun": b"]C0SF1026804100037\r\n]Q3(01)06901234567892\r]C100106141412345678908\r",
    "xy-md02": bytes.fromhex("010404 00D7 0208 4B1A".replace(" ", "")),
}


def r14(count: int, seed: int) -> str:
    """Random and mutated bytes into every driver (N bytes each)."""
    chance = random.Random(seed)
    faults = readings = 0
    for name in sorted(drivers()):
        driver, at, fed = driver_class(name).from_settings("d", {}), 0.0, 0
        while fed < count:
            piece = _piece(name, chance)
            fed += len(piece)
            at += chance.choice((0.001, 0.02, 0.3))
            driver.pending(at)
            for found in driver.feed(piece, at):
                if type(found).__name__ == "Fault":
                    faults += 1
                else:
                    readings += 1
    return f"{len(drivers())} drivers, {count} bytes each, {readings} readings, {faults} faults, nothing raised"


def _piece(name: str, chance: random.Random) -> bytes:
    good = bytearray(GOOD.get(name, b"\r\n"))
    if chance.random() < 0.4:
        return chance.randbytes(chance.randint(1, 600))
    for _ in range(chance.randint(0, 6)):
        good[chance.randrange(len(good))] = chance.randrange(256)
    start = chance.randrange(len(good))
    return bytes(good[start:] + good[:start])
