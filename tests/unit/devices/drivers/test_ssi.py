"""Zebra's SSI (devices.md §3 "Gun commands"): the sheet's packets, acknowledgements, repeats and long codes."""

from __future__ import annotations

import random

import pytest

from station.devices.api import Fault, Reading, Scan
from station.devices.drivers.ssi import GIVE_UP, MORE_WITHIN, ORDERS, Ssi
from station.devices.drivers.ssi_packets import CONTINUED, CONTINUES, DECODED, GUN, RETRANSMIT, checksum, packet
from station.devices.registry import driver_class
from station.errors import DeviceError

# The sheet's packets [C].
WAYBILL = bytes.fromhex("14 F3 00 00 03 53 46 31 32 33 34 35 36 37 38 39 30 31 32 33 FB BA")
ACK = bytes.fromhex("04 D0 04 00 FF 28")
RESEND = bytes.fromhex("05 D1 04 00 01 FF 25")


def gun() -> Ssi:
    made = driver_class("ssi").from_settings("gun", {})
    assert isinstance(made, Ssi)
    return made


def sent(made: Ssi) -> list[bytes]:
    """Everything that waits to be sent."""
    return list(iter(lambda: made.pending(1.0), None))


def decoded(code_type: int, text: bytes, status: int = 0) -> bytes:
    return packet(DECODED, bytes([code_type]) + text, GUN, status)


def texts(found: list[Reading | Fault]) -> list[str]:
    return [one.text if isinstance(one, Scan) else f"!{one.code}" for one in found if isinstance(one, Scan | Fault)]


def test_the_waybill_of_the_sheet_is_read_and_acknowledged() -> None:
    for cut in range(len(WAYBILL) + 1):
        made = gun()
        [scan] = [*made.feed(WAYBILL[:cut], 1.0), *made.feed(WAYBILL[cut:], 1.0)]
        assert isinstance(scan, Scan)
        assert (scan.text, scan.symbology, scan.raw) == ("SF1234567890123", "C0", WAYBILL)
        assert sent(made) == [ACK]


@pytest.mark.parametrize(
    ("order", "bytes_hex"),
    [
        ("beep", "05 E6 04 00 00 FF 11"),
        ("release", "04 E5 04 00 FF 13"),
        ("disable", "04 EA 04 00 FF 0E"),
        ("trigger", "04 E4 04 00 FF 14"),
        ("enable", "04 E9 04 00 FF 0F"),
        ("led_on", "05 E7 04 00 01 FF 0F"),
        ("led_off", "05 E8 04 00 01 FF 0E"),
        ("aim_on", "04 C5 04 00 FF 33"),
        ("aim_off", "04 C4 04 00 FF 34"),
        ("revision", "04 A3 04 00 FF 55"),
    ],
)
def test_orders(order: str, bytes_hex: str) -> None:
    made = gun()
    made.order(order)
    assert sent(made) == [bytes.fromhex(bytes_hex)]
    assert made.pending(2.0) is None


def test_an_order_that_it_has_not() -> None:
    assert len(ORDERS) == 10
    with pytest.raises(DeviceError):
        gun().order("tare")


@pytest.mark.parametrize(
    ("code_type", "symbology"),
    [(0x03, "C0"), (0x0A, "E4"), (0x0B, "E0"), (0x0F, "C1"), (0x1B, "d1"), (0x1C, "Q1"), (0x30, "e0"), (0xEE, "")],
)
def test_code_types_become_aim_identifiers(code_type: int, symbology: str) -> None:
    [scan] = gun().feed(decoded(code_type, b"12345670\r\n"), 1.0)
    assert isinstance(scan, Scan)
    assert (scan.symbology, scan.text) == (symbology, "12345670")


def test_an_identifier_in_the_text_knows_more_than_the_type() -> None:
    [scan] = gun().feed(decoded(0x1C, b"]Q30112345678901231\x1d"), 1.0)
    assert isinstance(scan, Scan)
    assert (scan.symbology, scan.text) == ("Q3", "0112345678901231\x1d")


def test_a_damaged_packet_is_asked_for_again() -> None:
    made = gun()
    assert texts(made.feed(WAYBILL[:-1] + b"\xbb", 1.0)) == ["!scan.checksum"]
    assert sent(made) == [RESEND]
    assert texts(made.feed(decoded(3, b"SF1234567890123", RETRANSMIT), 1.2)) == ["SF1234567890123"]
    assert sent(made) == [ACK]


