"""A driver's own table of the settings file, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from station.errors import ConfigError

S = TypeVar("S", bound=msgspec.Struct)


def read_settings(wanted: type[S], device: str, given: Mapping[str, Any]) -> S:
    """The settings as the driver's own type. Raises ConfigError with the device and what is wrong."""
    try:
        return msgspec.convert(dict(given), wanted, strict=False)  # a settings file may write numbers as text
    except msgspec.ValidationError as error:
        allowed = ", ".join(field.name for field in msgspec.structs.fields(wanted))
        raise ConfigError("device.settings", device=device, wrong=str(error), allowed=allowed) from error
