"""Setting up an instrument while the station runs: searched, tried out, written down, started."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from station.app.settings_file import append_device, device_table, replace_device, undone_unless
from station.clock import Clock
from station.config import WEDGE, DeviceSettings
from station.devices.bond import Bond
from station.devices.camera.listing import CameraList, cameras_of_a_child
from station.devices.found import CameraSeen, Heard, PortSeen
from station.devices.links.plugged_link import Ports
from station.devices.links.ports import serial_ports
from station.devices.listening import Listening
from station.devices.plugs import same_place
from station.devices.registry import SCALES, Plugged, build, scale_of
from station.devices.status import DeviceStatus
from station.domain.readings import Fault, Identity, LinkChange, Preview, Reading
from station.errors import OperatorError
from station.texts import Line
from station.ui.context import Tried

CLOSES_WITHIN = 0.3  # seconds that the screen waits for a port to be closed; one that hangs is closed later
ENDS_WITHIN = 5.0  # seconds at the end of the program
SHORT = {"parcel_scale": "scale", "platform_scale": "platform", "truck_air": "truck"}  # roles as names of instruments
PORTS_FOR = 2.0  # seconds that a list of ports is good for: some systems take their time over it


class Running(Protocol):
    """What the guide has to do with the instruments that work already."""

    def statuses(self) -> tuple[DeviceStatus, ...]: ...

    def rest(self, device: str) -> None:
        """Leaves an instrument's port alone."""
        ...

    def resume(self, device: str) -> None:
        """Works again as before."""
        ...


class DeviceSetup:
    """Implements ui.context.Setup. At any moment at most one search or one trial has a port open."""

    def __init__(
        self,
        file: Path | None,
        instruments: Running,
        clock: Clock,
        *,
        join: Callable[[DeviceSettings, str], None],
        record: Callable[[DeviceSettings, str, bool], Line | None],
        ports: Ports = serial_ports,
        cameras: Callable[[], tuple[CameraSeen, ...]] = cameras_of_a_child,
    ) -> None:
        """file: of the settings, None for a station without one. join: makes an instrument one of the station's; the
        text is its own number. record: writes into the log that it was set up, True for one that replaces another.
        """
        self._file = file
        self._instruments, self._clock, self._ports = instruments, clock, ports
        self._join, self._record = join, record
        self._listening: Listening | None = None
        self._trial: _Trial | None = None
        self._seen: tuple[PortSeen, ...] = ()
        self._seen_at = float("-inf")
        self._cameras = CameraList(cameras)
        self._lent = ""  # the instrument that rests while its port is searched or tried

    @property
    def file(self) -> Path | None:
        return self._file

    def ports(self) -> tuple[PortSeen, ...]:
        now = self._clock.monotonic()
        if now - self._seen_at > PORTS_FOR:
            self._seen, self._seen_at = self._ports(), now
        return tuple(replace(port, owner=self.owner(port.url)) for port in self._seen)

    def look_for_cameras(self) -> None:
        self._cameras.look()

    def cameras(self) -> tuple[CameraSeen, ...] | None:
        found = self._cameras.found
        return None if found is None else tuple(replace(camera, owner=self.owner(camera.url)) for camera in found)

    def owner(self, url: str) -> str:
        """The instrument that works on a port already, by whatever name it was given; "" if none."""
        return next((status.id for status in self._instruments.statuses() if same_place(status.url, url)), "")

    def plug(self, url: str) -> str:
        """The USB adapter that a port is on, "" for none."""
        return next((port.plug for port in self._seen if same_place(port.url, url)), "")

    def free_id(self, role: str) -> str:
        name = SHORT.get(role, role)
        taken = {status.id for status in self._instruments.statuses()}
        return next(found for number in range(1, 1000) if (found := f"{name}-{number}") not in taken)

    def standing(self, role: str) -> tuple[str, ...]:
        """The instruments of a role that another one may be put in the place of; a gun that types has no port."""
        return tuple(one.id for one in self._instruments.statuses() if one.role == role and one.driver != WEDGE)

    def listen(self, kind: str, url: str, instead: str = "") -> None:
        """Begins a search; whatever was searched or tried before is ended. instead: rests meanwhile."""
        self.hush()
        self._borrow(url, instead)
        self._listening = Listening(kind, url, self._clock)
        self._listening.start()

    def heard(self) -> Heard:
        return self._listening.heard() if self._listening else Heard()

    def try_out(self, device: DeviceSettings, instead: str = "") -> None:
        """Starts an instrument that nobody but the guide hears. Raises OperatorError."""
        self.hush()
        self._borrow(device.url, instead)
        self._trial = _Trial(device, self._clock, self._ports)

    def tried(self) -> Tried:
        return self._trial.tried() if self._trial else Tried()

    def hush(self) -> None:
        """Leaves the port alone."""
        self._end(CLOSES_WITHIN)

    def close(self) -> None:
        """The station ends."""
        self._end(ENDS_WITHIN)
        self._cameras.wait(CLOSES_WITHIN)

    def _borrow(self, url: str, instead: str) -> None:
        """The port of an instrument that is about to be replaced."""
        if instead and self.owner(url) == instead:
            self._instruments.rest(instead)
            self._lent = instead

    def _end(self, within: float) -> None:
        trial, self._trial = self._trial, None
        listening, self._listening = self._listening, None
        if trial is not None:
            stopping = threading.Thread(target=trial.instrument.stop, name="trial-stops", daemon=True)
            stopping.start()
            stopping.join(within)
        if listening is not None:
            listening.stop()
            listening.wait(within)
        lent, self._lent = self._lent, ""
        if lent:
            self._instruments.resume(lent)

    def fault(self, device: DeviceSettings, instead: str = "") -> Line | None:
        """What is wrong with an instrument's settings: its type plate, its options, a name that is taken."""
        if device.id != instead and any(device.id == status.id for status in self._instruments.statuses()):
            return Line("guide.taken", {"name": device.id})
        try:
            build(device, lambda item: None, self._clock)
            if device.role in SCALES:
                scale_of(device)
        except OperatorError as error:
            return Line(error.key, error.params)
        return None

    def table(self, device: DeviceSettings) -> str:
        """What is, or would be, written into the settings file."""
        return device_table(device)

    def save(self, device: DeviceSettings, serial: str = "", instead: str = "") -> Line | None:
        """Writes an instrument down, in the file and in the log, and starts it; what hindered that, or None.

        serial: its own number, as far as it was heard. instead: the one whose place it takes, "" for a new one.
        """
        if self._file is None:
            return Line("guide.no_file")
        try:
            with undone_unless(self._file) as written:
                (replace_device if instead else append_device)(self._file, device)
                refused = self._record(device, serial, bool(instead))
                written.keep = refused is None
        except OperatorError as error:
            return Line(error.key, error.params)
        if refused is not None:
            return refused
        self.hush()
        self._join(device, serial)
        return None


class _Trial:
    """An instrument on trial, and the last it said."""

    def __init__(self, device: DeviceSettings, clock: Clock, ports: Ports) -> None:
        self._last: Reading | Preview | None = None
        self.instrument = build(device, self._heard, clock, Plugged(Bond(Identity(device.usb)), ports))
        self.instrument.start()

    def tried(self) -> Tried:
        return Tried(self.instrument.status(), self._last)

    def _heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        if not isinstance(item, Fault | LinkChange):
            self._last = item
