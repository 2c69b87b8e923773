"""A picture releases itself when the unit lies still, sharp and well lit, and never twice for one face."""

from __future__ import annotations

import pytest

from station.domain.picture_gate import Gate
from station.domain.readings import Live
from station.domain.release import GAP, HANDLED, HOLD, Advice, Release, Word, difference

EVERY = 0.12  # seconds between two live pictures
TOP, SIDE = bytes(range(0, 144)), bytes(range(143, -1, -1))


class Camera:
    """Live pictures one after the other; run gives the advice of the last, released counts releases on the way."""

    def __init__(self) -> None:
        self.rule = Release()
        self.at = 100.0
        self.released = 0

    def run(self, seconds: float, *, motion: float = 0.5, look: bytes = TOP, **measured: float) -> Advice:
        advice = Advice()
        for _ in range(max(1, round(seconds / EVERY))):
            self.at += EVERY
            told = {"sharpness": 400.0, "brightness": 120.0, "burnt": 0.0, **measured}
            advice = self.rule.offer(Live(motion=motion, look=look, **told), self.at, Gate())
            if advice.release:
                self.released += 1
                self.rule.taken()
        return advice


def test_what_lies_still_sharp_and_well_lit_is_released_once() -> None:
    camera = Camera()
    camera.run(HOLD / 2)
    assert camera.released == 0
    camera.run(HOLD)
    assert camera.released == 1
    assert camera.run(60.0).word is Word.TURN
    assert camera.released == 1


def test_the_next_face_is_released_after_it_was_turned_up() -> None:
    camera = Camera()
    camera.run(2.0)
    camera.run(0.5, motion=25.0, look=SIDE)
    assert camera.run(2 * HOLD, look=SIDE).word is Word.TURN  # taken just now
    assert camera.released == 2


def test_a_hand_that_passes_by_leaves_the_face_as_it_was() -> None:
    camera = Camera()
    camera.run(2.0)
    camera.run(0.6, motion=25.0)
    assert camera.run(5.0).word is Word.TURN
    assert camera.released == 1


def test_plain_sides_look_alike_and_are_told_by_how_long_they_were_handled() -> None:
    camera = Camera()
    camera.run(2.0)
    camera.run(HANDLED + 0.3, motion=25.0)
    camera.run(2.0)
    assert camera.released == 2


def test_light_that_changes_everywhere_is_no_other_face() -> None:
    brighter = bytes(grey + 40 for grey in TOP)
    assert difference(TOP, brighter) == 0
    assert difference(TOP, SIDE) > 50
    camera = Camera()
    camera.run(2.0)
    camera.run(0.5, motion=25.0, look=brighter)
    camera.run(2.0, look=brighter)
    assert camera.released == 1


def test_after_a_close_up_the_face_that_comes_back_is_not_taken_for_the_next() -> None:
    camera = Camera()
    camera.run(2.0)
    camera.run(0.5, motion=25.0, look=SIDE)
    camera.rule.close_up()
    camera.run(5.0, motion=25.0)
    assert camera.run(5.0).word is Word.TURN
    assert camera.released == 1
    camera.run(1.0, motion=25.0, look=SIDE)
    camera.run(2.0, look=SIDE)
    assert camera.released == 2


def test_what_was_refused_or_stopped_waits_for_a_movement() -> None:
    camera = Camera()
    camera.rule.hold()
    assert camera.run(5.0).word is Word.TURN
    camera.run(0.5, motion=9.0)
    camera.run(1.0)
    assert camera.released == 1


def test_moving_or_bad_pictures_start_the_time_anew() -> None:
    camera = Camera()
    for _ in range(5):
        camera.run(HOLD - EVERY)
        camera.run(EVERY, motion=9.0)
    assert camera.released == 0


def test_a_gap_in_the_stream_proves_no_stillness() -> None:
    camera = Camera()
    camera.run(HOLD - EVERY)
    camera.at += 2 * GAP
    camera.run(EVERY)
    assert camera.released == 0
    camera.run(HOLD)
    assert camera.released == 1


@pytest.mark.parametrize(
    ("measured", "word"),
    [
        ({"brightness": 39.0}, Word.DARK),
        ({"brightness": 216.0}, Word.BRIGHT),
        ({"burnt": 0.06}, Word.BRIGHT),
        ({"sharpness": 99.0}, Word.BLURRED),
        ({"sharpness": 99.0, "motion": 5.0}, Word.MOVING),
        ({"brightness": 39.0, "motion": 5.0}, Word.DARK),
        ({}, Word.GOOD),
    ],
)
def test_one_word_says_what_is_missing(measured: dict[str, float], word: Word) -> None:
    advice = Camera().run(EVERY, **measured)
    assert advice.word is word


def test_the_share_grows_until_the_release() -> None:
    camera = Camera()
    shares = [camera.run(EVERY).share for _ in range(4)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0 < shares[-1] < 1