def test_a_repeat_of_what_counted_is_acknowledged_and_not_counted_twice() -> None:
    made = gun()
    assert len(made.feed(WAYBILL, 1.0)) == 1
    assert made.feed(decoded(3, b"SF1234567890123", RETRANSMIT), 3.0) == []
    assert sent(made) == [ACK, ACK]
    assert len(made.feed(decoded(3, b"SF9994567890123", RETRANSMIT), 4.0)) == 1
    assert len(made.feed(WAYBILL, 5.0)) == 1


def test_every_flipped_bit_of_a_packet_is_noticed() -> None:
    for bit in range(8 * len(WAYBILL)):
        damaged = bytearray(WAYBILL)
        damaged[bit // 8] ^= 1 << bit % 8
        made = gun()
        found = [*made.feed(bytes(damaged), 1.0), *made.feed(b"", 9.0)]
        assert not [one for one in found if isinstance(one, Scan)], bit


def test_noise_before_a_packet_is_told_and_skipped() -> None:
    made = gun()
    assert texts(made.feed(b"\x00\xff\x01AB" + WAYBILL, 1.0)) == ["SF1234567890123", "!garbage"]


def test_a_packet_that_breaks_off_is_dropped_after_silence() -> None:
    made = gun()
    made.feed(WAYBILL[:9], 1.0)
    assert made.feed(b"", 1.0 + GIVE_UP / 2) == []
    assert texts(made.feed(b"", 1.0 + GIVE_UP)) == ["!scan.partial"]
    assert texts(made.feed(WAYBILL, 2.0)) == ["SF1234567890123"]


@pytest.mark.parametrize("parts", [2, 3, 7])
def test_a_long_code_in_packets_that_say_that_more_follows(parts: int) -> None:
    made, text = gun(), b"".join(b"%04d" % number for number in range(parts * 40))
    size = len(text) // parts
    found = []
    for number in range(parts):
        status = CONTINUES if number < parts - 1 else 0
        found += made.feed(decoded(0x1C, text[number * size : (number + 1) * size], status), 1.0 + number)
        assert sent(made) == [ACK]
    assert texts(found) == [text.decode()]


def long_code(text: bytes) -> list[bytes]:
    """The packets of an 0x73 code as enioka_scan has seen them: number, decode data's head, text."""
    head = bytes([0, DECODED, 0, 0, 0, 0, 0x1C, 0]) + len(text).to_bytes(2, "big")
    first, rest = text[: 251 - len(head)], text[251 - len(head) :]
    bodies = [head + first, *(bytes([1 + at // 250]) + rest[at : at + 250] for at in range(0, len(rest), 250))]
    return [packet(CONTINUED, body, CONTINUES if number == 0 else GUN) for number, body in enumerate(bodies)]


@pytest.mark.parametrize("length", [1, 241, 242, 243, 600, 1200])
def test_a_long_code_in_numbered_packets(length: int, rng: random.Random) -> None:
    text = bytes(rng.choice(b"ABC123") for _ in range(length))
    made, packets = gun(), long_code(text)
    found = [one for number, piece in enumerate(packets) for one in made.feed(piece, 1.0 + number)]
    assert texts(found) == [text.decode()]
    assert sent(made) == [packet(0x74)] * (len(packets) - 1) + [ACK]


def test_a_long_code_whose_end_never_comes() -> None:
    made = gun()
    made.feed(decoded(0x1C, b"ABC", CONTINUES), 1.0)
    assert made.feed(b"", 2.0) == []
    assert texts(made.feed(b"", 1.0 + MORE_WITHIN)) == ["!scan.partial"]
    assert texts(made.feed(WAYBILL, 9.0)) == ["SF1234567890123"]


def test_events_are_acknowledged_and_revisions_kept() -> None:
    made = gun()
    assert made.feed(packet(0xF6, b"\1", GUN), 1.0) == []
    assert sent(made) == [ACK]
    assert made.feed(packet(0xA4, b"PAAAAS00-001-R01 0", GUN), 1.0) == []
    assert made.identity.startswith("PAAAAS00")
    assert made.feed(packet(0xD0, b"", GUN), 1.0) == []
    assert texts(made.feed(packet(0xD1, b"\x06", GUN), 1.0)) == ["!gun.refused"]
    assert sent(made) == []


def test_the_checksum_of_the_sheet() -> None:
    assert checksum(WAYBILL[:-2]) == WAYBILL[-2:]
