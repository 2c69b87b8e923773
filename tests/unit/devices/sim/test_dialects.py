"""The simulated scale in each protocol, the production driver and the stable rule, over a cable of bytes."""

from __future__ import annotations

import queue
from decimal import Decimal
from pathlib import Path

import pytest

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.api import Fault, Weight, WeightMode, WeightStatus
from station.devices.registry import build, driver_of, profile_of
from station.devices.sim.child import Child
from station.devices.sim.dialects import PROTOCOLS, scale
from station.devices.sim.faults import Faulty
from station.domain.verdicts import Stable
from station.domain.weighing import Weighing

PLATE = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.100"}
TURN = 0.02


class Dock:
    """A scale, its driver, and the rule that looks on."""

    def __init__(self, protocol: str) -> None:
        settings = DeviceSettings("scale", "parcel_scale", protocol, "", PLATE)
        self.scale = Faulty(scale(protocol, "1"))
        self.driver = driver_of(settings)
        self.rule = Weighing(profile_of(settings))
        self.now = 100.0
        self.weights: list[Weight] = []
        self.faults: list[Fault] = []
        self.taken: list[Decimal] = []

    def run(self, seconds: float) -> None:
        for _ in range(round(seconds / TURN)):
            self.now += TURN
            asked = self.driver.pending(self.now)
            said = (self.scale.feed(asked, self.now) if asked else b"") + self.scale.due(self.now)
            for found in self.driver.feed(said, self.now):
                self._heard(found)

    def _heard(self, found: object) -> None:
        if isinstance(found, Fault):
            self.faults.append(found)
        if isinstance(found, Weight):
            self.weights.append(found)
            verdict = self.rule.offer(found)
            if isinstance(verdict, Stable):
                self.taken.append(verdict.weight.value)
                self.rule.take()

    def obey(self, do: str, **values: str) -> None:
        self.scale.obey({"do": do, **values}, self.now)


@pytest.fixture(params=list(PROTOCOLS))
def dock(request: pytest.FixtureRequest) -> Dock:
    return Dock(request.param)


def test_parcels_are_taken_once_each(dock: Dock) -> None:
    for kg in ("12.40", "0.865"):
        dock.run(1.5)
        dock.obey("put", kg=kg)
        dock.run(4.0)
        dock.obey("clear")
    assert dock.taken == [Decimal("12.400"), Decimal("0.865")]
    assert dock.faults == []


def test_nothing_is_taken_while_it_shakes(dock: Dock) -> None:
    dock.run(1.5)
    dock.obey("put", kg="12.40")
    dock.obey("shake")
    dock.run(4.0)
    assert dock.taken == []
    dock.obey("still")
    dock.run(4.0)
    assert dock.taken == [Decimal("12.400")]


def test_too_much_is_taken_by_none(dock: Dock) -> None:
    """An XK3190 does not say that it is overloaded: the plate's Max does."""
    dock.run(1.5)
    dock.obey("put", kg="45")
    dock.run(4.0)
    assert dock.taken == []
    if dock.weights[-1].value is None:
        assert dock.weights[-1].status is WeightStatus.OVER


def test_a_tare_is_told_as_net(dock: Dock) -> None:
    """Where the protocol has an order for it and says which of the two it shows."""
    dock.obey("put", kg="0.500")
    dock.run(3.0)
    dock.obey("press", key="tare")
    dock.run(3.0)
    last = dock.weights[-1]
    assert last.value == Decimal("0.000")
    assert last.mode in (WeightMode.NET, WeightMode.UNKNOWN)
    assert (last.mode is WeightMode.UNKNOWN) == (last.stable is None)


def test_zero_as_the_station_orders_it() -> None:
    for protocol in ("mt-sics", "toledo-continuous", "mettler-8217"):
        dock = Dock(protocol)
        dock.obey("drift", kg="0.020")
        dock.run(2.0)
        assert dock.weights[-1].value == Decimal("0.020")
        dock.driver.order("zero")
        dock.run(2.0)
        assert dock.weights[-1].value == Decimal("0.000"), protocol


@pytest.mark.parametrize("protocol", list(PROTOCOLS))
def test_real_bytes_over_a_port_reach_the_instrument(protocol: str, tmp_path: Path) -> None:
    """The simulator as a process, a port, the worker's thread, the driver."""
    child = Child("scale", "scale", "--protocol", protocol, "--link", str(tmp_path / "port"))
    heard: queue.SimpleQueue[object] = queue.SimpleQueue()
    try:
        url = child.ready()
        instrument = build(DeviceSettings("scale", "parcel_scale", protocol, url, PLATE), heard.put, SystemClock())
        instrument.start()
        child.tell("put", kg="12.40")
        try:
            while not _is(heard.get(timeout=20.0), Decimal("12.400")):
                pass
        finally:
            instrument.stop()
    finally:
        child.stop()


def _is(found: object, kg: Decimal) -> bool:
    return isinstance(found, Weight) and found.value == kg and found.stable is not False
