"""The instruments of one station: built from the settings, started, asked, stopped."""

from __future__ import annotations

from station.clock import Clock
from station.config import DeviceSettings, Settings
from station.devices.registry import Instrument, build
from station.devices.status import DeviceStatus
from station.devices.wedge import WedgeGun
from station.devices.worker import Sink
from station.errors import Bug
from station.program_log import ProgramLog
from station.workflow.camera_roles import camera_for

log = ProgramLog(__name__)


class Instruments:
    """Implements ui.context.Instruments and workflow.desk.Camera."""

    def __init__(self, settings: Settings, sink: Sink, clock: Clock) -> None:
        self._sink, self._clock = sink, clock
        self._built: dict[str, Instrument] = {}
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

    def add(self, device: DeviceSettings) -> None:
        """One more, while the station runs: started at once. Raises ConfigError."""
        self._build(device)
        self._built[device.id].start()

    def stands_by(self, device: str) -> bool:
        """Whether another one of its role came first: of two scales in one stream no weight could be judged."""
        return device in self._built and device not in self._leading.values()

    def statuses(self) -> tuple[DeviceStatus, ...]:
        return tuple(instrument.status() for instrument in self._built.values())

    def order(self, device: str, command: str) -> None:
        if device not in self._built:
            raise Bug("device.unknown", device=device)
        self._built[device].order(command)

    def take(self, token: str, role: str, measure: bool = False) -> None:
        """A picture; without a camera the engine's own patience says so."""
        camera = camera_for(role, self._leading)
        if camera:
            self._built[camera].order(f"measure {token}" if measure else f"take {token}")

    def _build(self, device: DeviceSettings) -> None:
        self._built[device.id] = build(device, self._sink, self._clock)
        self._leading.setdefault(device.role, device.id)
