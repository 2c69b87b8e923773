"""Drivers by name, and an instrument from its settings. Others join by the entry-point group "station.drivers"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from station.clock import Clock
from station.config import CAMERAS, WEDGE, DeviceSettings
from station.devices.api import Driver, Link, Trust
from station.devices.bond import Bond
from station.devices.found import PortSeen
from station.devices.links.hid_link import HID, HidLink
from station.devices.links.hidraw_link import HIDRAW, HidrawLink
from station.devices.links.plugged_link import PluggedLink, Ports
from station.devices.links.ports import serial_ports
from station.devices.links.recording import RECORDING, RecordingLink
from station.devices.links.serial_link import PORT, SerialLink
from station.devices.plugs import find
from station.devices.recorder import KINDS, Recorder
from station.devices.status import RECORD, DeviceStatus
from station.devices.worker import Sink, Worker
from station.domain.readings import UNKNOWN, Identity
from station.domain.scale import Scale, ScalePapers
from station.domain.scale_profile import ScaleProfile, ScaleRole
from station.domain.state import LensState
from station.errors import ConfigError, DeviceError

GROUP = "station.drivers"
BUILT_IN: Mapping[str, str] = {
    "mt-sics": "station.devices.drivers.mt_sics:MtSics",
    "mettler-8217": "station.devices.drivers.mettler_8217:Mettler8217",
    "nci": "station.devices.drivers.nci:Nci",
    "toledo-continuous": "station.devices.drivers.toledo_continuous:ToledoContinuous",
    "sbi": "station.devices.drivers.sbi:Sbi",
    "ad": "station.devices.drivers.ad:Ad",
    "st-gs": "station.devices.drivers.st_gs:StGs",
    "ohaus": "station.devices.drivers.ohaus:Ohaus",
    "cas": "station.devices.drivers.cas:Cas",
    "xk3190": "station.devices.drivers.xk3190:Xk3190",
    "hid-pos": "station.devices.drivers.hid_pos:HidPos",
    "line": "station.devices.drivers.line:Line",
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
SERIAL = "serial"  # the only own number whose readings count, told in the settings file
TESTS = ("zero", "tare", "beep", "trigger")  # orders that the Devices page gives to try an instrument
PLATE = ("d", "e", "max", "min", "unit")  # a scale's type plate: the stable rule's, not the driver's
PAPERS = ("check_weight", "check_tolerance", "certificate", "verified_until")  # what it must show to weigh at all
SCALES: Mapping[str, ScaleRole] = {"parcel_scale": ScaleRole.PARCEL, "platform_scale": ScaleRole.PLATFORM}
# Seconds without a good frame after which an instrument of a kind is silent; a gun speaks when its trigger is pulled.
SILENT_AFTER = {"scale": 1.5, "climate": 35.0, "gun": float("inf")}


class Instrument(Protocol):
    """One instrument, whatever it is connected by."""

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def order(self, command: str) -> None: ...

    def allow(self, identity: Identity) -> None:
        """Another one may be used in its place from now on."""
        ...

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


@dataclass(frozen=True, slots=True)
class Plugged:
    """How an instrument is found and held to be the same one. claimed: whether a port is another instrument's.

    captures: the folder where its bytes may be written down, None where they may not. lens: a camera's, from the log.
    """

    bond: Bond
    ports: Ports = serial_ports
    claimed: Callable[[PortSeen], bool] = lambda port: False
    captures: Path | None = None
    lens: LensState | None = None


def build(settings: DeviceSettings, sink: Sink, clock: Clock, plugged: Plugged | None = None) -> Instrument:
    """An instrument that only has to be started. Raises ConfigError."""
    if settings.role in CAMERAS:
        client: Instrument = import_module("station.devices.camera.client").CameraClient(
            settings, sink, clock, plugged.lens if plugged else None
        )
        return client
    if settings.driver == WEDGE:
        wedge: Instrument = import_module("station.devices.wedge").WedgeGun(settings, sink, clock)
        return wedge
    driver = driver_of(settings)
    orders = tuple(name for name in TESTS if _takes(driver_of(settings), name))
    plugged = plugged or Plugged(Bond(bound(settings, UNKNOWN)))
    recorder = None
    if plugged.captures is not None and driver.kind in KINDS:
        recorder, orders = Recorder(plugged.captures, settings.id, settings.driver), (*orders, RECORD)
    status = DeviceStatus(settings.id, settings.role, settings.driver, settings.url or settings.usb, orders=orders)
    silent = SILENT_AFTER.get(driver.kind, float("inf"))
    link = plugged_link(settings, plugged)
    return Worker(status, link, driver, sink=sink, clock=clock, silent=silent, bond=plugged.bond, recorder=recorder)


def bound(settings: DeviceSettings, known: Identity) -> Identity:
    """Which one it has to be: what the log tells (a supervisor may have allowed another one since), else the file."""
    return known.completed(Identity(settings.usb, settings.options.get(SERIAL, "")))


def plugged_link(settings: DeviceSettings, plugged: Plugged) -> Link:
    """A port is looked for by its adapter at every opening; an address that is no port is what it is."""
    link = link_of(settings)  # also to be refused for its settings now, and not when it is opened
    if "://" in settings.url:
        return link
    return PluggedLink(
        settings.id,
        settings.url,
        lambda: find(settings.id, plugged.bond.known.plug, settings.url, plugged.ports(), plugged.claimed),
        lambda url: link_of(replace(settings, url=url)),
    )


def _takes(driver: Driver, order: str) -> bool:
    """Whether a driver has an order; it is given to one that no port will ever see."""
    try:
        driver.order(order)
    except DeviceError:
        return False
    return True


def driver_of(settings: DeviceSettings) -> Driver:
    """The driver of an instrument, without a link. Raises ConfigError."""
    kind = driver_class(settings.driver)
    driver: Driver = kind.from_settings(settings.id, own_options(kind, settings.options))
    return driver


def link_of(settings: DeviceSettings) -> Link:
    """What the instrument is connected by. Raises ConfigError.

    A port is set as the family leaves the factory, unless the settings say otherwise.
    """
    given = {name: value for name, value in settings.options.items() if name in PORT}
    return link_to(settings.id, settings.url, given, port_defaults(driver_class(settings.driver)))


def link_to(device: str, url: str, given: Mapping[str, str], usual: Mapping[str, str]) -> Link:
    """A recording, a HID node, or whatever pyserial opens: as given, else as usual. Raises DeviceError."""
    if url.startswith(RECORDING):
        return RecordingLink(device, Path(url.removeprefix(RECORDING)))
    if url.startswith(HID):
        return HidLink(device, url)
    if url.startswith(HIDRAW):
        return HidrawLink(device, Path(url.removeprefix(HIDRAW)))
    return SerialLink(device, url, given, usual)


def port_defaults(kind: Any) -> Mapping[str, str]:
    """The port settings that a driver's class carries; none is pyserial's 9600 8N1."""
    return dict(getattr(kind, "port", {}))


def own_options(kind: Any, options: Mapping[str, str]) -> Mapping[str, str]:
    """The options that are the driver's own. The plate's unit is one where frames do not tell theirs."""
    known = getattr(getattr(kind, "settings_type", None), "__struct_fields__", ())
    return {
        name: value
        for name, value in options.items()
        if name not in (*PORT, SERIAL, *PAPERS) and (name not in PLATE or (name == "unit" and name in known))
    }


def profile_of(settings: DeviceSettings) -> ScaleProfile:
    """A scale for the stable rule: its type plate, and how far its driver says that the protocol can be trusted.

    Raises ConfigError for a plate that cannot be or is too coarse.
    """
    try:
        figures = {name: Decimal(settings.options[name]) for name in ("d", "e", "max", "min")}
    except (KeyError, InvalidOperation) as error:
        raise ConfigError("device.plate", device=settings.id, allowed="d, e, max, min (kg)") from error
    unit = settings.options.get("unit", "kg")
    trust: Trust = getattr(driver_of(settings), "trust", Trust())
    return ScaleProfile(
        settings.id, figures["d"], figures["e"], figures["max"], figures["min"], unit, trust.flag, trust.checked,
        SCALES[settings.role],
    )  # fmt: skip


def scale_of(settings: DeviceSettings) -> Scale:
    """A scale with its check weight and its verification. Raises ConfigError."""
    options = settings.options
    try:
        nominal, tolerance = (_kilograms(options.get(name)) for name in ("check_weight", "check_tolerance"))
    except InvalidOperation as error:
        raise ConfigError("device.check_weight", device=settings.id) from error
    papers = ScalePapers(nominal, tolerance, options.get("certificate", ""), _last_day(settings))
    return Scale(profile_of(settings), settings.driver, papers)


def _kilograms(text: str | None) -> Decimal | None:
    """Raises InvalidOperation for what is no number."""
    value = None if text is None else Decimal(text)
    if value is not None and not value.is_finite():
        raise InvalidOperation
    return value


def _last_day(settings: DeviceSettings) -> str:
    text = settings.options.get("verified_until", "")
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise ConfigError("device.verified_until", device=settings.id, found=text) from error
