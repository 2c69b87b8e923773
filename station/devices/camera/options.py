"""A camera's settings: its address, which says what kind of source it is, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from station.config import DeviceSettings
from station.devices.camera.mount import MountSettings
from station.devices.drivers.settings import read_settings
from station.domain.state import LensState
from station.errors import ConfigError

LOCAL = "camera://"
# Driver -> how its addresses begin. A network camera's own JPEG is split out of its stream; all else OpenCV opens.
ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "mjpeg": ("http://",),
    "opencv": (LOCAL, "file:", "rtsp://", "rtsps://", "rtmp://", "tcp://", "udp://", "https://"),
}
_CONTROL = Annotated[str, msgspec.Meta(pattern=r"^(auto|freeze|-?\d+(\.\d+)?)?$")]
_PIXELS = Annotated[int, msgspec.Meta(ge=1, le=16384)]


class CameraSettings(MountSettings, frozen=True, forbid_unknown_fields=True):
    """The options of a camera.

    codes: whether codes in the picture are read and count like a gun's. width, height (px) and fps are asked of the
    camera. focus and exposure: "auto", "freeze" (settles, then stays as it is), or the driver's own number; "" is
    left alone. card_ruler_mm: what the 100 mm ruler of the printed measuring card measures on the paper; none: not
    checked yet.
    """

    codes: bool = False
    width: _PIXELS | None = None
    height: _PIXELS | None = None
    fps: Annotated[float, msgspec.Meta(gt=0, le=240)] | None = None
    focus: _CONTROL = ""
    exposure: _CONTROL = ""
    card_ruler_mm: Decimal | None = None


NOTHING_ASKED = CameraSettings()


class CameraOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the camera's process is told first. On a pipe, because an address may hold a password.

    lens: as it was calibrated, where that was this camera.
    """

    device: str
    url: str
    options: CameraSettings = NOTHING_ASKED
    lens: LensState | None = None


def camera_order(settings: DeviceSettings, lens: LensState | None = None) -> CameraOrder:
    """The settings of a camera, checked, and its lens unless that was another camera's. Raises ConfigError."""
    beginnings = ADDRESSES.get(settings.driver)
    if beginnings is None:
        raise ConfigError("device.driver", driver=settings.driver, allowed=", ".join(ADDRESSES))
    if not settings.url.startswith(beginnings):
        allowed = ", ".join(beginnings)
        raise ConfigError("camera.address", device=settings.id, driver=settings.driver, allowed=allowed)
    own = lens if lens is not None and lens.camera == without_password(settings.url) else None
    return CameraOrder(settings.id, settings.url, read_settings(CameraSettings, settings.id, settings.options), own)


def without_password(url: str) -> str:
    """An address as it may be shown."""
    user, at, _ = urlsplit(url).netloc.rpartition("@")
    return url.replace(f"{user}@", "•••@", 1) if at else url
