"""The instruments of one station: built from the settings, started, asked, stopped."""

from __future__ import annotations

from station.clock import Clock
from station.config import Settings
from station.devices.registry import Instrument, build
from station.devices.status import DeviceStatus
from station.devices.wedge import WedgeGun
from station.devices.worker import Sink
from station.errors import Bug
from station.program_log import ProgramLog

log = ProgramLog(__name__)


class Instruments:
    """Implements ui.context.Instruments and workflow.desk.Camera."""

    def __init__(self, settings: Settings, sink: Sink, clock: Clock) -> None:
        self._built: dict[str, Instrument] = {device.id: build(device, sink, clock) for device in settings.devices}
        camera = settings.device("camera")
        self._camera = self._built[camera.id] if camera else None
        self.wedge = next((built for built in self._built.values() if isinstance(built, WedgeGun)), None)

    def start(self) -> None:
        for instrument in self._built.values():
            instrument.start()

    def stop(self) -> None:
        for instrument in self._built.values():
            instrument.stop()

    def statuses(self) -> tuple[DeviceStatus, ...]:
        return tuple(instrument.status() for instrument in self._built.values())

    def order(self, device: str, command: str) -> None:
        if device not in self._built:
            raise Bug("device.unknown", device=device)
        self._built[device].order(command)

    def take(self, token: str) -> None:
        """A picture; without a camera the engine's own patience says so."""
        if self._camera is not None:
            self._camera.order(f"take {token}")
