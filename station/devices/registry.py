"""Drivers by name, and an instrument from its settings. Others join by the entry-point group "station.drivers"."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Protocol

from station.clock import Clock
from station.config import WEDGE, DeviceSettings
from station.devices.api import Driver
from station.devices.links.serial_link import PORT, SerialLink
from station.devices.status import DeviceStatus
from station.devices.worker import Sink, Worker
from station.domain.scale_profile import ScaleProfile
from station.errors import ConfigError

GROUP = "station.drivers"
BUILT_IN: Mapping[str, str] = {
    "mt-sics": "station.devices.drivers.mt_sics:MtSics",
    "serial-gun": "station.devices.drivers.gun:SerialGun",
    "gun": "station.devices.drivers.gun:SerialGun",
    "ssi": "station.devices.drivers.ssi:Ssi",
    "honeywell": "station.devices.drivers.honeywell:Honeywell",
    "newland": "station.devices.drivers.newland:Newland",
    "xy-md02": "station.devices.drivers.xy_md02:XyMd02",
    "rs-ws": "station.devices.drivers.xy_md02:RsWs",
    "modbus-th": "station.devices.drivers.modbus_th:ModbusTh",
    "climate-text": "station.devices.drivers.climate_text:ClimateText",
}
PLATE = ("d", "e", "max", "min", "unit")  # a scale's type plate: the stable rule's, not the driver's
# Seconds without a good frame after which an instrument of a kind is silent; a gun speaks when its trigger is pulled.
SILENT_AFTER = {"scale": 1.5, "climate": 35.0, "gun": float("inf")}


class Instrument(Protocol):
    """One instrument, whatever it is connected by."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def order(self, command: str) -> None: ...

    def status(self) -> DeviceStatus: ...


def drivers() -> Mapping[str, str]:
    """Name -> "module:class" of every driver that is installed. A plug-in does not displace a built-in one."""
    return {**{point.name: point.value for point in entry_points(group=GROUP)}, **BUILT_IN}


def driver_class(name: str) -> Any:
    """The class of a driver. Raises ConfigError with the names there are."""
    known = drivers()
    if name not in known:
        raise ConfigError("device.driver", driver=name, allowed=", ".join(sorted(known)))
    module, _, attribute = known[name].partition(":")
    return getattr(import_module(module), attribute)


def build(settings: DeviceSettings, sink: Sink, clock: Clock) -> Instrument:
    """An instrument that only has to be started. Raises ConfigError."""
    if settings.role == "camera":
        client: Instrument = import_module("station.devices.camera.client").CameraClient(settings, sink, clock)
        return client
    if settings.driver == WEDGE:
        wedge: Instrument = import_module("station.devices.wedge").WedgeGun(settings, sink, clock)
        return wedge
    driver: Driver = driver_class(settings.driver).from_settings(settings.id, _own(settings))
    port = {name: value for name, value in settings.options.items() if name in PORT}
    status = DeviceStatus(settings.id, settings.role, settings.driver, settings.url)
    silent = SILENT_AFTER.get(driver.kind, float("inf"))
    return Worker(status, SerialLink(settings.id, settings.url, port), driver, sink=sink, clock=clock, silent=silent)


def _own(settings: DeviceSettings) -> Mapping[str, str]:
    return {name: value for name, value in settings.options.items() if name not in PORT and name not in PLATE}


def profile_of(settings: DeviceSettings) -> ScaleProfile:
    """The scale's type plate for the stable rule. Raises ConfigError for one that cannot be or is too coarse."""
    try:
        figures = {name: Decimal(settings.options[name]) for name in ("d", "e", "max", "min")}
    except (KeyError, InvalidOperation) as error:
        raise ConfigError("device.plate", device=settings.id, allowed="d, e, max, min (kg)") from error
    unit = settings.options.get("unit", "kg")
    return ScaleProfile(settings.id, figures["d"], figures["e"], figures["max"], figures["min"], unit)
