"""Profiles of the driver `line`: TOML files, ready ones in resources/profiles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from station.assets import resource
from station.errors import ConfigError


def ready() -> list[str]:
    """The names of the profiles that come with the program."""
    return sorted(file.stem for file in resource("profiles").glob("*.toml"))


def with_profile(device: str, settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """The settings over those of their profile. Raises ConfigError where there is none of that name."""
    own = dict(settings)
    name = str(own.pop("profile", ""))
    if not name:
        return own
    return {**read_profile(device, file_of(name)), **own}


def file_of(name: str) -> Path:
    """The file of a ready profile's name; anything else is a path."""
    return resource("profiles", f"{name}.toml") if name in ready() else Path(name).expanduser()


def read_profile(device: str, file: Path) -> Mapping[str, Any]:
    """A table of driver options. Raises ConfigError for a file that cannot be read or is no TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        known = ", ".join(ready())
        raise ConfigError("device.profile", device=device, file=str(file), reason=str(error), allowed=known) from error
