"""Pictures beside the six faces: their names, and the rule that one of them shows the waybill readable."""

from __future__ import annotations

from msgspec.structs import replace

from station.domain import commands as c
from station.domain.faces import MOST_EXTRAS, extra_number, more_faces, next_extra, shows_waybill
from station.domain.state import FaceState, UnitState
from tests.unit.domain.harness import ORDER, Dock, unit

CODE = "SF0000000000001"


def pictured(*shown: str) -> Dock:
    """A unit with its six faces; the code is read on those that are named."""
    dock = Dock(unit(1)).to("scanned")
    for face in dock.faces():
        dock.give(dock.face(face, picture=dock.picture(codes=(CODE,) if face in shown else ())))
    return dock


def settled(dock: Dock) -> bool:
    return dock.case.waybill_settled(dock.case.units["1"])


def test_six_faces_without_a_readable_waybill_are_not_complete() -> None:
    dock = pictured()
    assert not settled(dock)
    assert dock.refusal(dock.weight()) == "weight.waybill_first"
    dock.give(dock.face("waybill"))
    assert settled(dock)
    dock.give(dock.weight())
    assert dock.case.complete(dock.case.units["1"])


def test_one_face_with_the_waybill_is_enough() -> None:
    assert settled(pictured("left"))


def test_another_units_code_is_not_the_units_waybill() -> None:
    dock = Dock(unit(1), unit(2)).to("scanned")
    other = dock.picture(codes=("SF0000000000002",))
    assert dock.refusal(dock.face("waybill", picture=other)) == "waybill.unread"


def test_the_waybill_is_waived_by_two_people_with_a_reason_and_weighing_goes_on() -> None:
    dock = pictured()
    waive = c.WaiveWaybill(delivery=ORDER, unit="1", reason="面单浸水")
    assert dock.refusal(waive, "wang", "chen") == "second.role"
    dock.give(waive, "wang", "li")
    assert dock.case.units["1"].waybill_waived == "面单浸水"
    dock.give(dock.weight())
    assert dock.case.complete(dock.case.units["1"])


def test_a_retake_that_loses_the_waybill_makes_the_unit_incomplete_again() -> None:
    dock = pictured("front")
    dock.give(dock.weight())
    retaken = dock.face("front", picture=dock.picture(), retake_reason="反光")
    dock.give(retaken)
    assert [present.id for present in dock.case.in_hand] == ["1"]
    dock.give(dock.face("waybill"))
    assert dock.case.in_hand == ()


def test_a_delivery_whose_plan_is_older_than_the_rule_is_not_asked() -> None:
    dock = pictured()
    delivery = dock.state(f"delivery/{ORDER}")
    steps = tuple(
        replace(step, figures={name: text for name, text in step.figures.items() if name != "waybill"})
        for step in delivery.steps
    )
    dock.folded[f"delivery/{ORDER}"] = replace(delivery, steps=steps)
    assert settled(dock)
    dock.give(dock.weight())


def test_pictures_beyond_the_six_are_numbered_and_may_be_taken_again() -> None:
    dock = Dock(unit(1)).to("scanned")
    assert dock.refusal(dock.face("extra-2")) == "face.unknown"
    dock.give(dock.face("extra-1"))
    dock.give(dock.face("extra-2"))
    assert dock.refusal(dock.face("extra-1")) == "face.retake_reason"
    dock.give(dock.face("extra-1", retake_reason="模糊"))
    assert dock.case.units["1"].faces["extra-1"].taken == 2
    assert dock.refusal(dock.face("extra-01")) == "face.unknown"


def test_names_and_their_end() -> None:
    assert [extra_number(name) for name in ("extra-7", "extra-", "extra-x", "top", "7")] == [7, 0, 0, 0, 0]
    full = UnitState(faces={f"extra-{at}": FaceState(face="", picture=None) for at in range(1, MOST_EXTRAS + 1)})
    assert next_extra(full) == ""
    assert "" not in more_faces(full)
    assert not shows_waybill(full)
