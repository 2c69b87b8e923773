"""Adds an instrument to the settings file: its table at the end, everything else byte for byte as it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from station.config import DeviceSettings, Settings
from station.errors import ConfigError
from station.platform import replace_durably


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
    file = file.resolve()  # a link stays a link
    before = _read(file)
    table = device_table(device)
    lines = table.replace("\n", "\r\n") if b"\r\n" in before else table
    _write(file, _whole(before) + lines.encode("utf-8"))
    try:
        settings = Settings.from_file(file)
        if device not in settings.devices:
            raise ConfigError("config.unreadable", file=str(file), reason=device.id)
    except ConfigError:
        _write(file, before)
        raise
    return settings


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
