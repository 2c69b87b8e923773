"""An instrument's thread without a thread: a played cable, a clock that moves with it, every turn in order.

Reliability R16 in the small: what is unplugged, silent or another one is stale within a second and books nothing; it is
found again; another one needs somebody who allows it. scripts/torture ID=R16 does it over real ports.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest

from station.devices.api import LinkChange, LinkState, Weight
from station.devices.bond import Bond
from station.devices.plugs import other_device
from station.devices.registry import driver_class
from station.devices.sim.scale import MtSicsScale, Plate
from station.devices.status import DeviceStatus, Rung
from station.devices.worker import BACK_OFF, TURN, Worker
from station.domain.readings import UNKNOWN, Fault, Identity, Preview, Reading
from station.domain.scale_profile import ScaleProfile
from station.domain.verdicts import Stable, Stale
from station.domain.weighing import Weighing
from station.errors import DeviceError
from station.ui.main_window import WEIGHT_MS
from tests.unit.fake_clock import FakeClock

PLUG = "0403:6001 A1"
PROFILE = ScaleProfile("scale-1", Decimal("0.005"), Decimal("0.005"), Decimal(30), Decimal("0.1"), "kg", True, True)
GONE = (LinkState.SEARCHING, LinkState.REFUSED)


class Cable:
    """A scale on a cable that can be pulled, held, or put on another scale; each read takes a turn of the clock."""

    def __init__(self, clock: FakeClock, beat: Callable[[], None]) -> None:
        self.clock, self._beat = clock, beat
        self.scale = MtSicsScale()
        self.plugged = self.speaks = True
        self.plug = PLUG
        self.wanted: Callable[[], str] = lambda: PLUG
        self._said = b""

    def open(self) -> None:
        self._beat()
        if not self.plugged:
            raise DeviceError("device.unplugged", device="scale-1", wanted=PLUG, port="COM3")
        if self.wanted() not in ("", self.plug):
            raise other_device("scale-1", self.wanted(), self.plug, plug=self.plug)
        self._said = b""

    def read(self, timeout: float) -> bytes:
        self.clock.forward(TURN)
        self._beat()
        if not self.plugged:
            raise DeviceError("device.lost", device="scale-1", port="COM3", reason="gone")
        said, self._said = self._said + self.scale.due(self.clock.monotonic()), b""
        return said if self.speaks else b""

    def write(self, data: bytes) -> None:
        self._said += self.scale.feed(data, self.clock.monotonic())

    def close(self) -> None: ...

    def hold(self) -> None:
        self.speaks = False

    def release(self, scale: MtSicsScale | None = None) -> None:
        self.scale, self.speaks = scale or self.scale, True


class Place:
    """A scale at a station: cable, worker, stable rule, and the window's look at it."""

    def __init__(self, known: Identity = UNKNOWN) -> None:
        self.clock = FakeClock()
        self.until, self.holds = 0.0, lambda: False
        self._due: list[tuple[float, Callable[[], None]]] = []
        self.cable = Cable(self.clock, self._beat)
        self.bond = Bond(known)
        self.cable.wanted = lambda: self.bond.known.plug
        self.weighing = Weighing(PROFILE)
        self.verdict = self.weighing.tick(0.0)
        self.changes: list[LinkChange] = []
        self.weights: list[Weight] = []
        self.faults: list[str] = []
        self._looked = self.oldest = 0.0  # oldest: the greatest age at which a weight was still shown
        self.worker = Worker(
            DeviceStatus("scale-1", "parcel_scale", "mt-sics", "COM3"),
            self.cable,
            driver_class("mt-sics").from_settings("scale-1", {}),
            sink=self._heard,
            clock=self.clock,
            silent=1.5,
            bond=self.bond,
            pause=self._pause,
        )

    def run(self, seconds: float, holds: Callable[[], bool] = lambda: False) -> float:
        """Lets time go by, at most so long, until something holds; how long that took."""
        began = self.clock.monotonic()
        self.until, self.holds = began + seconds, holds
        self.worker._stop.clear()
        self.worker.run()
        return self.clock.monotonic() - began

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Something that happens while time goes by: `run` opens the port anew, this does not."""
        self._due.append((self.clock.monotonic() + seconds, act))

    def online(self) -> bool:
        return self.worker.status().state is LinkState.ONLINE

    def _beat(self) -> None:
        now = self.clock.monotonic()
        for due in [due for due in self._due if due[0] <= now]:
            self._due.remove(due)
            due[1]()
        if now - self._looked >= WEIGHT_MS / 1000:
            self._looked, self.verdict = now, self.weighing.tick(now)
        if self.weights and not self.stale():
            self.oldest = max(self.oldest, now - self.weights[-1].seen_at)
        if now >= self.until or self.holds():
            self.worker._stop.set()

    def _pause(self, seconds: float) -> None:
        until = self.clock.monotonic() + seconds
        while self.clock.monotonic() < until and not self.worker._stop.is_set():
            self.clock.forward(TURN)
            self._beat()

    def _heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        if isinstance(item, LinkChange):
            self.changes.append(item)
            if item.state in GONE:
                self.verdict = self.weighing.gone(PROFILE_GONE)
        elif isinstance(item, Weight):
            self.weights.append(item)
            self.verdict = self.weighing.offer(item)
        elif isinstance(item, Fault):
            self.faults.append(item.code)

    def weigh(self) -> None:
        """Empties the scale and puts something on it until that could be booked."""
        self.cable.scale.obey({"do": "clear"}, self.clock.monotonic())
        self.run(3.0)
        self.cable.scale.obey({"do": "put", "kg": 12.0}, self.clock.monotonic())
        self.run(10.0, lambda: isinstance(self.verdict, Stable))
        assert isinstance(self.verdict, Stable)

    def stale(self) -> bool:
        return isinstance(self.verdict, Stale)


PROFILE_GONE = Stale().reason


@pytest.fixture
def place() -> Place:
    made = Place()
    made.weigh()
    return made


def other_scale(serial: str) -> MtSicsScale:
    return MtSicsScale(Plate(serial=serial))


def test_the_first_one_is_trusted_and_told(place: Place) -> None:
    assert place.bond.known == Identity(PLUG, "B021370042")
    assert place.changes[-1].identity == place.bond.known
    assert place.worker.status().identity == "B021370042"


def test_what_is_unplugged_is_stale_at_once_and_found_again(place: Place) -> None:
    place.cable.plugged = False
    assert place.run(5.0, place.stale) <= 1.0
    place.run(20.0)
    assert place.worker.status().state is LinkState.SEARCHING
    place.cable.plugged = True
    assert place.run(10.0, place.online) <= 5.0
    place.run(1.0)
    assert not isinstance(place.verdict, Stable)  # nobody knows what lay there meanwhile
    place.weigh()


def test_what_stalls_is_stale_within_a_second_of_its_last_frame(place: Place) -> None:
    place.cable.speaks = False
    place.run(5.0, place.stale)
    assert place.oldest <= 1.0
    place.run(5.0)
    assert place.worker.status().state is LinkState.SILENT


def test_what_stalled_for_long_is_back_at_once(place: Place) -> None:
    place.later(0.5, place.cable.hold)
    place.later(20.5, place.cable.release)
    place.run(20.5)
    heard = len(place.weights)
    place.later(0.1, place.cable.hold)
    place.later(20.0, place.cable.release)
    place.run(25.0)
    assert place.online()
    assert len(place.weights) > heard + 10


def test_one_lost_answer_changes_nothing(place: Place) -> None:
    place.later(1.0, place.cable.hold)
    place.later(1.3, place.cable.release)
    place.run(3.0, place.stale)
    assert not place.stale()


def test_another_scale_on_the_same_cable_is_never_heard(place: Place) -> None:
    """Without any unplugging: the cable behind the adapter is put on another scale while it was silent."""
    place.later(1.0, place.cable.hold)
    place.later(1.9, lambda: place.cable.release(other_scale("X9")))
    heard = len(place.weights)
    place.run(10.0, lambda: place.worker.status().state is LinkState.REFUSED)
    place.run(30.0)
    assert {weight.value for weight in place.weights[heard:]} == {Decimal("12.000")}  # the other one is empty
    assert place.worker.status().which == Identity(PLUG, "X9")
    assert place.worker.status().said is not None
    assert place.stale()


def test_another_scale_is_used_once_it_was_allowed_and_the_old_one_is_then_another(place: Place) -> None:
    old = place.cable.scale
    place.cable.plugged = False
    place.run(2.0)
    place.cable.scale, place.cable.plugged = other_scale("X9"), True
    place.run(10.0, lambda: place.worker.status().state is LinkState.REFUSED)
    place.worker.allow(place.worker.status().which)
    assert place.run(10.0, place.online) <= 5.0
    place.weigh()
    place.cable.scale, place.cable.speaks = old, False
    place.run(1.0)
    place.cable.speaks = True
    place.run(10.0, lambda: place.worker.status().state is LinkState.REFUSED)
    assert place.worker.status().which.serial == "B021370042"


def test_the_right_one_put_back_needs_nobody(place: Place) -> None:
    place.cable.plug = "0403:6001 A2"
    place.cable.plugged = False
    place.run(1.0)
    place.cable.plugged = True
    place.run(10.0)
    status = place.worker.status()
    assert (status.state, status.reached, status.which) == (LinkState.REFUSED, None, Identity("0403:6001 A2"))
    place.cable.plug = PLUG
    assert place.run(10.0, place.online) <= 5.0


def test_another_adapter_that_was_allowed_does_not_allow_another_scale(place: Place) -> None:
    place.cable.plugged = False
    place.run(1.0)
    place.cable.plugged, place.cable.plug, place.cable.scale = True, "0403:6001 A2", other_scale("X9")
    place.run(10.0, lambda: place.worker.status().state is LinkState.REFUSED)
    place.worker.allow(place.worker.status().which)
    place.run(10.0)
    assert place.worker.status().state is LinkState.REFUSED
    assert place.worker.status().which == Identity("0403:6001 A2", "X9")


def test_a_scale_that_does_not_tell_its_number_is_not_used_where_one_is_known() -> None:
    place = Place(Identity(PLUG, "B021370042"))
    place.cable.scale._at_once = lambda command, at: "" if command == "I4" else "S S      1.000 kg"  # type: ignore[method-assign]
    place.run(6.0)
    status = place.worker.status()
    assert (place.weights, status.reason, status.reached) == ([], "scale.unproved", Rung.FRAME)


def test_one_line_of_the_program_log_for_a_failure_and_one_for_the_recovery(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    place.cable.speaks = False
    place.run(5.0)
    place.cable.plugged = False
    place.run(30.0)
    place.cable.plugged = place.cable.speaks = True
    place.run(10.0, place.online)
    assert capsys.readouterr().err.count("event='instrument'") == 2


def test_an_instrument_that_is_not_there_at_the_start_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    place = Place()
    place.cable.plugged = False
    place.run(30.0)
    assert capsys.readouterr().err.count("event='instrument'") == 1


def test_attempts_become_rarer_and_never_so_rare_that_five_seconds_pass(place: Place) -> None:
    assert list(BACK_OFF) == sorted(BACK_OFF)
    assert BACK_OFF[-1] < 4.0
    opened: list[float] = []
    place.cable.open = lambda: _note_and_fail(opened, place.clock)  # type: ignore[method-assign]
    place.cable.plugged = False
    place.run(20.0)
    gaps = [round(later - earlier, 1) for earlier, later in pairwise(opened)]
    assert gaps[: len(BACK_OFF) + 1] == [*BACK_OFF, BACK_OFF[-1]]


def _note_and_fail(opened: list[float], clock: FakeClock) -> None:
    opened.append(clock.monotonic())
    raise DeviceError("device.unplugged", device="scale-1", wanted=PLUG, port="COM3")


def test_forty_mishaps_by_chance(rng: random.Random) -> None:
    """R16 in the small; whatever happens, what is not the known scale is never shown for longer than a second."""
    place = Place()
    place.weigh()
    right = place.cable.scale
    for _ in range(40):
        mishap = rng.choice(("unplug", "stall", "plug", "scale"))
        place.cable.plugged, place.cable.speaks = mishap != "unplug", mishap != "stall"
        if mishap in ("plug", "scale"):
            place.cable.plugged = False
            place.run(rng.uniform(0.1, 1.0))
            place.cable.plugged = True
            place.cable.plug = "0403:6001 A2" if mishap == "plug" else PLUG
            place.cable.scale = other_scale("X9") if mishap == "scale" else right
        assert place.run(5.0, place.stale) <= 1.0, mishap
        heard = len(place.weights)
        place.run(rng.uniform(2.0, 12.0))
        assert len(place.weights) == heard, mishap
        place.cable.plugged = place.cable.speaks = True
        place.cable.plug, place.cable.scale = PLUG, right
        assert place.run(10.0, place.online) <= 5.0, mishap
        place.weigh()
    assert place.oldest <= 1.0
