"""Adds an instrument to the settings file, replaces one, or writes its options: all else stays as it was."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from station.app.option_lines import with_options
from station.config import DeviceSettings, Settings
from station.errors import ConfigError
from station.platform import replace_durably

_HEAD = re.compile(rb"^[ \t]*\[[ \t]*(\[[ \t]*device[ \t]*\]|[^\[\]\r\n]+)[ \t]*\]", re.MULTILINE)
_BEHIND = re.compile(rb"(?:^[ \t]*(?:#[^\n]*)?\r?\n?)+\Z", re.MULTILINE)


def device_table(device: DeviceSettings) -> str:
    """A [[device]] table as the settings file has it, lines ended by LF."""
    told = {"id": device.id, "role": device.role, "driver": device.driver, "url": device.url}
    if device.usb:
        told["usb"] = device.usb
    options = _table("[device.options]", device.options) if device.options else ""
    return _table("[[device]]", told) + options


def append_device(file: Path, device: DeviceSettings) -> Settings:
    """Writes the table, reads the file again to prove it, and puts back what was there where it does not read.

    Raises ConfigError (a file that cannot be written, or that would be no settings file), DiskFull.
    """
    before = _read(file.resolve())
    return _proved(file, before, _whole(before) + _table_of(device, before), device)


def replace_device(file: Path, device: DeviceSettings) -> Settings:
    """The same in the place of the table of this id; comments inside that table go with it. Raises as append_device."""
    before = _read(file.resolve())
    for start, end in _tables(before):
        if _id_of(before[start:end]) == device.id:
            return _proved(file, before, before[:start] + _table_of(device, before) + before[end:], device)
    raise ConfigError("config.no_table", file=str(file), device=device.id)


def _proved(file: Path, before: bytes, after: bytes, device: DeviceSettings) -> Settings:
    """Nothing but this instrument may be different."""
    file = file.resolve()  # a link stays a link
    _write(file, after)
    try:
        settings = Settings.from_file(file)
        if device not in settings.devices:
            raise ConfigError("config.unreadable", file=str(file), reason=device.id)
    except ConfigError:
        _write(file, before)
        raise
    return settings


def set_options(file: Path, device: str, options: Mapping[str, str | float | bool]) -> Settings:
    """Writes options of an instrument that stands in the file, proves it by reading, and undoes what does not read.

    Raises ConfigError, also for a file that is written in another way than a table of lines: then nothing is changed.
    """
    file = file.resolve()
    before = _read(file)
    wanted = _wanted(Settings.from_file(file), device, options)
    end = "\r\n" if b"\r\n" in before else "\n"
    lines = [f"{name} = {_toml(value)}" for name, value in options.items()]
    _write(file, end.join(with_options(before.decode("utf-8").split(end), device, lines)).encode("utf-8"))
    try:
        settings = Settings.from_file(file)
        if settings != wanted:
            raise ConfigError("config.unreadable", file=str(file), reason=device)
    except ConfigError:
        _write(file, before)
        raise
    return settings


def _wanted(settings: Settings, device: str, options: Mapping[str, str | float | bool]) -> Settings:
    """The settings as they should read afterwards."""
    told = {name: str(value) for name, value in options.items()}
    return replace(
        settings,
        devices=tuple(
            replace(one, options={**one.options, **told}) if one.id == device else one for one in settings.devices
        ),
    )


def _toml(value: str | float | bool) -> str:
    """JSON writes texts, numbers and truth as TOML does."""
    return json.dumps(value, ensure_ascii=False)


def _table_of(device: DeviceSettings, before: bytes) -> bytes:
    """Its table with the line ends of the file."""
    table = device_table(device)
    return (table.replace("\n", "\r\n") if b"\r\n" in before else table).encode("utf-8")


def _tables(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each [[device]] table with its options stands; blank lines and comments behind it are the next one's."""
    heads = [(found.start(), found[1]) for found in _HEAD.finditer(data)]
    for place, (start, name) in enumerate(heads):
        if name == b"[device]":
            later = (at for at, other in heads[place + 1 :] if not other.startswith(b"device."))
            table = data[start : next(later, len(data))]
            yield start, start + len(_BEHIND.sub(b"", table))


def _id_of(table: bytes) -> str:
    """The id that a table names; "" where it is none by itself (a line of a longer text that looks like a heading)."""
    try:
        return str(tomllib.loads(table.decode("utf-8"))["device"][0]["id"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        return ""


class Kept:
    """Whether what was written stays."""

    keep = False


@contextmanager
def undone_unless(file: Path) -> Iterator[Kept]:
    """Puts the file back as it was, unless `keep` was set: what the log would not take is not in the file either."""
    before, kept = _read(file.resolve()), Kept()
    try:
        yield kept
    finally:
        if not kept.keep:
            _write(file.resolve(), before)


def _whole(before: bytes) -> bytes:
    """The file with its last line ended and an empty one behind it."""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    if not before.strip():
        return before
    return before + (b"" if before.endswith(b"\n") else end) + end


def _table(heading: str, values: Mapping[str, str]) -> str:
    """A JSON string without control characters is a TOML basic string as well."""
    lines = (f"{name} = {json.dumps(text, ensure_ascii=False)}\n" for name, text in values.items())
    return f"{heading}\n{''.join(lines)}"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigError("config.unreadable", file=str(file), reason=str(error)) from error


def _write(file: Path, data: bytes) -> None:
    """Durably, with the rights that the file has: others than this account may read it."""
    try:
        mode = file.stat().st_mode
        replace_durably(file, data)
        file.chmod(mode)
    except OSError as error:
        raise ConfigError("config.not_written", file=str(file), reason=str(error)) from error
