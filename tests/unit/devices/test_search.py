"""The order of a search: listening before asking, and nothing asked that could change an instrument."""

from __future__ import annotations

import pytest

from station.devices.drivers.modbus import read_request
from station.devices.found import Setting
from station.devices.listen import KINDS, Ears
from station.devices.search import HARMLESS, passes, port_options


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "url", ["COM3", "socket://192.0.2.20:4001", "capture://scale.capture", "hidraw:///dev/hidraw0"]
)
def test_the_first_look_only_listens(kind: str, url: str) -> None:
    assert next(passes(kind, url)).ask is None


@pytest.mark.parametrize("kind", KINDS)
def test_only_drivers_whose_question_does_no_harm_may_ask(kind: str) -> None:
    asking = {one.ask.driver for one in passes(kind, "COM3") if one.ask}
    assert (
        asking
        == {
            "scale": {"mt-sics", "mettler-8217", "ohaus", "cas", "xk3190", "nci", "ad", "sbi"},
            "gun": set(),
            "climate": {"xy-md02", "rs-ws"},
        }[kind]
    )
    assert asking <= set(HARMLESS)


def test_a_tare_or_zero_is_never_harmless() -> None:
    for message in (b"TA\r\n", b"OT\r\n", b"T\r\n", b"Z\r\n", b"TAC\r\n", b"T", b"Z", b"C", b"SI\r\nZ\r\n"):
        assert not any(harmless(message) for harmless in HARMLESS.values())


def test_a_modbus_read_is_harmless_and_a_write_is_not() -> None:
    assert HARMLESS["xy-md02"](read_request(1, 4, 1, 2))
    assert not HARMLESS["xy-md02"](read_request(1, 6, 1, 2))
    assert not HARMLESS["xy-md02"](b"\x01\x04")


@pytest.mark.parametrize("kind", KINDS)
def test_every_driver_that_asks_has_a_first_question_that_may_be_sent(kind: str) -> None:
    """Else its pass would be a silent one."""
    for one in passes(kind, "COM3"):
        if one.ask:
            asked = Ears((one.ask,)).pending(1.0)
            assert asked
            assert HARMLESS[one.ask.driver](asked)


@pytest.mark.parametrize("kind", KINDS)
def test_an_address_without_a_speed_is_opened_once(kind: str) -> None:
    found = list(passes(kind, "socket://192.0.2.20:4001"))
    assert {one.port for one in found} == {Setting()}
    told = [(one.ask.driver, dict(one.ask.options)) if one.ask else None for one in found]
    assert all(told.count(one) == 1 for one in told)


def test_nothing_is_asked_of_a_usb_hid_scale() -> None:
    assert [one.ask for one in passes("scale", "hidraw:///dev/hidraw0")] == [None]


@pytest.mark.parametrize(
    ("driver", "values", "wanted"),
    [
        ("mt-sics", {}, {}),
        ("mt-sics", {"baudrate": "19200"}, {"baudrate": "19200"}),
        ("toledo-continuous", {"bytesize": "7", "parity": "E"}, {}),
        ("toledo-continuous", {}, {"bytesize": "8", "parity": "N"}),
        ("sbi", {"baudrate": "1200", "bytesize": "7", "parity": "O"}, {}),
    ],
)
def test_only_what_is_unusual_is_written_down(driver: str, values: dict[str, str], wanted: dict[str, str]) -> None:
    assert port_options(driver, Setting(values)) == wanted
    assert port_options(driver, Setting()) == {}


def test_a_port_is_named_as_on_a_scales_menu() -> None:
    assert Setting({}).name == "9600 8N1"
    assert Setting({"baudrate": "1200", "bytesize": "7", "parity": "O"}).name == "1200 7O1"
    assert Setting().name == ""
