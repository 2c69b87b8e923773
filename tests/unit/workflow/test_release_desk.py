"""Pictures that release themselves at the desk: only where a face is asked for, and a person can always stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from station.domain.mount import Mount
from station.domain.readings import Live, Preview
from station.domain.release import Word
from station.workflow.engine import Engine
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import to_units

STILL, MOVING = 0.4, 20.0
TOP, SIDE = bytes(range(144)), bytes(range(143, -1, -1))


class Automatic(Stage):
    """A stage whose camera may release by itself."""

    auto = True

    def start(self) -> Engine:
        plain = super().start()
        desk = replace(plain._desk, mounts=(Mount(auto_release=self.auto),))
        self.engine = Engine(desk)
        self.engine.subscribe(lambda signal: self.signals.append(signal) if signal else None)
        return self.engine

    def watch(
        self, seconds: float, motion: float = STILL, look: bytes = TOP, *, until: Callable[[], bool] = bool
    ) -> None:
        """Live pictures; each picture that is asked for on the way is answered."""
        for _ in range(round(seconds / 0.12)):
            self.clock.forward(0.12)
            asked = len(self.camera.tokens)
            live = Live(400.0, 120.0, 0.0, motion, look)
            self.engine.offer(Preview("cam", self.clock.monotonic(), b"", live=live))
            if len(self.camera.tokens) > asked:
                self.shoot()
            if until():
                return

    def turn(self, look: bytes) -> None:
        self.watch(0.5, MOVING, look)

    def taken(self) -> int:
        return self.store.kinds().count("unit.face_taken")


class ByKey(Automatic):
    auto = False


@pytest.fixture
def stage() -> Automatic:
    stage = Automatic()
    to_units(stage)
    stage.scan(f"SF{1:013}")
    stage.turn(TOP)
    return stage


def test_faces_are_taken_without_a_key_as_they_are_turned_up(stage: Automatic) -> None:
    for number, look in enumerate((TOP, SIDE) * 3, 1):
        stage.turn(look)
        stage.watch(3.0, look=look)
        assert stage.taken() == number
    assert stage.instruction() == "weight.put"
    stage.turn(TOP)
    stage.watch(3.0)
    assert stage.taken() == 6


def test_a_face_that_stays_is_taken_once(stage: Automatic) -> None:
    stage.watch(30.0)
    assert stage.taken() == 1
    assert stage.engine.advice.word is Word.TURN


def test_back_stops_a_release_that_is_about_to_happen(stage: Automatic) -> None:
    stage.watch(3.0, until=lambda: stage.engine.advice.share > 0.5)
    stage.press("back")
    assert stage.last() == "release.stopped"
    stage.watch(10.0)
    assert stage.taken() == 0
    assert stage.instruction() == "unit.face"
    stage.press()
    stage.shoot()
    assert stage.taken() == 1


def test_nothing_is_released_on_a_form_or_while_nobody_is_signed_in(stage: Automatic) -> None:
    stage.press("waive")
    stage.watch(3.0)
    stage.press("back")
    stage.engine.sign_in("", frozenset())
    stage.watch(3.0)
    assert stage.taken() == 0
    assert not [signal for signal in stage.signals if signal.line.key == "engine.sign_in"]


def test_a_refused_picture_is_not_asked_for_again_until_something_moves(stage: Automatic) -> None:
    asked = len(stage.camera.tokens)
    stage.shoot = lambda **quality: Stage.shoot(stage, sharpness=20.0)  # type: ignore[method-assign]
    stage.watch(20.0)
    assert len(stage.camera.tokens) == asked + 1
    assert stage.taken() == 0


def test_a_lost_camera_is_not_asked_for_ever(stage: Automatic) -> None:
    asked = len(stage.camera.tokens)
    stage.shoot = lambda **quality: stage.refuse_picture()  # type: ignore[method-assign]
    stage.watch(20.0)
    assert len(stage.camera.tokens) == asked + 1


def test_with_a_key_the_word_is_said_and_nothing_is_released() -> None:
    stage = ByKey()
    to_units(stage)
    stage.scan(f"SF{1:013}")
    stage.watch(10.0)
    assert stage.engine.advice.word is Word.GOOD
    assert stage.taken() == 0
    stage.press()
    stage.shoot()
    stage.watch(1.0)
    assert stage.engine.advice.word is Word.GOOD


def test_a_picture_without_measures_changes_no_advice(stage: Automatic) -> None:
    """Of thirty live pictures a second some eight are measured."""
    advised = stage.engine.advice
    assert advised.word is not Word.NONE
    stage.engine.offer(Preview("cam", stage.clock.monotonic(), b""))
    assert stage.engine.advice == advised
