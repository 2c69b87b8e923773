"""An instrument from its settings: which port, which options are whose, what the stable rule is told."""

from __future__ import annotations

import errno
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import serial

from station.config import DeviceSettings
from station.devices.links.recording import RecordingLink
from station.devices.registry import driver_of, link_of, profile_of
from station.errors import ConfigError, DeviceError

PLATE = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.100"}


def settings(driver: str, url: str = "COM3", **options: str) -> DeviceSettings:
    return DeviceSettings("scale", "parcel_scale", driver, url, {**PLATE, **options})


def played(asked: dict[str, Any], **given: Any) -> SimpleNamespace:
    """An open port, and what it was asked for."""
    asked.update(given)
    return SimpleNamespace(**given)


def opened(monkeypatch: pytest.MonkeyPatch, wanted: DeviceSettings) -> dict[str, Any]:
    """What pyserial is asked for."""
    asked: dict[str, Any] = {}
    monkeypatch.setattr(serial, "serial_for_url", lambda url, **given: played(asked, url=url, **given))
    link_of(wanted).open()
    return {name: asked[name] for name in ("url", "baudrate", "bytesize", "parity") if name in asked}


def test_a_port_is_set_as_the_family_leaves_the_factory(monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(monkeypatch, settings("mettler-8217"))
    assert found == {"url": "COM3", "baudrate": 9600, "bytesize": 7, "parity": "E"}
    assert opened(monkeypatch, settings("ad"))["baudrate"] == 2400


def test_what_the_settings_say_of_the_port_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    found = opened(monkeypatch, settings("mettler-8217", baudrate="4800", bytesize="8", parity="N"))
    assert found == {"url": "COM3", "baudrate": 4800, "bytesize": 8, "parity": "N"}


def _without_parity(url: str, **given: Any) -> SimpleNamespace:
    """A port as a pseudo-terminal is one."""
    if given.get("parity", "N") != "N":
        raise OSError(errno.EINVAL, "Invalid argument")
    return SimpleNamespace(**given)


class _HalfSet:
    """A pseudo-terminal whose speed could be set and whose parity could not: it opens, and refuses the second time."""

    def __init__(self, url: str, **given: Any) -> None:
        self.closed = False
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> None:
        if name == "timeout" and getattr(self, "parity", "N") != "N":
            raise OSError(errno.EINVAL, "Invalid argument")
        super().__setattr__(name, value)

    def close(self) -> None:
        self.closed = True


def test_a_port_that_has_no_parity_is_opened_without_unless_the_settings_insist(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serial, "serial_for_url", _without_parity)
    link_of(settings("mettler-8217")).open()
    with pytest.raises(DeviceError):
        link_of(settings("mettler-8217", parity="E")).open()


def test_a_port_that_took_only_some_of_its_settings_is_opened_again_without_parity(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[_HalfSet] = []

    def open_port(url: str, **given: Any) -> _HalfSet:
        made.append(_HalfSet(url, **given))
        return made[-1]

    monkeypatch.setattr(serial, "serial_for_url", open_port)
    link_of(settings("sbi")).open()
    assert [port.closed for port in made] == [True, False]
    assert "parity" not in vars(made[1])
    with pytest.raises(DeviceError):
        link_of(settings("sbi", parity="O")).open()


def test_true_and_false_are_read_as_toml_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(serial, "serial_for_url", lambda url, **given: played(asked, **given))
    link_of(settings("mt-sics", rtscts=str(True), xonxoff=str(False))).open()
    assert (asked["rtscts"], asked["xonxoff"]) == (True, False)


def test_a_recording_is_a_link() -> None:
    assert isinstance(link_of(settings("st-gs", url="capture://scale.capture")), RecordingLink)


@pytest.mark.parametrize(
    ("driver", "options", "flag", "checked", "window"),
    [
        ("mt-sics", {}, True, True, 0.6),
        ("toledo-continuous", {}, True, True, 0.6),
        ("toledo-continuous", {"checksum": "no"}, True, False, 0.6),
        ("xk3190", {}, False, False, 1.0),
        ("xk3190", {"format": "reversed"}, False, False, 1.0),
        ("xk3190", {"format": "command"}, False, True, 1.0),
        ("cas", {"format": "10"}, False, False, 1.0),
        ("sbi", {"mode": "stream"}, True, False, 0.6),
        ("line", {}, False, False, 1.0),
    ],
)
def test_the_rule_is_told_how_far_the_protocol_goes(
    driver: str, options: dict[str, str], flag: bool, checked: bool, window: float
) -> None:
    profile = profile_of(settings(driver, **options))
    assert (profile.has_flag, profile.has_checksum_or_polled, profile.window) == (flag, checked, window)
    assert profile.d == Decimal("0.005")


def test_a_unit_reaches_the_drivers_whose_frames_name_none_and_no_others() -> None:
    [weight] = driver_of(settings("xk3190", unit="g")).feed(bytes.fromhex("02 2B 30 30 31 32 33 35 33 31 44 03"), 1.0)
    assert weight.unit == "g"  # type: ignore[union-attr]
    assert profile_of(settings("xk3190", unit="g")).unit == "g"
    assert driver_of(settings("mt-sics", unit="g"))


def test_an_option_that_is_nobodys_is_refused() -> None:
    with pytest.raises(ConfigError):
        driver_of(settings("st-gs", colour="red"))
