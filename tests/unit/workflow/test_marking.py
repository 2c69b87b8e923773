"""Marks as a draft: corner by corner there, and corner by corner back."""

from __future__ import annotations

from station.domain.events.unit import Mark
from station.workflow.marking import Marking, as_text, fixed, marking_of, undone, worded

BOX = Mark(shape="box", x1=100, y1=200, x2=300, y2=400)


def test_two_corners_make_a_mark_and_a_draft_keeps_it() -> None:
    first = fixed(Marking(), "box", "", (100, 200))
    assert marking_of(as_text(first)) == Marking(corner=(100, 200))
    done = fixed(first, "box", "", (300, 400))
    assert marking_of(as_text(done)) == Marking(marks=(BOX,))
    assert as_text(Marking()) == ""
    assert marking_of("") == Marking()


def test_a_second_tap_on_the_same_place_makes_no_mark() -> None:
    first = fixed(Marking(), "box", "", (500, 500))
    for near in ((500, 500), (509, 700), (700, 509)):
        assert fixed(first, "box", "", near) == first
    assert fixed(first, "arrow", "", (509, 700)).marks[0].y2 == 700, "an arrow may stand upright"


def test_words_belong_to_the_mark_before_the_next_one() -> None:
    marked = fixed(fixed(Marking(), "box", "wet", (100, 200)), "box", "wet", (300, 400))
    assert worded(marked, " wet ")[0].words == "wet"
    going_on = fixed(marked, "arrow", "wet", (1, 1))
    assert (going_on.marks[0].words, going_on.corner) == ("wet", (1, 1))
    assert worded(going_on, "") == going_on.marks


def test_back_takes_one_thing_at_a_time() -> None:
    marking = Marking(marks=(BOX, BOX), corner=(1, 2))
    for left in (Marking(marks=(BOX, BOX)), Marking(marks=(BOX,)), Marking(), Marking()):
        marking = undone(marking)
        assert marking == left
