"""Sensors that write lines (devices.md §4): every form of the sheet, and what must never become 0."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.devices.api import Climate, Fault, Reading
from station.devices.drivers.climate_text import IDLE, ClimateText
from station.devices.registry import driver_class
from station.devices.settling import Settling
from station.errors import ConfigError, DeviceError


def driver(**options: str) -> ClimateText:
    made = driver_class("climate-text").from_settings("th", options)
    assert isinstance(made, ClimateText)
    return made


def said(line: bytes) -> Reading | Fault:
    [found] = driver().feed(line + b"\r\n", 1.0)
    return found


@pytest.mark.parametrize(
    ("line", "temperature", "humidity"),
    [
        # the sheet's rows
        (b"T:23.4,H:45.6", "23.4", "45.6"),
        (b"Humidity: 45.60 %\tTemperature: 23.40 *C", "23.40", "45.60"),
        (b"23.4,45.6", "23.4", "45.6"),
        (b'{"temperature": 23.4, "humidity": 45.6}', "23.4", "45.6"),
        # their relatives
        (b"T:-3.4,H:45.6", "-3.4", "45.6"),
        (b"-23.4,45", "-23.4", "45"),
        (b"23.4 45.6", "23.4", "45.6"),
        (b"23.4;45.6", "23.4", "45.6"),
        (b"23.4\t45.6", "23.4", "45.6"),
        (b"h=45.6 t=23.4", "23.4", "45.6"),
        (b"RH: 45.6% Temp: 23.4C", "23.4", "45.6"),
        (b"Temperature(C): 23.4 Humidity(%): 45.6", "23.4", "45.6"),
        (b'{"hum":45.6,"temp":-0.5,"id":7}', "-0.5", "45.6"),
        (b'{"T": 23, "RH": 45}', "23", "45"),
        (b'{"temperature": "23.4", "humidity": "45.6"}', "23.4", "45.6"),
        # the tester sketch of the DHT library, with Fahrenheit and a heat index behind
        (
            "Humidity: 45.60%  Temperature: 23.40°C 74.12°F  Heat index: 23.11°C 73.60°F".encode(),
            "23.40",
            "45.60",
        ),
        (b"DHT22: T: 23.4 H: 45.6", "23.4", "45.6"),
        (b"12:30:01 T:23.4 H:45.6", "23.4", "45.6"),
        # TEMPer in COM mode; XY-MD02 in its text mode (℃ in GBK)
        (b"Temp-Inner:28.68 [C],56.62 [%RH]", "28.68", "56.62"),
        (b"29.5\xa1\xe6,65.1%", "29.5", "65.1"),
    ],
)
def test_a_line_with_both_values(line: bytes, temperature: str, humidity: str) -> None:
    reading = said(line)
    assert isinstance(reading, Climate), reading
    assert (reading.temperature, reading.humidity) == (Decimal(temperature), Decimal(humidity))
    assert reading.raw == line


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"T:nan,H:nan", "climate.sensor"),
        (b"nan,nan", "climate.sensor"),
        (b"T:23.4,H:NaN", "climate.sensor"),
        (b"Failed to read from DHT sensor!", "climate.sensor"),
        (b"ERROR 0 0", "climate.sensor"),
        (b'{"temperature": NaN, "humidity": 45}', "climate.sensor"),
        (b'{"temperature": null, "humidity": 45}', "climate.sensor"),
        (b"-999.0,-999.0", "climate.sensor"),
        (b"0.00,0.00", "climate.map"),  # what a sketch prints that has no sensor
        (b"230.4,45.6", "climate.map"),
        (b"T:23.4,H:145", "climate.map"),
        (b"Temperature: 74.1 F Humidity: 45 %", "climate.unit"),
        (b"T:23.4", "garbage"),
        (b"H:45.6", "garbage"),
        (b"DHTxx test!", "garbage"),
        (b"{", "garbage"),
        (b"[23.4, 45.6]", "garbage"),
        (b'{"temperature": "warm", "humidity": 45}', "garbage"),
        (b"23.4,45.6,78", "garbage"),
        (b"T:23,4,H:45,6", "garbage"),  # decimal commas: 23 and 45 would be wrong
        (b"T:2T:23.4,H:45.6", "garbage"),  # two lines that have lost what was between them
        (b"\xff\xfe\x80", "garbage"),
    ],
)
def test_what_is_no_reading_is_a_fault_and_never_nought(line: bytes, code: str) -> None:
    fault = said(line)
    assert isinstance(fault, Fault), fault
    assert fault.code == code


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\r\r\n", b"\0\r\n"])
def test_lines_however_they_end_and_however_they_were_cut(end: bytes) -> None:
    stream = (b"T:23.4,H:45.6" + end) * 2
    for cut in range(len(stream) + 1):
        made = driver()
        found = [*made.feed(stream[:cut], 1.0), *made.feed(stream[cut:], 11.0)]
        assert [type(one) for one in found] == [Climate, Climate], cut


def test_silence_ends_a_line_that_has_no_end() -> None:
    made = driver()
    assert made.feed(b"23.4,45.6", 1.0) == []
    assert made.feed(b"", 1.0 + IDLE / 2) == []
    assert len(made.feed(b"", 1.0 + IDLE)) == 1


def test_a_sensor_that_ends_its_lines_has_stalled_in_an_open_one() -> None:
    sensor = driver()
    sensor.feed(b"T:23.4,H:45.6\r\nT:23.4,H:4", 1.0)
    assert [getattr(one, "code", "") for one in sensor.feed(b"", 1.0 + IDLE)] == ["garbage"]
    [reading] = sensor.feed(b"T:23.4,H:45.6\r\n", 2.0)
    assert isinstance(reading, Climate)


def test_a_line_without_end_is_told_once() -> None:
    made = driver()
    assert [type(found) for found in made.feed(b"1" * 1000, 1.0)] == [Fault]
    assert made.feed(b"1" * 1000 + b"\n", 1.1) == []
    assert len(made.feed(b"23.4,45.6\n", 1.2)) == 1


def test_a_sensor_that_is_asked() -> None:
    made = driver(ask="ReadTemp", interval="5")
    assert made.pending(1.0) == b"ReadTemp\r\n"
    assert made.pending(5.9) is None
    assert made.pending(6.0) == b"ReadTemp\r\n"
    assert driver().pending(1.0) is None


def test_a_gap_is_told_beside_the_reading() -> None:
    made = driver(interval="2")
    made.feed(b"23.4,45.6\n", 1.0)
    found = made.feed(b"23.5,45.6\n", 60.0)
    assert isinstance(found[0], Climate)
    assert [one.code for one in found if isinstance(one, Fault)] == ["climate.gap"]


def test_it_takes_no_order_and_no_strange_setting() -> None:
    with pytest.raises(DeviceError):
        driver().order("zero")
    with pytest.raises(ConfigError):
        driver(baud="9600")


# Opening the port resets an Arduino


def test_nothing_counts_in_the_first_seconds_and_not_the_line_that_runs_then() -> None:
    settling = Settling(opened=100.0, seconds=driver().settle)
    assert settling.passed(b"boot\r\n99.9,", 101.0) == b""
    assert settling.passed(b"9.9\r\n2", 102.4) == b""
    assert settling.passed(b"3.4,45.6\r", 102.6) == b""
    assert settling.passed(b"\n", 102.7) == b""
    assert settling.passed(b"23.5,45.7\r\n", 112.6) == b"23.5,45.7\r\n"


def test_an_instrument_that_needs_no_time_loses_nothing() -> None:
    settling = Settling(opened=100.0, seconds=0.0)
    assert settling.passed(b"S S", 100.0) == b"S S"
