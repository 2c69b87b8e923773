"""A scale behind socket:// and rfc2217:// works like one on a cable: real servers on loopback, the production path."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices import worker
from station.devices.api import LinkChange, LinkState, Weight
from station.devices.registry import Instrument, build, profile_of
from station.domain.verdicts import Stable
from station.domain.weighing import Weighing
from station.texts import line
from tests.unit.devices.links.device_server import DeviceServer

# pyserial's own thread is named and made a daemon in the way of Python 2.
pytestmark = pytest.mark.filterwarnings("ignore:set(Daemon|Name).*:DeprecationWarning")
PATIENCE = 30.0  # seconds
OPTIONS = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.1", "baudrate": "19200"}


class Far:
    """A scale behind a server, the instrument that the settings make of it, and the stable rule."""

    def __init__(self, telnet: bool) -> None:
        self.server = DeviceServer(telnet)
        settings = DeviceSettings("scale-1", "parcel_scale", "mt-sics", self.server.url, OPTIONS)
        self._items: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.instrument: Instrument = build(settings, self._items.put, SystemClock())
        self.weighing = Weighing(profile_of(settings))
        self.states: list[LinkState] = []
        self.instrument.start()

    def close(self) -> None:
        self.instrument.stop()
        self.server.close()

    def until(self, holds: Callable[[Weight], bool]) -> Weight:
        """The first weight of which something holds. Raises queue.Empty."""
        while True:
            item = self._items.get(timeout=PATIENCE)
            if isinstance(item, LinkChange):
                self.states.append(item.state)
            if isinstance(item, Weight) and holds(item):
                return item

    def until_connected(self, times: int) -> None:
        while self.server.connections < times:
            item = self._items.get(timeout=PATIENCE)
            if isinstance(item, LinkChange):
                self.states.append(item.state)

    def weigh(self, kg: str) -> Decimal:
        """Puts something on and waits until it could be booked; what that was."""
        self.server.scale.obey({"do": "clear"}, 0.0)
        self.until(lambda weight: getattr(self.weighing.offer(weight), "armed", False))
        self.server.scale.obey({"do": "put", "kg": kg}, 0.0)
        self.until(lambda weight: isinstance(self.weighing.offer(weight), Stable))
        verdict = self.weighing.tick(0.0)
        assert isinstance(verdict, Stable)
        return verdict.weight.value


@pytest.fixture(params=[False, True], ids=["socket", "rfc2217"])
def far(request: pytest.FixtureRequest) -> Iterator[Far]:
    made = Far(request.param)
    yield made
    made.close()


def test_it_weighs_and_tells_its_number(far: Far) -> None:
    assert far.weigh("12.40") == Decimal("12.400")
    assert far.instrument.status().identity == "B021370042"
    assert far.states == [LinkState.ONLINE] * len(far.states)


def test_orders_go_through(far: Far) -> None:
    far.weigh("2.00")
    far.instrument.order("tare")
    far.until(lambda weight: weight.tare == Decimal("2.000"))


def test_a_connection_that_breaks_is_made_again(far: Far) -> None:
    far.weigh("12.40")
    far.server.cut()
    far.until(lambda weight: LinkState.SEARCHING in far.states)
    assert far.server.connections == 2
    far.weighing.gone(line("weight.gone"))
    assert far.weigh("7.25") == Decimal("7.250")


def test_a_connection_that_is_dead_without_a_word_is_made_again(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "DEAD_AFTER", 0.0)  # as soon as it counts as silent
    far.weigh("12.40")
    far.server.deaf = True
    far.server.scale = type(far.server.scale)()
    far.until_connected(times=2)
    far.server.deaf = False
    far.until(lambda weight: LinkState.SILENT in far.states)
    assert far.instrument.status().state is LinkState.ONLINE


def test_the_line_is_negotiated_once_and_not_at_every_read() -> None:
    """RFC 2217 sets the real line at the other end: at each opening, never while weights are read."""
    far = Far(telnet=True)
    try:
        far.weigh("12.40")
        assert set(far.server.line.settings) == {19200}
        set_up = len(far.server.line.settings)
        far.weigh("3.15")
        assert len(far.server.line.settings) == set_up
    finally:
        far.close()
