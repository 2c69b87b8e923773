"""`station drivers`, `decode`, `capture`, `replay-capture`: for whoever connects an instrument."""

from __future__ import annotations

import inspect
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from station.clock import SystemClock
from station.commands.shared import told
from station.config import WEDGE, DeviceSettings
from station.devices.api import Driver, Fault, Link, LinkChange, Preview, Reading
from station.devices.byte_table import as_test
from station.devices.capture import FIRST_LINE, is_capture, read_capture
from station.devices.decode import NOTHING, Found, decode_capture
from station.devices.decode import decode as decoded
from station.devices.decode import told as as_table
from station.devices.drivers.line_profile import file_of, read_profile
from station.devices.links.tap import Tap
from station.devices.registry import driver_class, driver_of, link_of, port_defaults
from station.devices.registry import drivers as known_drivers
from station.devices.status import DeviceStatus
from station.devices.wedge import WedgeGun
from station.devices.worker import Worker
from station.errors import ConfigError

driver_option = click.option("--driver", required=True, help="One of those that `station drivers` lists.")
profile_option = click.option(
    "--profile",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A TOML table of the driver's options, as in [device.options] of the settings file; or a ready one's name.",
)


@click.command()
def drivers() -> None:
    """List the drivers: name, kind, what for, and the port as its instruments leave the factory."""
    listed = {name: driver_class(name) for name in known_drivers()} | {WEDGE: WedgeGun}
    for name, kind in sorted(listed.items()):
        click.echo(f"{name:18} {kind.kind:8} {_port(kind):9} {_first_line(kind)}")


def _first_line(kind: type) -> str:
    return (inspect.getdoc(kind) or "").partition("\n")[0]


def _port(kind: Any) -> str:
    """9600 8N1; what is on no serial line names its wire."""
    port = port_defaults(kind)
    frame = f"{port.get('bytesize', '8')}{port.get('parity', 'N')}{port.get('stopbits', '1')}"
    return getattr(kind, "wire", "") or f"{port.get('baudrate', '9600')} {frame}"


@click.command()
@driver_option
@profile_option
@click.option("--hex", "digits", help="Bytes in hexadecimal: '53 20 53 …'; several frames may follow one another.")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@told
def decode(driver: str, profile: Path | None, digits: str | None, file: Path | None) -> None:
    """Print what a driver reads in bytes, one JSON line a reading or fault; FILE is a capture, hexadecimal, or raw."""
    if (digits is None) == (file is None):
        raise click.UsageError("--hex | FILE")
    new = _maker(driver, profile)
    if digits is not None:
        _print(decoded(new, _bytes(digits)))
    elif file is not None:
        _print(_decoded_file(new, file))


@click.command()
@driver_option
@profile_option
@click.option("--url", required=True, help="As in the settings file: COM3, /dev/ttyUSB0, socket://host:port.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The capture file.")
@click.option("--seconds", default=10.0, show_default=True, help="How long.")
@told
def capture(driver: str, profile: Path | None, url: str, out: Path, seconds: float) -> None:
    """Write down what goes over a line while the driver works on it, and print what it reads."""
    settings = _settings(driver, profile, url)
    instrument, link = driver_of(settings), link_of(settings)
    try:
        with open(out, "w", encoding="utf-8", newline="\n") as file:
            print(f"{FIRST_LINE}\n# driver {driver}", file=file)
            _run(settings, instrument, Tap(link, lambda chunk: print(chunk, file=file), time.monotonic), seconds)
    except OSError as error:
        raise ConfigError("device.capture", file=str(out), reason=str(error)) from error


@click.command("replay-capture")
@click.option("--driver", help="Another one than the capture was made with.")
@profile_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@told
def replay_capture(driver: str | None, profile: Path | None, file: Path) -> None:
    """Print what the driver makes of a capture, as decode does."""
    chunks = read_capture(file)
    _print(decode_capture(_maker(driver or _driver_of(file), profile), chunks))


@click.command("byte-table")
@click.option("--driver", help="Another one than the capture was made with.")
@profile_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@told
def byte_table(driver: str | None, profile: Path | None, file: Path) -> None:
    """Print a capture as a table for a test: its frames, and what the driver reads in them."""
    name = driver or _driver_of(file)
    options = dict(_settings(name, profile, "").options)
    click.echo(as_test(file.name, name, options, _maker(name, profile), read_capture(file)), nl=False)


def _run(settings: DeviceSettings, driver: Driver, link: Link, seconds: float) -> None:
    status = DeviceStatus(settings.id, settings.role, settings.driver, settings.url)
    worker = Worker(status, link, driver, sink=_echo, clock=SystemClock(), silent=float("inf"))
    worker.start()
    try:
        time.sleep(seconds)
    finally:
        worker.stop()


def _echo(found: Reading | Preview | Fault | LinkChange) -> None:
    if isinstance(found, LinkChange):
        click.echo(f"{found.device}: {found.state.value} {found.reason}".rstrip(), err=True)
    elif not isinstance(found, Preview):
        click.echo(json.dumps(as_table(found), ensure_ascii=False))


def _maker(driver: str, profile: Path | None) -> Callable[[], Driver]:
    settings = _settings(driver, profile, "")
    return lambda: driver_of(settings)


def _settings(driver: str, profile: Path | None, url: str) -> DeviceSettings:
    table = {} if profile is None else read_profile(driver, file_of(str(profile)))
    options = {name: str(value) for name, value in table.items()}
    return DeviceSettings(driver, getattr(driver_class(driver), "kind", ""), driver, url, options)


def _decoded_file(new: Callable[[], Driver], file: Path) -> list[Found]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ConfigError("device.capture", file=str(file), reason=str(error)) from error
    text = data.decode("ascii", "replace")
    if is_capture(text):
        return decode_capture(new, read_capture(file))
    try:
        return decoded(new, bytes.fromhex(text))
    except ValueError:
        return decoded(new, data)


def _bytes(digits: str) -> bytes:
    plain = digits.replace("0x", " ").replace(",", " ").replace(":", " ")
    try:
        return bytes.fromhex(plain)
    except ValueError as error:
        raise ConfigError("device.hex", text=digits[:40]) from error


def _driver_of(file: Path) -> str:
    """The driver that a capture names. Raises ConfigError where it names none."""
    for text in file.read_text(encoding="utf-8").splitlines():
        if text.startswith("# driver "):
            return text.removeprefix("# driver ").strip()
    raise ConfigError("device.capture", file=str(file), reason="# driver")


def _print(found: Iterable[Found]) -> None:
    tables = [as_table(one) for one in found] or [NOTHING]
    for table in tables:
        click.echo(json.dumps(table, ensure_ascii=False))
