"""Climate sensors on Modbus RTU: the published frames (devices.md §4), every damaged bit, another library."""

from __future__ import annotations

import itertools
import random
import struct
from collections.abc import Mapping
from decimal import Decimal

import minimalmodbus
import pytest

from station.devices.api import Climate, Fault, Reading
from station.devices.drivers.modbus import crc16, fits, read_request
from station.devices.drivers.modbus_th import BETWEEN, REPLY_WITHIN, TRIES, ModbusTh
from station.devices.drivers.th_profiles import PROFILES
from station.devices.registry import driver_class
from station.errors import ConfigError

# The sheet's frames: (source, driver, request, reply, temperature, humidity). [S] seen on a real unit, [C] composed.
FRAMES = [
    ("S e-tinkers", "xy-md02", "01 04 00 01 00 02 20 0B", "01 04 04 01 31 02 22 2A CE", "30.5", "54.6"),
    ("C", "xy-md02", "01 04 00 01 00 02 20 0B", "01 04 04 FF 33 02 22 BA E6", "-20.5", "54.6"),
    ("C", "rs-ws", "01 03 00 00 00 02 C4 0B", "01 03 04 02 92 01 17 1B F8", "27.9", "65.8"),
    ("C", "modbus-th", "01 03 00 00 00 02 C4 0B", "01 03 04 02 92 FF 9B 5A 3D", "-10.1", "65.8"),
]
ASK, REPLY = bytes.fromhex(FRAMES[0][2]), bytes.fromhex(FRAMES[0][3])


def framed(body: str) -> bytes:
    return bytes.fromhex(body) + crc16(bytes.fromhex(body))


def driver_of(name: str, **options: str) -> ModbusTh:
    driver = driver_class(name).from_settings("th", options)
    assert isinstance(driver, ModbusTh)
    return driver


def asked(driver: ModbusTh, reply: bytes, at: float = 100.0) -> list[Reading | Fault]:
    """One question and what came back."""
    assert driver.pending(at)
    return driver.feed(reply, at + 0.1)


def round_of(driver: ModbusTh, replies: Mapping[bytes, bytes], start: float) -> list[Reading | Fault]:
    """A whole round: every request gets its reply, one that has none gets silence."""
    found: list[Reading | Fault] = []
    for turn in range(round(8.0 / 0.05)):
        at = start + turn * 0.05
        request = driver.pending(at)
        found += driver.feed(replies.get(request, b"") if request else b"", at)
    return found


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: f"{frame[1]}, {frame[0]}")
def test_the_published_frames(frame: tuple[str, str, str, str, str, str]) -> None:
    _, name, request_hex, reply, temperature, humidity = frame
    driver = driver_of(name)
    assert driver.pending(1.0) == bytes.fromhex(request_hex)
    [reading] = driver.feed(bytes.fromhex(reply), 1.1)
    assert isinstance(reading, Climate)
    assert (reading.temperature, reading.humidity) == (Decimal(temperature), Decimal(humidity))
    assert reading.raw == bytes.fromhex(reply)


@pytest.mark.parametrize("cut", range(1, len(REPLY)))
def test_a_reply_in_two_pieces(cut: int) -> None:
    driver = driver_of("xy-md02")
    assert asked(driver, REPLY[:cut]) == []
    assert len(driver.feed(REPLY[cut:], 100.2)) == 1


@pytest.mark.parametrize(
    ("name", "temperature", "humidity"),
    [
        ("xy-md02", 305, 546),
        ("xy-md02-x100", 3050, 5460),
        ("rs-ws", 305, 546),
        ("rs-ws-x100", 3050, 5460),
        ("srth100", 305, 546),
        ("ee", 3050, 5460),
    ],
)
def test_every_map_of_whole_numbers(name: str, temperature: int, humidity: int) -> None:
    profile = PROFILES[name]
    held = {profile.temperature.register: temperature, profile.humidity.register: humidity}
    [reading] = round_of(driver_of("modbus-th", profile=name), sensor(profile.function, held), 10.0)
    assert isinstance(reading, Climate)
    assert (reading.temperature, reading.humidity) == (Decimal("30.5"), Decimal("54.6"))


