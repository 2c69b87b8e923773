"""The instruments of one station: built from the settings, started, asked, stopped."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from station.clock import Clock
from station.config import DeviceSettings, Settings
from station.devices.bond import Bond
from station.devices.found import PortSeen
from station.devices.links.plugged_link import Ports
from station.devices.links.ports import serial_ports
from station.devices.plugs import Plug, same_place
from station.devices.registry import Instrument, Plugged, bound, build
from station.devices.status import DeviceStatus
from station.devices.wedge import WedgeGun
from station.devices.worker import Sink
from station.domain.readings import UNKNOWN, Identity
from station.domain.state import LensState
from station.errors import Bug, ConfigError
from station.program_log import ProgramLog
from station.workflow.camera_roles import camera_for

log = ProgramLog(__name__)

CLOSES_WITHIN = 0.3  # seconds that the screen waits for a port to be closed
_NOTHING: Mapping[str, Identity] = {}
_NO_LENS: Mapping[str, LensState] = {}


class Instruments:
    """Implements ui.context.Instruments and workflow.desk.Camera."""

    def __init__(
        self,
        settings: Settings,
        sink: Sink,
        clock: Clock,
        known: Mapping[str, Identity] = _NOTHING,
        ports: Ports = serial_ports,
        *,
        lenses: Mapping[str, LensState] = _NO_LENS,
    ) -> None:
        """known: which one each instrument has to be, as the log tells it. ports: of this machine, at every look.

        lenses: those of cameras that were calibrated.
        """
        self._sink, self._clock, self._ports = sink, clock, ports
        self._lenses = dict(lenses)
        self._captures = settings.data / "captures"
        self._built: dict[str, Instrument] = {}
        self._settings: dict[str, DeviceSettings] = {}
        self._bonds = {device.id: Bond(bound(device, known.get(device.id, UNKNOWN))) for device in settings.devices}
        self._leading: dict[str, str] = {}  # role -> the instrument that the engine works with
        for device in settings.devices:
            self._build(device)
        self.wedge = next((built for built in self._built.values() if isinstance(built, WedgeGun)), None)

    def start(self) -> None:
        for instrument in self._built.values():
            instrument.start()

    def stop(self) -> None:
        for instrument in self._built.values():
            instrument.stop()

    def add(self, device: DeviceSettings, serial: str = "") -> None:
        """One more, or one in the place of another, while the station runs: started at once. Raises ConfigError.

        serial: its own number, as far as it was heard.
        """
        self._lenses.pop(device.id, None)  # another camera has another lens
        before, bond = self._built.get(device.id), self._bonds.get(device.id)
        self._bonds[device.id] = Bond(Identity(device.usb, serial))
        try:
            self._build(device)
        except ConfigError:
            self._bonds.pop(device.id) if bond is None else self._bonds.update({device.id: bond})
            raise
        if before is not None:
            _stop_soon(before)
        self._built[device.id].start()

    def rest(self, device: str) -> None:
        """Leaves the port of an instrument alone for a while."""
        _stop_soon(self._built[device])

    def resume(self, device: str) -> None:
        """One that rested works again as it did."""
        self._build(self._settings[device])
        self._built[device].start()

    def allow(self, device: str, identity: Identity) -> None:
        """Another one may be used in an instrument's place from now on."""
        if device in self._built:
            self._built[device].allow(identity)

    def stands_by(self, device: str) -> bool:
        """Whether another one of its role came first: of two scales in one stream no weight could be judged."""
        return device in self._built and device not in self._leading.values()

    def leads(self, role: str, device: str) -> bool:
        """Whether the engine works with this one."""
        return self._leading.get(role) == device

    def statuses(self) -> tuple[DeviceStatus, ...]:
        return tuple(instrument.status() for instrument in self._built.values())

    def order(self, device: str, command: str) -> None:
        if device not in self._built:
            raise Bug("device.unknown", device=device)
        self._built[device].order(command)

    def take(self, token: str, role: str, measure: bool = False) -> None:
        """A picture; without a camera the engine's own patience says so."""
        camera = self.serving(role)
        if camera:
            self._built[camera].order(f"measure {token}" if measure else f"take {token}")

    def serving(self, role: str) -> str:
        """The camera that a picture of a role is asked of, "" where there is none."""
        return camera_for(role, self._leading)

    def _build(self, device: DeviceSettings) -> None:
        bond, captures, lens = self._bonds[device.id], self._captures, self._lenses.get(device.id)
        plugged = Plugged(bond, self._ports, lambda port: self._claimed(port, device.id), captures, lens)
        self._built[device.id] = build(device, self._sink, self._clock, plugged)
        self._settings[device.id] = device
        self._leading.setdefault(device.role, device.id)

    def _claimed(self, port: PortSeen, device: str) -> bool:
        """Whether a port is an instrument's, and not this one's. Called on the instruments' threads."""
        others = [settings for name, settings in list(self._settings.items()) if name != device]
        return any(_is_its(settings.url, self._bonds[settings.id].known.plug, port) for settings in others)


def _is_its(url: str, wanted: str, port: PortSeen) -> bool:
    plug, seen = Plug.read(wanted), Plug.read(port.plug)
    if plug is not None:
        return seen is not None and plug.fits(seen)
    return same_place(port.url, url)


def _stop_soon(instrument: Instrument) -> None:
    """The screen waits for no port that hangs: such a one is closed later."""
    stopping = threading.Thread(target=instrument.stop, name="instrument-stops", daemon=True)
    stopping.start()
    stopping.join(CLOSES_WITHIN)
