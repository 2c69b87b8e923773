"""A pallet's bottom is taken on raised forks by the low camera, without one by that for units (receiving.md §4.3)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from station.domain.agreements import Terms
from station.domain.mount import Mount
from station.domain.readings import Live, Preview
from station.domain.release import Word
from station.workflow.camera_roles import LOW, UNITS
from station.workflow.engine import Engine
from station.workflow.mount import tightened
from tests.unit.workflow.stage import Stage, unit
from tests.unit.workflow.test_engine import to_units

LOOKS = {"cam": bytes(range(144)), "low": bytes(range(143, -1, -1))}
UNITS_SHARP, LOW_SHARP = Decimal(300), Decimal(150)


class Docked(Stage):
    """Two calibrated cameras: one before the goods, one below the raised forks; both may release by themselves."""

    mounts = (Mount(True, sharpness=UNITS_SHARP, camera="cam"), Mount(True, sharpness=LOW_SHARP, camera="low"))

    def start(self) -> Engine:
        desk = super().start()._desk
        self.camera.serves = {UNITS: "cam", LOW: "low"}
        self.engine = Engine(replace(desk, mounts=self.mounts, checklist=tightened(desk.checklist, *self.mounts)))
        self.engine.subscribe(lambda signal: self.signals.append(signal) if signal else None)
        return self.engine

    def see(self, device: str, seconds: float, motion: float, sharpness: float = 900.0) -> None:
        """Live pictures of one camera; nobody answers what is asked for meanwhile."""
        for _ in range(round(seconds / 0.12)):
            self.clock.forward(0.12)
            live = Live(sharpness, 120.0, 0.0, motion, LOOKS[device])
            self.engine.offer(Preview(device, self.clock.monotonic(), b"", live=live))

    def live(self) -> str:
        page = self.engine.view().page
        assert page is not None
        return page.live


@pytest.fixture
def stage() -> Docked:
    """A pallet in hand, its top taken: the bottom is wanted."""
    stage = Docked(unit(1, level="pallet"), terms=Terms(level="pallet"))
    to_units(stage)
    stage.scan(f"SF{1:013}")
    assert stage.live() == UNITS
    stage.picture(sharpness=900.0)
    return stage


def test_the_bottom_is_asked_of_the_low_camera_and_the_next_face_of_the_other(stage: Docked) -> None:
    assert stage.live() == LOW
    stage.press()
    assert stage.camera.roles[-1] == LOW
    stage.shoot(sharpness=900.0)
    assert stage.live() == UNITS
    stage.press()
    assert stage.camera.roles[-1] == UNITS


def test_each_camera_is_judged_by_its_own_mount(stage: Docked) -> None:
    stage.picture(sharpness=200.0)
    assert stage.last() == "unit.face_taken"
    stage.picture(sharpness=200.0)
    assert stage.last() == "refusal.picture.blurred"


def test_a_bottom_that_is_blurred_by_the_low_mount_is_refused(stage: Docked) -> None:
    stage.picture(sharpness=float(LOW_SHARP) - 1)
    assert stage.last() == "refusal.picture.blurred"


def test_a_bottom_taken_again_is_asked_of_the_low_camera(stage: Docked) -> None:
    stage.picture(sharpness=900.0)
    stage.press("recount")
    stage.fill(unit__face="bottom", unit__reason="托盘晃动")
    assert stage.live() == LOW
    stage.press()
    assert stage.camera.roles[-1] == LOW


def test_what_hangs_still_over_the_low_camera_releases_nothing(stage: Docked) -> None:
    """Before the forks come the low camera sees the roof, sharp and still."""
    asked = len(stage.camera.tokens)
    stage.see("low", 5.0, motion=0.3)
    assert len(stage.camera.tokens) == asked
    assert stage.engine.advice.word is Word.TURN
    stage.see("low", 1.5, motion=20.0)
    stage.see("low", 1.5, motion=0.3)
    assert stage.camera.roles[asked:] == [LOW]


def test_a_camera_that_is_not_asked_neither_advises_nor_releases(stage: Docked) -> None:
    asked = len(stage.camera.tokens)
    stage.see("low", 0.5, motion=20.0)
    advised = stage.engine.advice
    assert advised.word is Word.MOVING
    stage.see("cam", 3.0, motion=20.0)
    stage.see("cam", 3.0, motion=0.3)
    assert stage.engine.advice == advised
    assert len(stage.camera.tokens) == asked


def test_the_live_picture_is_judged_by_the_mount_it_comes_from(stage: Docked) -> None:
    stage.see("low", 1.5, motion=20.0)
    stage.see("low", 0.3, motion=0.3, sharpness=200.0)
    assert stage.engine.advice.word is Word.GOOD
    stage.see("low", 0.3, motion=0.3, sharpness=100.0)
    assert stage.engine.advice.word is Word.BLURRED


def test_a_low_camera_set_up_while_the_station_runs_advises_and_releases_nothing(stage: Docked) -> None:
    stage.camera.serves[LOW] = "low-2"
    LOOKS["low-2"] = LOOKS["low"]
    asked = len(stage.camera.tokens)
    stage.see("low-2", 2.0, motion=20.0)
    stage.see("low-2", 3.0, motion=0.3)
    assert stage.engine.advice.word is Word.GOOD
    assert len(stage.camera.tokens) == asked


def test_without_a_low_camera_the_one_for_units_takes_the_bottom_or_two_people_leave_it() -> None:
    stage = Stage(unit(1, level="pallet"), terms=Terms(level="pallet"))
    to_units(stage)
    stage.scan(f"SF{1:013}")
    stage.picture()
    stage.press("waive")
    stage.fill(unit__reason="叉车不能抬高")
    stage.press()
    assert stage.instruction() == "second.ask"
    stage.fill(second__badge="L1", second__pin="246810")
    stage.press()
    assert stage.last() == "unit.waived"
    waived = [entry.data["face"] for entry in stage.store.entries if entry.kind == "unit.face_waived"]
    assert waived == ["bottom"]