def test_the_last_digit_is_kept_where_it_is_nought() -> None:
    [reading] = round_of(driver_of("modbus-th", profile="rs-ws"), sensor(3, {0: 500, 1: 300}), 10.0)
    assert isinstance(reading, Climate)
    assert (str(reading.temperature), str(reading.humidity)) == ("30.0", "50.0")


@pytest.mark.parametrize(("name", "least_first"), [("vaisala", True), ("float", False)])
def test_floats_in_either_order(name: str, least_first: bool) -> None:
    profile, held = PROFILES[name], {}
    for quantity, value in ((profile.temperature, -20.56), (profile.humidity, 30.56)):
        words = struct.unpack(">HH", struct.pack(">f", value))
        first, second = reversed(words) if least_first else words
        held |= {quantity.register: first, quantity.register + 1: second}
    if least_first:  # Indigo500 guide: the bytes 7A E1, 41 F4 are 30.56 %RH
        assert (held[0], held[1]) == (0x7AE1, 0x41F4)
    [reading] = round_of(driver_of("modbus-th", profile=name), sensor(3, held), 10.0)
    assert isinstance(reading, Climate)
    assert (reading.temperature, reading.humidity) == (Decimal("-20.56"), Decimal("30.56"))


def sensor(function: int, held: Mapping[int, int]) -> dict[bytes, bytes]:
    """Replies to every request whose registers the sensor has."""
    replies = {}
    for first, count in itertools.product(held, range(1, 5)):
        wanted = range(first, first + count)
        if all(register in held for register in wanted):
            values = b"".join(held[register].to_bytes(2, "big") for register in wanted)
            body = bytes([1, function, 2 * count]) + values
            replies[read_request(1, function, first, count)] = body + crc16(body)
    return replies


def test_a_setting_changes_single_figures_of_a_profile() -> None:
    driver = driver_of(
        "modbus-th", address="7", function="4", temperature="10", humidity="11", number="uint16", divisor="100"
    )
    assert driver.pending(1.0) == read_request(7, 4, 10, 2)
    [reading] = driver.feed(framed("07 04 04 09 C4 13 88"), 1.1)
    assert isinstance(reading, Climate)
    assert (reading.temperature, reading.humidity) == (25, 50)


@pytest.mark.parametrize(
    "options", [{"profile": "none"}, {"address": "0"}, {"function": "6"}, {"number": "bcd"}, {"profil": "ee"}]
)
def test_a_setting_that_cannot_be_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        driver_of("modbus-th", **options)


# What is no climate


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("01 04 04 7F FF 02 22", "climate.sensor"),
        ("01 04 04 80 00 02 22", "climate.sensor"),
        ("01 04 04 FC 19 02 22", "climate.sensor"),  # -999
        ("01 04 04 01 31 FF FF", "climate.sensor"),
        ("01 04 04 0B EA 02 22", "climate.map"),  # 305.0 °C: a unit that delivers hundredths
        ("01 04 04 01 31 15 54", "climate.map"),  # 546 %
        ("01 04 04 01 31 01 31", "climate.map"),  # the same register twice
        ("01 04 04 FE 3D 02 22", "climate.map"),  # -45.1 °C
    ],
)
def test_what_cannot_be_a_climate_is_a_fault(body: str, code: str) -> None:
    [fault] = asked(driver_of("xy-md02"), framed(body))
    assert isinstance(fault, Fault)
    assert fault.code == code


@pytest.mark.parametrize("word", [float("nan"), float("inf"), -999.0])
def test_a_float_that_is_no_measurement(word: float) -> None:
    high, low = struct.unpack(">HH", struct.pack(">f", word))
    held = {0: 0, 1: 0x4248, 2: low, 3: high}
    [fault] = round_of(driver_of("modbus-th", profile="vaisala"), sensor(3, held), 10.0)
    assert isinstance(fault, Fault)
    assert fault.code == "climate.sensor"


# The line


@pytest.mark.parametrize("head", [ASK, b"\x00\xff" + ASK, b"\xf8"])
def test_an_adapter_s_echo_and_noise_are_discarded(head: bytes) -> None:
    [reading] = asked(driver_of("xy-md02"), head + REPLY)
    assert isinstance(reading, Climate)
    assert reading.raw == REPLY


def test_an_echo_alone_is_no_reply() -> None:
    driver = driver_of("xy-md02")
    assert asked(driver, ASK) == []
    assert driver.feed(b"", 100.0 + REPLY_WITHIN) == []
    assert driver.pending(100.0 + REPLY_WITHIN + BETWEEN) == ASK


