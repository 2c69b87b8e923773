"""Honeywell's and Newland's guns (devices.md §3 "Gun commands"): metadata, echoes, replies, orders, plain lines."""

from __future__ import annotations

import pytest

from station.devices.api import Fault, Reading, Scan
from station.devices.drivers.command_gun import CommandGun
from station.devices.drivers.gun import LONGEST
from station.devices.drivers.gun_lines import IDLE, UNFINISHED
from station.devices.drivers.newland import command_frame
from station.devices.registry import driver_class
from station.errors import DeviceError

SET_C11 = bytes.fromhex("7E 01 30 30 30 30 40 43 31 31 45 4E 41 31 2C 4D 49 4E 31 32 2C 4D 41 58 32 32 3B 03")
C11_TAKEN = bytes.fromhex(
    "02 01 30 30 30 30 40 43 31 31 45 4E 41 31 06 2C 4D 49 4E 31 32 06 2C 4D 41 58 32 32 06 3B 03"
)


def gun(name: str, **options: str) -> CommandGun:
    made = driver_class(name).from_settings("gun", options)
    assert isinstance(made, CommandGun)
    return made


def texts(found: list[Reading | Fault]) -> list[str]:
    return [one.text if isinstance(one, Scan) else f"!{one.code}" for one in found if isinstance(one, Scan | Fault)]


def cuts(name: str, data: bytes) -> list[list[str]]:
    """What comes of the data at every split position."""
    told = []
    for cut in range(len(data) + 1):
        made = gun(name)
        told.append(texts([*made.feed(data[:cut], 1.0), *made.feed(data[cut:], 1.01)]))
    return told


def metadata(code: bytes, letter: bytes = b"j", aim: bytes = b"C0", order: str = "little") -> bytes:
    """A frame of a Honeywell gun with its metadata; the text has its CR."""
    text = code + b"\r"
    body = b"MSGGET" + b"%04d" % len(text) + letter + aim + b"\x1d" + text
    return b"\x16\xfe" + len(body).to_bytes(4, order) + b"\r" + body  # type: ignore[arg-type]


# Lines as from any gun


@pytest.mark.parametrize("name", ["honeywell", "newland"])
def test_lines(name: str) -> None:
    assert set(map(tuple, cuts(name, b"]C0SF1234567890123\r\n]C110A\x1d3724\r"))) == {
        ("SF1234567890123", "10A\x1d3724")
    }


@pytest.mark.parametrize("name", ["honeywell", "newland"])
def test_a_line_that_only_silence_ends(name: str) -> None:
    made = gun(name)
    made.feed(b"\0SF1234567890123", 1.0)
    assert made.feed(b"", 1.0 + IDLE / 2) == []
    assert texts(made.feed(b"", 1.0 + IDLE)) == ["SF1234567890123"]
    made.feed(b"SF1", 2.0)
    assert texts(made.feed(b"", 2.1)) == ["!scan.partial"]


@pytest.mark.parametrize("name", ["honeywell", "newland"])
def test_a_line_without_end_is_told_once(name: str) -> None:
    made = gun(name)
    assert texts(made.feed(b"A" * (LONGEST + 1), 1.0)) == ["!too_long"]
    assert made.feed(b"A" * 100, 1.1) == []
    assert texts(made.feed(b"A\rABCD\r", 1.2)) == ["ABCD"]


# Honeywell


@pytest.mark.parametrize(
    ("letter", "aim", "symbology"),
    [(b"j", b"C0", "C0"), (b"I", b"C1", "C1"), (b"d", b"E0", "E0"), (b"D", b"E4", "E4"), (b"s", b"Q1", "Q1"),
     (b"w", b"d1", "d1")],
)  # fmt: skip
def test_metadata_names_the_symbology(letter: bytes, aim: bytes, symbology: str) -> None:
    [scan] = gun("honeywell").feed(metadata(b"12345670", letter, aim), 1.0)
    assert isinstance(scan, Scan)
    assert (scan.symbology, scan.text) == (symbology, "12345670")


def test_metadata_at_every_split_and_between_lines() -> None:
    data = b"]C0AAAA\r" + metadata(b"10LOT7\x1d3724", b"I", b"C1") + metadata(b"") + b"]C0BBBB\r"
    assert set(map(tuple, cuts("honeywell", data))) == {("AAAA", "10LOT7\x1d3724", "!scan.partial", "BBBB")}


def test_the_outer_length_may_have_either_order_and_must_fit() -> None:
    assert texts(gun("honeywell").feed(metadata(b"SF12", order="big"), 1.0)) == ["SF12"]
    damaged = bytearray(metadata(b"SF12345"))
    damaged[2] ^= 2
    assert texts(gun("honeywell").feed(bytes(damaged), 1.0)) == ["!scan.checksum"]


def test_the_outer_length_may_be_digits() -> None:
    """devices.md shows "len(4)" and does not say how it is written."""
    body = b"MSGGET0005jC0\x1dSF12\r"
    assert texts(gun("honeywell").feed(b"\x16\xfe%04d\r" % len(body) + body, 1.0)) == ["SF12"]


