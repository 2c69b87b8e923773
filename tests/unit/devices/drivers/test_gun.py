"""A gun on a serial line (devices.md §3): the sheet's bytes, every way they may be cut, and lines that are no code."""

from __future__ import annotations

import pytest

from station.devices.api import Fault, Reading, Scan
from station.devices.drivers.gun import LONGEST, SerialGun
from station.devices.drivers.gun_lines import IDLE, UNFINISHED
from station.devices.registry import driver_class
from station.domain.habit import SET_ANEW
from station.errors import ConfigError, DeviceError

GS = "\x1d"
LOT = f"010690123456789217261231{'10'}LOT7{GS}3724"
# The sheet's lines, all [C]: bytes, symbology, text.
LINES = [
    ("5D 43 31 30 31 30 36 39 30 31 32 33 34 35 36 37 38 39 32 31 37 32 36 31 32 33 31 31 30 4C 4F 54 37 1D 33 37 32 34"
     " 0D 0A", "C1", LOT),
    ("5D 43 31 30 30 31 30 36 31 34 31 34 31 32 33 34 35 36 37 38 39 30 38 0D", "C1", "00106141412345678908"),
    ("5D 43 30 53 46 31 32 33 34 35 36 37 38 39 30 31 32 33 0D 0A", "C0", "SF1234567890123"),
]  # fmt: skip


def fed(*pieces: bytes, at: float = 1.0) -> list[Reading | Fault]:
    gun = SerialGun("gun")
    return [found for piece in pieces for found in gun.feed(piece, at)]


def codes(found: list[Reading | Fault]) -> list[str]:
    return [one.text if isinstance(one, Scan) else f"!{one.code}" for one in found if isinstance(one, Scan | Fault)]


@pytest.mark.parametrize(("line", "symbology", "text"), LINES)
def test_the_sheet_s_lines_however_they_are_cut(line: str, symbology: str, text: str) -> None:
    data = bytes.fromhex(line)
    for cut in range(len(data) + 1):
        [scan] = fed(data[:cut], data[cut:])
        assert isinstance(scan, Scan)
        assert (scan.symbology, scan.text) == (symbology, text)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_every_suffix_and_byte_by_byte(end: str) -> None:
    data = f"]C0ABC1{end}]C0ABC2{end}".encode()
    assert codes(fed(*(bytes([byte]) for byte in data))) == ["ABC1", "ABC2"]


@pytest.mark.parametrize(
    ("aim", "text"),
    [
        ("]C0", "C0"), ("]C1", "C1"), ("]C2", "C2"), ("]E0", "E0"), ("]E3", "E3"), ("]E4", "E4"), ("]A0", "A0"),
        ("]I0", "I0"), ("]I1", "I1"), ("]I3", "I3"), ("]d1", "d1"), ("]d2", "d2"), ("]Q0", "Q0"), ("]Q1", "Q1"),
        ("]Q3", "Q3"), ("]e0", "e0"), ("]L0", "L0"), ("]L2", "L2"), ("]z0", "z0"), ("]h0", "h0"), ("]X0", "X0"),
        ("]zC", "zC"),
    ],
)  # fmt: skip
def test_every_identifier_of_the_sheet(aim: str, text: str) -> None:
    [scan] = fed(f"{aim}12345678\r".encode())
    assert isinstance(scan, Scan)
    assert (scan.symbology, scan.text) == (text, "12345678")


def test_a_bracket_that_is_no_identifier_belongs_to_the_code() -> None:
    assert codes(fed(b"]]AB\r")) == ["]]AB"]
    assert codes(fed("]é1A\r".encode())) == ["]é1A"]


def test_nul_is_stripped_and_gs_is_kept() -> None:
    assert codes(fed(b"\0]C1\0" + b"10A\x1d3724\0\r\0")) == ["10A\x1d3724"]


