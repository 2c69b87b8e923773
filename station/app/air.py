"""The watch over the staging area's air, joined from settings, store and rules."""

from __future__ import annotations

from collections.abc import Callable

from station.app.core import Core
from station.config import DeviceSettings
from station.texts import Line
from station.workflow.air_watch import AirWatch

STAGING, TRUCK_AIR = "climate", "truck_air"  # roles
EVERY = "10"  # seconds between two samples, where the settings do not say


def air_watch(core: Core, tell: Callable[[Line], None]) -> AirWatch:
    """tell: says an alarm aloud."""
    sensors = {device.id: interval_of(device) for device in core.settings.devices if device.role == STAGING}
    return AirWatch(core.handlers, core.clock, core.queries, limits=core.settings.climate, sensors=sensors, tell=tell)


def interval_of(device: DeviceSettings) -> float:
    """How many seconds lie between two readings of a sensor; its driver has accepted the options by now."""
    return float(device.options.get("interval", EVERY))
