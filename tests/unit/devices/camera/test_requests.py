"""Pictures that were asked for: answered by a later picture, given up in time."""

from __future__ import annotations

from station.devices.camera.requests import TAKE_WITHIN, Requests


def test_only_a_picture_of_after_the_request_answers_it() -> None:
    asked = Requests()
    asked.add("a", 10.0)
    asked.add("b", 10.5)
    assert asked.answerable(9.99) == ""
    assert asked.answerable(10.2) == "a"
    asked.done("a")
    assert asked.answerable(10.2) == ""
    assert asked.answerable(10.5) == "b"


def test_what_nobody_answers_is_given_up_once() -> None:
    asked = Requests()
    asked.add("a", 0.0)
    asked.add("b", 1.0)
    assert asked.overdue(TAKE_WITHIN) == []
    assert asked.overdue(TAKE_WITHIN + 0.5) == ["a"]
    assert asked.overdue(TAKE_WITHIN + 0.5) == []
    assert asked.all() == ["b"]
    assert asked.all() == []
