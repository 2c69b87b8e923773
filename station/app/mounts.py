"""The mounts of the cameras that take units, from the settings."""

from __future__ import annotations

from dataclasses import replace

from station.config import Settings
from station.devices.camera.options import CameraSettings
from station.devices.drivers.settings import read_settings
from station.domain.mount import Mount
from station.workflow.camera_roles import LOW, UNITS


def mount_of(settings: Settings) -> Mount:
    """The first camera's; a plain one where there is none. Raises ConfigError for options that a camera has not."""
    return _mount(settings, UNITS) or Mount()


def low_mount_of(settings: Settings) -> Mount | None:
    """The first low camera's, None where there is none. Raises ConfigError for options that a camera has not."""
    return _mount(settings, LOW)


def mounts_of(settings: Settings) -> tuple[Mount, ...]:
    """Those of the cameras that units are taken by."""
    low = low_mount_of(settings)
    return (mount_of(settings),) if low is None else (mount_of(settings), low)


def _mount(settings: Settings, role: str) -> Mount | None:
    camera = settings.device(role)
    if camera is None:
        return None
    return replace(read_settings(CameraSettings, camera.id, camera.options).mount, camera=camera.id)
