"""Scan, six faces, weight, refused units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain import commands as c
from station.domain.agreements import FACES, Terms
from station.domain.case import Case
from station.domain.events.delivery import StepClosed
from station.domain.events.unit import UnitReinstated, UnitWeighed
from station.domain.progress import current_kind
from station.domain.rules.weigh import tolerance
from station.domain.state import DeliveryState, VisitState
from tests.unit.domain.harness import ORDER, Dock, unit


def weighed(dock: Dock, gross: str, **more: object) -> UnitWeighed:
    (event,) = dock.give(dock.weight(gross=gross, **more))
    assert isinstance(event, UnitWeighed)
    return event


@pytest.mark.parametrize(
    ("declared", "rate", "limit"),
    [
        ("12.000", "1/100", "0.120"),
        ("1.000", "1/100", "0.010"),
        ("0.500", "1/100", "0.010"),
        ("0.001", "1/100", "0.010"),
        ("12.360", "1/100", "0.123"),  # 123.6 g: never rounded up
        ("10.000", "1/3", "3.333"),
        ("30000", "1/1000", "30.000"),
    ],
)
def test_the_tolerance_is_the_larger_of_ten_grams_and_the_share(declared: str, rate: str, limit: str) -> None:
    assert tolerance(_case(rate), Decimal(declared)) == Decimal(limit)


@given(grams=st.integers(1, 30_000_000), share=st.fractions(Fraction(1, 10_000), 1, max_denominator=10_000))
def test_a_tolerance_is_never_wider_than_the_rule(grams: int, share: Fraction) -> None:
    limit = Fraction(tolerance(_case(str(share)), Decimal(grams) / 1000))
    exact = max(Fraction(1, 100), share * grams / 1000)
    assert exact - Fraction(1, 1000) < limit <= exact


def _case(rate: str) -> Case:
    return Case(VisitState(), DeliveryState(terms=Terms(weight_tolerance=rate)), {})


@pytest.mark.parametrize(
    ("gross", "flagged"),
    [("12.000", False), ("12.120", False), ("12.125", True), ("11.880", False), ("11.875", True), ("0.050", True)],
)
def test_a_weight_beyond_the_tolerance_is_flagged_not_refused(gross: str, flagged: bool) -> None:
    event = weighed(Dock().to("photographed"), gross)
    assert (event.flagged, event.limit, event.declared) == (flagged, Decimal("0.120"), Decimal("12.000"))


def test_a_unit_without_a_declared_weight_is_weighed_and_not_judged() -> None:
    event = weighed(Dock(unit(1, weight=None)).to("photographed"), "3.000")
    assert (event.flagged, event.limit, event.declared) == (False, None, None)


def test_weighed_again_with_a_reason_the_last_weight_counts_and_both_are_kept() -> None:
    dock = Dock().to("weighed")
    assert weighed(dock, "12.500", again_reason="包装湿").again_reason == "包装湿"
    unit_state = dock.case.units["1"]
    assert unit_state.weight is not None
    assert unit_state.weight.gross == Decimal("12.500")


def test_six_faces_and_a_weight_make_a_unit_complete() -> None:
    dock = Dock(unit(1)).to("scanned")
    for face in FACES:
        assert not dock.case.complete(dock.case.units["1"])
        dock.give(dock.face(face))
    assert not dock.case.complete(dock.case.units["1"])
    dock.give(dock.weight())
    assert dock.case.complete(dock.case.units["1"])


def test_a_face_that_cannot_be_taken_needs_a_reason_and_a_second_person() -> None:
    dock = Dock().to("scanned")
    waive = c.WaiveFace(delivery=ORDER, unit="1", face="bottom", reason="叉车坏了")
    assert dock.refusal(waive, "wang", "chen") == "second.role"
    dock.give(waive, "wang", "li")
    assert dock.case.units["1"].faces["bottom"].waived == "叉车坏了"
    dock.give(dock.face("bottom"))  # the fork works again: no reason is asked for a first picture
    assert dock.case.units["1"].faces["bottom"].picture is not None


def test_a_refused_unit_needs_neither_faces_nor_weight_and_is_not_touched_again() -> None:
    dock = Dock().to("scanned")
    dock.give(c.RefuseUnit(delivery=ORDER, unit="1", reason="收货人拒收"))
    assert dock.case.complete(dock.case.units["1"])
    assert dock.refusal(dock.weight()) == "unit.rejected_already"
    assert [present.id for present in dock.case.in_hand] == ["2"]


def test_a_rejection_is_taken_back_by_two_people_and_the_unit_is_received_like_any_other() -> None:
    dock = Dock(unit(1), unit(2)).to("scanned")
    dock.give(c.RefuseUnit(delivery=ORDER, unit="1", reason="外箱浸水"))
    back = c.ReinstateUnit(delivery=ORDER, unit="1", reason="只湿了外膜")
    assert dock.refusal(back, "wang", "chen") == "second.role"
    assert dock.refusal(back, "wang", "wang") == "second.same_person"
    (event,) = dock.give(back, "wang", "li")
    assert event == UnitReinstated(reason="只湿了外膜", was="外箱浸水")
    assert dock.refusal(c.CloseUnloading(delivery=ORDER)) == "unloading.incomplete", "it has neither faces nor weight"
    dock.to("entered")
    assert dock.refusal(dock.sign("partly_refused")) == "sign_off.outcome_facts"
    assert dock.give(dock.sign("normal"))


def test_units_in_hand_come_latest_scan_first() -> None:
    dock = Dock(unit(1), unit(2), unit(3)).to("opened")
    for number in (2, 3, 1):
        dock.scan(number)
    assert [present.id for present in dock.case.in_hand] == ["1", "3", "2"]


def test_unloading_closes_both_unit_steps_though_units_are_missing() -> None:
    dock = Dock(unit(1), unit(2)).to("opened")
    dock.scan(1)
    dock._played.append("scanned")
    dock.to("weighed")
    closed = dock.give(c.CloseUnloading(delivery=ORDER))
    assert [event.step for event in closed if isinstance(event, StepClosed)] == ["appearance", "weight"]
    assert current_kind(dock.case) == "count"
    assert [missing.id for missing in dock.case.missing] == ["2"]


def test_goods_nobody_announced_wait_apart() -> None:
    dock = Dock().to("opened")
    dock.give(c.SetAside(delivery=ORDER, code="XX12345678"))
    assert dock.case.delivery.unknown == ("XX12345678",)
    assert dock.to("entered").refusal(dock.sign("normal")) == "sign_off.outcome_facts"
