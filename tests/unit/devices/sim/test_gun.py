"""The simulated gun's lines, and how every simulated instrument misbehaves."""

from __future__ import annotations

import pytest

from station.devices.sim.faults import NOISE, Faulty
from station.devices.sim.gun import SerialGun
from station.devices.sim.instrument import Unplayable
from station.devices.sim.scale import MtSicsScale


def test_a_waybill_has_the_sheet_s_bytes() -> None:
    line = SerialGun().obey({"do": "scan", "text": "SF1234567890123"}, 0.0)
    assert line == bytes.fromhex("5D 43 30 53 46 31 32 33 34 35 36 37 38 39 30 31 32 33 0D")


def test_group_separator_and_chinese_travel() -> None:
    line = SerialGun().obey({"do": "scan", "aim": "C1", "text": "10LOT7\x1d3724"}, 0.0)
    assert line == b"]C110LOT7\x1d3724\r"
    assert SerialGun().obey({"do": "scan", "aim": "Q1", "text": "粤B12345"}, 0.0) == "]Q1粤B12345\r".encode()


def test_without_identifier_and_broken_off() -> None:
    assert SerialGun().obey({"do": "scan", "aim": "", "text": "ABCD"}, 0.0) == b"ABCD\r"
    assert SerialGun().obey({"do": "half", "text": "ABCDEF"}, 0.0) == b"]C0A"


def test_it_takes_no_other_order() -> None:
    with pytest.raises(Unplayable):
        SerialGun().obey({"do": "put", "kg": "1"}, 0.0)


def test_garbage_is_noise_or_what_was_ordered() -> None:
    faulty = Faulty(SerialGun())
    assert faulty.obey({"do": "garbage"}, 0.0) == NOISE
    assert faulty.obey({"do": "garbage", "hex": "0d0a00"}, 0.0) == b"\r\n\0"


def test_a_stalled_instrument_is_silent_until_it_works_again() -> None:
    faulty = Faulty(MtSicsScale())
    faulty.obey({"do": "stall"}, 0.0)
    assert faulty.feed(b"SI\r\n", 1.0) == b""
    faulty.obey({"do": "put", "kg": "2"}, 1.0)
    faulty.obey({"do": "resume"}, 2.0)
    assert faulty.feed(b"SI\r\n", 9.0) == b"S S      2.000 kg\r\n"
