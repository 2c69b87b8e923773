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
from station.devices.registry import driver_of, link_of, profile_of, scale_of
from station.errors import ConfigError, DeviceError

PLATE = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.100"}


def settings(driver: str, url: str = "COM3", **options: str) -> DeviceSettings:
    return DeviceSettings("scale", "parcel_scale", driver, url, {**PLATE, **options})


def _port(_: object) -> SimpleNamespace:
    """What pyserial gives back: an open port."""
    return SimpleNamespace(timeout=0)


def opened(monkeypatch: pytest.MonkeyPatch, wanted: DeviceSettings) -> dict[str, Any]:
    """What pyserial is asked for."""
    asked: dict[str, Any] = {}
    monkeypatch.setattr(serial, "serial_for_url", lambda url, **given: _port(asked.update(given, url=url)))
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
    return _port(given)


def test_a_port_that_has_no_parity_is_opened_without_unless_the_settings_insist(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serial, "serial_for_url", _without_parity)
    link_of(settings("mettler-8217")).open()
    with pytest.raises(DeviceError):
        link_of(settings("mettler-8217", parity="E")).open()


def test_true_and_false_are_read_as_toml_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(serial, "serial_for_url", lambda url, **given: _port(asked.update(given)))
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


def test_a_scale_has_its_check_weight_and_its_verification_from_the_settings() -> None:
    papers = {"check_weight": "10", "check_tolerance": "0.002", "certificate": "JD-1", "verified_until": "2027-03-31"}
    scale = scale_of(settings("mt-sics", **papers))
    assert (scale.device, scale.protocol, scale.role) == ("scale", "mt-sics", "parcel")
    assert (scale.papers.check_weight, scale.tolerance) == (Decimal(10), Decimal("0.002"))
    assert (scale.papers.certificate, scale.papers.verified_until) == ("JD-1", "2027-03-31")
    driver_of(settings("mt-sics", **papers))  # what is the scale's is not the driver's


def test_a_scale_without_papers_has_none() -> None:
    papers = scale_of(settings("mt-sics")).papers
    assert (papers.check_weight, papers.tolerance, papers.certificate, papers.verified_until) == (None, None, "", "")


@pytest.mark.parametrize(
    ("option", "text", "key"),
    [
        ("check_weight", "ten", "device.check_weight"),
        ("check_weight", "nan", "device.check_weight"),
        ("check_weight", "inf", "device.check_weight"),
        ("check_tolerance", "1 e", "device.check_weight"),
        ("check_weight", "31", "scale.check_weight"),
        ("check_tolerance", "0.02", "scale.check_tolerance"),
        ("verified_until", "next year", "device.verified_until"),
        ("verified_until", "2027-02-30", "device.verified_until"),
    ],
)
def test_papers_that_cannot_be_are_settings_errors(option: str, text: str, key: str) -> None:
    with pytest.raises(ConfigError) as raised:
        scale_of(settings("mt-sics", **{option: text}))
    assert raised.value.key == key


def test_a_platform_scale_may_be_coarse_and_a_parcel_scale_not() -> None:
    plate = {"d": "0.2", "e": "0.2", "max": "1500", "min": "4"}
    platform = DeviceSettings("p", "platform_scale", "xk3190", "COM4", plate)
    assert scale_of(platform).role == "platform"
    with pytest.raises(ConfigError) as raised:
        scale_of(DeviceSettings("p", "parcel_scale", "xk3190", "COM4", plate))
    assert raised.value.key == "scale.too_coarse"
