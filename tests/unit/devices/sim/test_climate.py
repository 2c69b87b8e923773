"""The simulated sensor against the frames of devices.md §4, which others measured on real units."""

from __future__ import annotations

import pytest

from station.devices.sim.climate import XyMd02Sensor, crc16
from station.devices.sim.instrument import Unplayable

ASK = bytes.fromhex("01040001 0002 200B")


def asked(body: str) -> bytes:
    return bytes.fromhex(body) + crc16(bytes.fromhex(body))


@pytest.fixture
def sensor() -> XyMd02Sensor:
    return XyMd02Sensor()


@pytest.mark.parametrize(
    ("c", "rh", "frame"),
    [("30.5", "54.6", "010404 0131 0222 2ACE"), ("-20.5", "54.6", "010404 FF33 0222 BAE6")],
)
def test_published_frames(sensor: XyMd02Sensor, c: str, rh: str, frame: str) -> None:
    sensor.obey({"do": "climate", "c": c, "rh": rh}, 0.0)
    assert sensor.feed(ASK, 0.0) == bytes.fromhex(frame)


def test_only_what_is_named_changes(sensor: XyMd02Sensor) -> None:
    sensor.obey({"do": "climate", "c": "4.2"}, 0.0)
    assert sensor.feed(ASK, 0.0)[3:7] == bytes.fromhex("002A 0208")


def test_illegal_address_has_the_published_frame(sensor: XyMd02Sensor) -> None:
    assert sensor.feed(asked("010400100002"), 0.0) == bytes.fromhex("01 84 02 C2 C1")


@pytest.mark.parametrize(("body", "code"), [("010600010002", 1), ("010400010000", 3)])
def test_other_refusals(sensor: XyMd02Sensor, body: str, code: int) -> None:
    said = sensor.feed(asked(body), 0.0)
    assert said[1] == int(body[2:4], 16) | 0x80
    assert said[2] == code


def test_holding_registers(sensor: XyMd02Sensor) -> None:
    assert sensor.feed(asked("010301010002"), 0.0)[:7] == bytes.fromhex("01030400010000")


def test_a_wrong_crc_and_another_address_get_no_answer(sensor: XyMd02Sensor) -> None:
    assert sensor.feed(ASK[:-1] + b"\0", 0.0) == b""
    assert sensor.feed(asked("020400010002"), 1.0) == b""


def test_a_request_in_pieces_and_a_fragment_before_it(sensor: XyMd02Sensor) -> None:
    assert sensor.feed(ASK[:3], 0.0) == b""
    assert sensor.feed(ASK[3:], 0.01) != b""
    assert sensor.feed(ASK[:5], 1.0) == b""
    assert sensor.feed(ASK, 2.0) != b""


def test_a_broken_element_says_so_in_the_register(sensor: XyMd02Sensor) -> None:
    sensor.obey({"do": "broken"}, 0.0)
    assert sensor.feed(ASK, 0.0)[3:5] == b"\x7f\xff"


@pytest.mark.parametrize("order", [{"do": "put"}, {"do": "climate", "c": "warm"}, {"do": "climate", "rh": "99999"}])
def test_an_order_that_it_cannot_play_is_refused(sensor: XyMd02Sensor, order: dict[str, str]) -> None:
    with pytest.raises(Unplayable):
        sensor.obey(order, 0.0)
