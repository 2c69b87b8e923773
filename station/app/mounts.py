"""The mount of the camera that takes the pictures, from the settings."""

from __future__ import annotations

from dataclasses import replace

from station.config import Settings
from station.devices.camera.options import CameraSettings
from station.devices.drivers.settings import read_settings
from station.domain.mount import Mount


def mount_of(settings: Settings) -> Mount:
    """The first camera's; a plain one where there is none. Raises ConfigError for options that a camera has not."""
    camera = settings.device("camera")
    if camera is None:
        return Mount()
    return replace(read_settings(CameraSettings, camera.id, camera.options).mount, camera=camera.id)