def test_a_gs_in_front_of_a_gs1_code_is_its_fnc1_told_twice() -> None:
    """[S] odoo PR #177958."""
    assert codes(fed(b"]C1\x1d10A\x1d3724\r]d2\x1d10B\r]C0\x1dSF12\r")) == ["10A\x1d3724", "10B", "\x1dSF12"]


def test_chinese_in_the_encoding_that_is_set() -> None:
    assert codes(fed("]Q1粤B12345\r".encode())) == ["粤B12345"]
    gun = driver_class("serial-gun").from_settings("gun", {"encoding": "gb18030"})
    assert codes(gun.feed("]Q1粤B12345\r".encode("gb18030"), 1.0)) == ["粤B12345"]
    assert codes(fed("]Q1粤B12345\r".encode("gb18030"))) == ["!scan.encoding"]


def test_an_encoding_that_nobody_knows_is_a_wrong_setting() -> None:
    with pytest.raises(ConfigError):
        driver_class("serial-gun").from_settings("gun", {"encoding": "gb99999"})


# A gun without a suffix


def test_fifty_milliseconds_of_silence_end_a_line() -> None:
    gun = SerialGun("gun")
    gun.feed(b"]C0SF12345", 1.0)
    assert gun.feed(b"", 1.0 + IDLE * 0.9) == []
    assert codes(gun.feed(b"", 1.0 + IDLE)) == ["SF12345"]
    assert gun.feed(b"", 2.0) == []


@pytest.mark.parametrize(("half", "code"), [("]C0SF1", "!scan.partial"), ("ABC", "!scan.partial"), ("ABCD", "ABCD")])
def test_less_than_four_characters_are_dropped(half: str, code: str) -> None:
    gun = SerialGun("gun")
    gun.feed(half.encode(), 1.0)
    assert codes(gun.feed(b"", 1.0 + IDLE)) == [code]


# Habits


def test_a_gun_that_ends_its_lines_is_held_to_it() -> None:
    gun = SerialGun("gun")
    gun.feed(b"]C0SF12345\r]C0SF98765", 1.0)
    assert gun.feed(b"", 1.5) == []
    assert codes(gun.feed(b"", 1.0 + UNFINISHED)) == ["!scan.partial"]
    assert codes(gun.feed(b"]C0SF98765\r", 3.0)) == ["SF98765"]


def test_a_gun_that_sends_identifiers_is_held_to_it() -> None:
    gun = SerialGun("gun")
    assert codes(gun.feed(b"]C0SF12345\r" b"0SF98765\r" b"]C0SF98765\r", 1.0)) == [
        "SF12345", "!scan.no_symbology", "SF98765",
    ]  # fmt: skip


def test_a_gun_that_was_set_anew_is_believed_after_a_few_lines() -> None:
    gun = SerialGun("gun")
    gun.feed(b"]C0SF12345\r", 1.0)
    told = [codes(gun.feed(b"SF98765\r", 2.0 + number)) for number in range(SET_ANEW + 1)]
    assert told == [["!scan.no_symbology"]] * (SET_ANEW - 1) + [["SF98765"]] * 2
    told = []
    for number in range(SET_ANEW + 1):
        gun.feed(b"SF98765", 10.0 * number + 100.0)
        told.append(codes(gun.feed(b"", 10.0 * number + 105.0)))
    assert told == [["!scan.partial"]] * (SET_ANEW - 1) + [["SF98765"]] * 2


def test_a_line_without_end_is_told_once() -> None:
    gun = SerialGun("gun")
    assert codes(gun.feed(b"A" * (LONGEST + 1), 1.0)) == ["!too_long"]
    assert gun.feed(b"A" * LONGEST + b"\r", 1.1) == []
    assert codes(gun.feed(b"ABCD\r", 1.2)) == ["ABCD"]


def test_an_identifier_alone_is_no_code() -> None:
    assert codes(fed(b"]C0\r")) == ["!scan.partial"]


def test_it_takes_no_order_and_answers_to_its_other_name() -> None:
    with pytest.raises(DeviceError):
        SerialGun("gun").order("beep")
    assert driver_class("gun") is SerialGun
