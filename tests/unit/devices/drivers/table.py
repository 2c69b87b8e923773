"""Byte tables: what a driver says of bytes, in a few words that fit into a row.

"1.250 kg ok gross"      a weight: value, unit, status, mode
"1.250 kg ok ?"          … of which nobody knows whether it rests, mode unknown
"- over"                 a state in its place
"! scale.checksum"       a fault by its code
"""

from __future__ import annotations

from collections.abc import Mapping

from station.devices.api import Driver, Fault, Reading, Weight, WeightMode
from station.devices.registry import driver_class

AT = 100.0


def scale(name: str, **options: str) -> Driver:
    driver: Driver = driver_class(name).from_settings("scale", options)
    return driver


def fed(driver: Driver, data: bytes, at: float = AT) -> list[Reading | Fault]:
    """The bytes at once, then silence."""
    return driver.feed(data, at) + driver.feed(b"", at + 0.3)


def words(found: Reading | Fault) -> str:
    if isinstance(found, Fault):
        return f"! {found.code}"
    assert isinstance(found, Weight)
    assert found.raw
    if found.value is None:
        assert not found.stable
        return f"- {found.status.value}"
    rests = {True: "ok", False: "motion", None: "ok"}[found.stable]
    assert rests == found.status.value
    mode = "" if found.mode is WeightMode.UNKNOWN else f" {found.mode.value}"
    asks = " ?" if found.stable is None else ""
    return f"{found.value} {found.unit} {found.status.value}{mode}{asks}"


def said(name: str, row: str | bytes, options: Mapping[str, str] | None = None) -> list[str]:
    """What a driver says of a row: hexadecimal digits, or bytes."""
    data = bytes.fromhex(row) if isinstance(row, str) else row
    return [words(found) for found in fed(scale(name, **(options or {})), data)]