def test_an_illegal_address_is_told_at_once_and_with_its_code() -> None:
    [fault] = asked(driver_of("xy-md02"), bytes.fromhex("01 84 02 C2 C1"))
    assert isinstance(fault, Fault)
    assert (fault.code, fault.text) == ("climate.refused", "2")


@pytest.mark.parametrize("code", [4, 6])
def test_a_busy_sensor_is_asked_again(code: int) -> None:
    driver = driver_of("xy-md02")
    assert asked(driver, framed(f"01 84 {code:02X}")) == []
    assert driver.pending(100.1 + BETWEEN) == ASK
    assert len(driver.feed(REPLY, 100.5)) == 1


def test_a_flipped_crc_is_asked_twice_more_and_then_told() -> None:
    driver, at, told = driver_of("xy-md02"), 100.0, []
    for _ in range(TRIES):
        assert driver.pending(at) == ASK
        told.append(driver.feed(REPLY[:-1] + bytes([REPLY[-1] ^ 1]), at + 0.1))
        at += 0.1 + BETWEEN
    assert [len(found) for found in told] == [0, 0, 1]
    assert isinstance(told[-1][0], Fault)
    assert told[-1][0].code == "climate.checksum"
    assert driver.pending(at) is None
    assert driver.pending(110.0) == ASK


def test_silence_is_told_once_a_round() -> None:
    driver = driver_of("xy-md02")
    assert [fault.code for fault in round_of(driver, {}, 0.0) if isinstance(fault, Fault)] == ["no_reply"]


@pytest.mark.parametrize("name", ["xy-md02", "rs-ws"])
def test_a_stranger_s_frame_is_nobody_s(name: str) -> None:
    assert asked(driver_of(name), framed("02 04 04 01 31 02 22")) == []
    assert driver_of(name).feed(REPLY, 1.0) == []  # nobody asked


def test_every_error_of_one_and_two_bits_is_refused() -> None:
    """R18: 72 + 2556 damaged replies, none of them a reading and none a refusal that the sensor did not send."""
    bits = range(8 * len(REPLY))
    damaged = [*itertools.combinations(bits, 1), *itertools.combinations(bits, 2)]
    assert len(damaged) == 72 + 2556
    for flips in damaged:
        reply = bytearray(REPLY)
        for bit in flips:
            reply[bit // 8] ^= 1 << bit % 8
        assert not fits(bytes(reply))
        assert asked(driver_of("xy-md02"), bytes(reply)) == [], flips


def test_every_error_of_one_and_two_bits_in_a_refusal_is_refused() -> None:
    refusal = bytes.fromhex("01 84 02 C2 C1")
    bits = range(8 * len(refusal))
    for flips in [*itertools.combinations(bits, 1), *itertools.combinations(bits, 2)]:
        reply = bytearray(refusal)
        for bit in flips:
            reply[bit // 8] ^= 1 << bit % 8
        assert asked(driver_of("xy-md02"), bytes(reply)) == [], flips


# A peer


class Wire:
    """The port of minimalmodbus: keeps what it writes and gives the reply."""

    is_open, port, timeout, baudrate = True, "wire", 0.1, 9600

    def __init__(self) -> None:
        self.written, self.reply = b"", b""

    def write(self, data: bytes) -> int:
        self.written = data
        return len(data)

    def read(self, count: int) -> bytes:
        return self.reply

    def open(self) -> None: ...

    def close(self) -> None: ...

    def reset_input_buffer(self) -> None: ...

    def reset_output_buffer(self) -> None: ...


def test_minimalmodbus_sends_and_understands_the_same(rng: random.Random) -> None:
    for _ in range(300):
        wire, address = Wire(), rng.randint(1, 247)
        function, first, count = rng.choice((3, 4)), rng.randrange(0xFFF0), rng.randint(1, 10)
        peer = minimalmodbus.Instrument(wire, address)  # type: ignore[arg-type]
        values = [rng.randrange(0x10000) for _ in range(count)]
        body = bytes([address, function, 2 * count]) + struct.pack(f">{count}H", *values)
        wire.reply = body + crc16(body)
        assert peer.read_registers(first, count, functioncode=function) == values
        assert wire.written == read_request(address, function, first, count)