def test_nothing_is_read_in_a_frame_whose_head_is_damaged() -> None:
    good = metadata(b"SF98765")
    for place in (*range(2, 17), 20):  # 17 to 19 name the symbology and have no check
        damaged = bytearray(metadata(b"SF12345"))
        damaged[place] ^= 0x42
        told = set(map(tuple, cuts("honeywell", bytes(damaged) + good)))
        assert all(codes[-1] == "SF98765" and not {"SF12345", "MSGGET"} & {*codes} for codes in told), place
    made = gun("honeywell")
    made.feed(bytes(damaged), 1.0)
    assert texts(made.feed(b"]C0SF1111\r", 2.0)) == ["SF1111"]


def test_a_text_with_line_ends_inside_is_one_code() -> None:
    assert texts(gun("honeywell").feed(metadata(b"one\rtwo\nthree", b"s", b"Q1"), 1.0)) == ["one\rtwo\nthree"]


def test_metadata_that_breaks_off() -> None:
    made = gun("honeywell")
    made.feed(metadata(b"SF1234567890123")[:30], 1.0)
    assert made.feed(b"", 1.0 + IDLE) == []
    assert texts(made.feed(b"", 1.0 + UNFINISHED)) == ["!scan.partial"]
    assert texts(made.feed(metadata(b"SF12"), 3.0)) == ["SF12"]


@pytest.mark.parametrize(
    ("echo", "told"),
    [
        (b"TRGMOD0\x06!", ()),
        (b"TRGMOD0\x06.", ()),
        (b"TRGMOD9\x15!", ("!gun.refused",)),
        (b"NOTATAG\x05!", ("!gun.unknown",)),
        (b"CBRENA1\x06;PAPHHF0\x05!", ("!gun.unknown",)),
        (b"\x06", ()),
    ],
)
def test_echoes_are_no_codes(echo: bytes, told: tuple[str, ...]) -> None:
    assert set(map(tuple, cuts("honeywell", echo + b"]C0SF12\r"))) == {(*told, "SF12")}


@pytest.mark.parametrize(
    ("order", "bytes_hex"),
    [
        ("trigger", "16 54 0D"),
        ("release", "16 55 0D"),
        ("beep", "16 07 0D"),
        ("set TRGMOD0", "16 4D 0D 54 52 47 4D 4F 44 30 21"),
        ("set CBRENA?.", "16 4D 0D 43 42 52 45 4E 41 3F 21"),
    ],
)
def test_orders_of_honeywell(order: str, bytes_hex: str) -> None:
    made = gun("honeywell")
    made.order(order)
    assert made.pending(1.0) == bytes.fromhex(bytes_hex)
    assert made.pending(1.0) is None


# Newland


def test_a_reply_of_newland_is_no_code() -> None:
    assert command_frame("C11ENA1,MIN12,MAX22", keep=True) == SET_C11
    assert set(map(tuple, cuts("newland", C11_TAKEN + b"]C0SF12\r"))) == {("SF12",)}


@pytest.mark.parametrize(("verdict", "code"), [(0x15, "!gun.refused"), (0x05, "!gun.unknown")])
def test_a_command_that_newland_did_not_take(verdict: int, code: str) -> None:
    reply = C11_TAKEN[::-1].replace(b"\x06", bytes([verdict]), 1)[::-1]
    assert texts(gun("newland").feed(reply, 1.0)) == [code]


def test_the_answers_of_older_guns_are_no_codes() -> None:
    assert set(map(tuple, cuts("newland", b"$$%~OK$$%~ERSF12\r$$%A\r"))) == {("!gun.refused", "SF12", "$$%A")}


def test_a_reply_that_never_ends() -> None:
    made = gun("newland")
    made.feed(C11_TAKEN[:-1], 1.0)
    assert made.feed(b"", 1.5) == []
    assert texts(made.feed(b"", 2.0)) == ["!scan.partial"]
    assert texts(made.feed(b"\x02\x01" + b"0" * 600, 3.0)) == ["!garbage"]


@pytest.mark.parametrize(
    ("order", "frame"),
    [
        ("trigger", b"~\x010000#SCNTRG1;\x03"),
        ("release", b"~\x010000#SCNTRG0;\x03"),
        ("set C11ENA1,MIN12", b"~\x010000#C11ENA1,MIN12;\x03"),
    ],
)
def test_orders_of_newland(order: str, frame: bytes) -> None:
    made = gun("newland")
    made.order(order)
    assert made.pending(1.0) == frame


@pytest.mark.parametrize("order", ["zero", "set", "set ", "set A\rB", "set 中文", "beep it"])
@pytest.mark.parametrize("name", ["honeywell", "newland"])
def test_what_is_no_order(name: str, order: str) -> None:
    with pytest.raises(DeviceError):
        gun(name).order(order)
