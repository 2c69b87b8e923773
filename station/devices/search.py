"""In which order a port is searched: first it is only listened to, then one question after the other is asked.

What is asked must do no harm to whatever is listening: every question here only makes a scale tell its weight. First
those of which the answer is proof (MT-SICS with its number, 8217), then those of the other families, each at the port
settings that they leave the factory with; a letter Z, T or C, which zero and tare scales of several families, is in
none. The tare question TA, which the MT-SICS driver asks of its own scale, is not among them: its first letter alone
tares a scale of another family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from station.devices.drivers.modbus import READ_HOLDING, READ_INPUT, fits
from station.devices.found import PLAIN_PORT, Setting
from station.devices.listen import Guess
from station.devices.registry import driver_class, port_defaults

LISTEN, ASK, ASK_AGAIN = 1.5, 1.5, 1.2  # seconds of a pass; an MT-SICS scale is asked for its number twice first
TRIGGER, TRIGGER_AGAIN = 20.0, 8.0  # until somebody has pulled the trigger
SPEEDS = ("19200", "4800", "38400", "57600", "115200", "2400", "1200")
GUN_SPEEDS = ("115200", "19200", "38400", "57600")
CHARACTERS: tuple[Mapping[str, str], ...] = ({}, {"bytesize": "7", "parity": "E"})
_WITHOUT_SPEED = ("socket://", "capture://", "hidraw://", "hid://")
_SILENT = ("hidraw://",)  # nothing can be asked there


def _modbus_read(message: bytes) -> bool:
    return message[1:2] in (bytes([READ_HOLDING]), bytes([READ_INPUT])) and fits(message)


HARMLESS: Mapping[str, Callable[[bytes], bool]] = {
    "mt-sics": lambda message: message in (b"I4\r\n", b"SI\r\n"),
    "mettler-8217": lambda message: message == b"W",
    "ohaus": lambda message: message == b"IP\r\n",
    "cas": lambda message: message in (b"\x05", b"\x11"),  # the second only after the scale has acknowledged the first
    "nci": lambda message: message == b"W\r",
    "ad": lambda message: message == b"Q\r\n",
    "sbi": lambda message: message == b"\x1bP\r\n",
    "xk3190": lambda message: message == b"\x02AB03\x03",  # its gross weight
    "xy-md02": _modbus_read,
    "rs-ws": _modbus_read,
}
# The families that wait for a question, in the formats that are asked, in the order of how often they are met.
ASKED = (Guess("ohaus"), Guess("cas"), Guess("xk3190", {"format": "command"}), Guess("nci"), Guess("ad"), Guess("sbi"))


@dataclass(frozen=True, slots=True)
class Pass:
    """One look at the port. ask: the only driver, which may ask; None: all listen. after_bytes: only if some came."""

    port: Setting
    seconds: float
    ask: Guess | None = None
    after_bytes: bool = False


def passes(kind: str, url: str) -> Iterator[Pass]:
    """The search for an instrument of a kind on a port. Raises KeyError for a kind without drivers."""
    made = {"scale": _scale, "gun": _gun, "climate": _climate}[kind]
    if not url.startswith(_WITHOUT_SPEED):
        yield from made()
        return
    seen = set()
    for one in made():
        told = (one.ask and (one.ask.driver, tuple(one.ask.options.items())), one.after_bytes)
        if told not in seen and not one.after_bytes and not (one.ask and url.startswith(_SILENT)):
            seen.add(told)
            yield Pass(Setting(), one.seconds, one.ask)


def port_options(driver: str, port: Setting) -> Mapping[str, str]:
    """What the settings file has to say of the port: where it is not as the driver's family leaves the factory."""
    if port.values is None:
        return {}
    usual, found = ({**PLAIN_PORT, **values} for values in (port_defaults(driver_class(driver)), port.values))
    return {name: value for name, value in found.items() if usual.get(name) != value}


def _as_delivered(driver: str) -> Mapping[str, str]:
    """The port settings of a family where they are not the plain ones."""
    return {name: value for name, value in port_defaults(driver_class(driver)).items() if PLAIN_PORT[name] != value}


def _scale() -> Iterator[Pass]:
    for port in (
        {},
        {"bytesize": "7", "parity": "E"},
        {"baudrate": "2400", "bytesize": "7", "parity": "E"},
        {"baudrate": "1200", "bytesize": "7", "parity": "O"},
    ):
        yield Pass(Setting(port), LISTEN)
    yield Pass(Setting({}), ASK, Guess("mt-sics"))
    yield Pass(Setting({"bytesize": "7", "parity": "E"}), ASK, Guess("mettler-8217"))
    for guess in ASKED:
        yield Pass(Setting(_as_delivered(guess.driver)), ASK, guess)
    for speed in SPEEDS:
        for character in CHARACTERS:
            yield Pass(Setting({"baudrate": speed, **character}), LISTEN, after_bytes=True)
    for speed in SPEEDS:
        yield Pass(Setting({"baudrate": speed}), ASK_AGAIN, Guess("mt-sics"))


def _gun() -> Iterator[Pass]:
    yield Pass(Setting({}), TRIGGER)
    for speed in GUN_SPEEDS:
        yield Pass(Setting({"baudrate": speed}), TRIGGER_AGAIN, after_bytes=True)


def _climate() -> Iterator[Pass]:
    yield Pass(Setting({}), ASK_AGAIN)
    for address in ("1", "2", "3"):
        yield Pass(Setting({}), ASK_AGAIN, Guess("xy-md02", {} if address == "1" else {"address": address}))
    yield Pass(Setting({}), ASK_AGAIN, Guess("rs-ws"))
    yield Pass(Setting({"baudrate": "4800"}), ASK_AGAIN, Guess("rs-ws"))  # as many of them are delivered
    for speed in ("19200", "4800", "2400"):
        yield Pass(Setting({"baudrate": speed}), ASK_AGAIN, Guess("xy-md02"))
