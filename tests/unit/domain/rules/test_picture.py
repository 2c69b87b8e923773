"""Pictures that were shown before: what they hold up, and what lets the delivery go on."""

from __future__ import annotations

import pytest

from station.domain import commands as c
from station.domain.comparing import Comparing
from station.domain.doubts import open_doubts
from tests.unit.domain.harness import ORDER, Dock
from tests.unit.domain.rules.provoked import accept, doubt_first, export


def test_a_face_that_is_taken_again_needs_no_other_reason_and_is_in_doubt_no_more() -> None:
    dock = doubt_first(Dock().to("weighed"))
    assert [(unit.id, doubt.shows) for unit, doubt in open_doubts(dock.case)] == [("1", "top")]
    assert dock.refusal(c.CloseUnloading(delivery=ORDER)) == "unloading.doubtful"
    dock.give(dock.face("top"))
    assert open_doubts(dock.case) == ()
    dock.give(c.CloseUnloading(delivery=ORDER))


def test_another_face_of_the_unit_still_needs_its_reason() -> None:
    dock = doubt_first(Dock().to("photographed"))
    assert dock.refusal(dock.face("left")) == "face.retake_reason"


def test_a_second_person_lets_it_stand_and_both_are_remembered() -> None:
    dock = doubt_first(Dock().to("weighed"))
    dock.give(accept(dock), "wang", "zhao")
    doubt = dock.case.units["1"].doubts[0]
    assert (doubt.accepted, doubt.accepted_by, doubt.accepted_second) == ("same shelf", "wang", "zhao")
    assert open_doubts(dock.case) == ()
    assert dock.refusal(accept(dock), "wang", "zhao") == "doubt.none"


def test_a_doubt_that_comes_late_holds_up_the_signature() -> None:
    dock = doubt_first(Dock().to("entered"))
    assert dock.refusal(dock.sign()) == "sign_off.doubtful"
    dock.give(accept(dock), "wang", "zhao")
    dock.give(dock.sign())


def test_who_could_not_be_compared_stands_in_the_signature() -> None:
    dock = Dock().to("entered")
    dock.comparing = Comparing(given_up=("2",))
    dock.give(dock.sign())
    signed = dock.case.delivery.sign_off
    assert signed is not None
    assert signed.not_compared == ("2",)


def test_goods_that_go_back_need_no_picture() -> None:
    dock = doubt_first(Dock().to("photographed"))
    dock.give(c.RefuseUnit(delivery=ORDER, unit="1", reason="wet"))
    assert open_doubts(dock.case) == ()


@pytest.mark.parametrize("stage", ["photographed", "counted", "signed"])
def test_copies_may_leave_at_any_time_but_while_it_is_counted(stage: str) -> None:
    (exported,) = Dock().to(stage).give(export(), "zhao")
    assert exported.KIND == "delivery.pictures_exported"


def test_bytes_that_stand_for_something_are_refused_for_damage_and_seals_too() -> None:
    dock = Dock().to("photographed")
    picture = dock.case.units["1"].faces["top"].picture
    assert picture is not None
    again = c.MarkDamage(delivery=ORDER, unit="2", damage="tear", close_up=picture)
    assert dock.refusal(again) == "picture.used"
    assert dock.refusal(dock.face("top", "2", picture=picture, retake_reason="dark")) == "picture.used"
