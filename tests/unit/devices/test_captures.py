"""A capture of each family plays as an instrument (capture://) through registry, worker, link and driver as they are.

All of them at once, in real time, as one dock with forty instruments; nothing is asserted about time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.api import Climate, Fault, LinkChange, Preview, Reading, Scan, Weight
from station.devices.registry import BUILT_IN, build, profile_of
from station.domain.verdicts import Stable
from station.domain.weighing import Weighing
from tests.captures.make import OTHERS, PUT, captures, file_of
from tests.torture.families import FAMILIES

PATIENCE = 60.0  # seconds
TEXTS = dict(captures())


class Played:
    """One capture as an instrument, and what came of it."""

    def __init__(self, name: str) -> None:
        family, told = FAMILIES.get(name), OTHERS.get(name)
        self.readings: list[Reading] = []
        self.faults: list[str] = []
        self.booked: list[object] = []
        if family is not None:
            self._role, plain = "parcel_scale", family.settings
        else:
            assert told is not None
            self._role, plain = "gun", DeviceSettings(name, "gun", told.driver, "", told.options)
        url = f"capture://{file_of(name)}"
        self.settings = DeviceSettings(name, self._role, plain.driver, url, plain.options)
        self._rule = Weighing(profile_of(self.settings)) if family else None
        self._wanted = 0 if told is None else len(told.says)
        self.instrument = build(self.settings, self._heard, SystemClock())

    @property
    def done(self) -> bool:
        return bool(self.booked) if self._rule else len(self.readings) >= self._wanted

    def _heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        if isinstance(item, Fault):
            self.faults.append(item.code)
        elif isinstance(item, Weight | Scan | Climate):
            self.readings.append(item)
            verdict = self._rule.offer(item) if self._rule and isinstance(item, Weight) else None
            if isinstance(verdict, Stable):
                self.booked.append(verdict.weight.value)


@pytest.fixture(scope="module")
def dock() -> Iterator[dict[str, Played]]:
    instruments = {name: Played(name) for name in TEXTS}
    for played in instruments.values():
        played.instrument.start()
    until = time.monotonic() + PATIENCE
    while not all(played.done for played in instruments.values()) and time.monotonic() < until:
        time.sleep(0.05)
    yield instruments
    for played in instruments.values():
        played.instrument.stop()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_file_is_what_the_tables_make(name: str) -> None:
    """python -m tests.captures.make writes them anew."""
    assert file_of(name).read_text(encoding="utf-8") == TEXTS[name]


def test_no_family_is_left_out() -> None:
    shown = {family.driver for family in FAMILIES.values()} | {told.driver for told in OTHERS.values()}
    assert shown == set(BUILT_IN)
    assert {file.name for file in file_of("x").parent.glob("*.capture")} == {file_of(name).name for name in TEXTS}


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_scale_books_the_parcel_that_was_put_on_it(dock: dict[str, Played], name: str) -> None:
    played = dock[name]
    assert set(played.booked) == {PUT}
    assert played.faults == []


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_a_gun_or_sensor_says_what_it_said(dock: dict[str, Played], name: str) -> None:
    played = dock[name]
    said = [
        one.text if isinstance(one, Scan) else f"{one.temperature} {one.humidity}"
        for one in played.readings
        if isinstance(one, Scan | Climate)
    ]
    assert tuple(dict.fromkeys(said)) == OTHERS[name].says  # what is asked again is answered again
    assert played.faults == []
