"""Sampling, system entry, sign-off, receipt, stamp."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from station.domain import commands as c
from station.domain.events.delivery import ExceptionRaised, ReceiptIssued, SignedOff, StepClosed
from station.domain.events.unit import UnitEntered, UnitIsolated
from station.domain.plan import StepPlan
from station.domain.progress import current_kind
from station.domain.rules.close import allowed_outcomes, wanted_checks
from tests.unit.domain.harness import ORDER, Dock, unit


@pytest.mark.parametrize(
    ("flags", "industry", "checks"),
    [
        ((), "general", ()),
        (("fragile",), "general", ("tilt_mark", "shock_mark", "glass_wraps")),
        (("precision",), "general", ("moisture_bag",)),
        (("food",), "general", ("production_date",)),
        (("liquid",), "general", ("leak_bag", "outer_mark")),
        (("cold",), "general", ("door_temperature",)),
        (("insured", "confidential"), "general", ()),
        (("fragile", "cold"), "electronics", (
            "tilt_mark", "shock_mark", "glass_wraps", "door_temperature", "esd_packaging")),
        ((), "electronics", ("esd_packaging",)),
    ],
)  # fmt: skip
def test_what_is_checked_follows_the_flags(flags: tuple[str, ...], industry: str, checks: tuple[str, ...]) -> None:
    dock = Dock(unit(1, flags=flags), industry=industry).to("arrived")
    assert wanted_checks(dock.case, "1") == ("goods_as_declared", *checks)


def one_drawn() -> tuple[Dock, str]:
    dock = Dock().to("counted")
    (drawn,) = dock.drawn
    return dock, drawn


def test_checked_and_closed_again_the_step_ends() -> None:
    dock, drawn = one_drawn()
    assert [event.KIND for event in dock.give(dock.sample(drawn), "chen")] == ["unit.sampled"]
    assert current_kind(dock.case) == "sampling"
    assert [event.KIND for event in dock.give(dock.reclose(drawn), "chen")] == ["unit.reclosed", "delivery.step_closed"]
    assert dock.case.units[drawn].tamper_seal == f"FC{drawn}"


def test_a_failure_isolates_the_unit_and_is_an_exception() -> None:
    dock, drawn = one_drawn()
    happened = dock.give(replace(dock.sample(drawn, goods_as_declared=False), note="型号不符"), "chen")
    assert [event for event in happened if isinstance(event, UnitIsolated)] == [
        UnitIsolated(reason="goods_as_declared")
    ]
    (raised,) = [event for event in happened if isinstance(event, ExceptionRaised)]
    assert (raised.kind, raised.unit, raised.details["note"]) == ("nonconforming", drawn, "型号不符")
    assert isinstance(happened[-1], StepClosed)


def test_one_seal_closes_one_carton() -> None:
    dock = Dock(*(unit(number) for number in range(1, 41))).to("counted")
    first, second = dock.drawn
    dock.give(dock.sample(first), "chen")
    dock.give(dock.reclose(first, "FC1"), "chen")
    dock.give(dock.sample(second), "chen")
    assert dock.refusal(dock.reclose(second, " FC1 "), "chen") == "sampling.seal_used"
    dock.give(dock.reclose(second, "FC2"), "chen")
    assert current_kind(dock.case) == "entry"


def test_the_last_entry_closes_the_step() -> None:
    dock = Dock().to("sampled")
    assert [event.KIND for event in dock.give(dock.enter(2))] == ["unit.entered"]
    assert [event.KIND for event in dock.give(dock.enter(1))] == ["unit.entered", "delivery.step_closed"]
    assert current_kind(dock.case) == "sign_off"


def test_an_insured_unit_is_entered_with_its_value_confirmed() -> None:
    dock = Dock(unit(1, flags=("insured",), value=Decimal("900.00"))).to("sampled")
    assert dock.refusal(dock.enter(1)) == "entry.insured"
    entered = dock.give(dock.enter(1, value_confirmed=True))[0]
    assert isinstance(entered, UnitEntered)
    assert entered.value_confirmed


def refused(*numbers: str, of: int = 3) -> Dock:
    dock = Dock(*(unit(number) for number in range(1, of + 1))).to("scanned")
    for number in numbers:
        dock.give(c.RefuseUnit(delivery=ORDER, unit=number, reason="湿"))
    return dock


@pytest.mark.parametrize(
    ("numbers", "outcome", "received"),
    [((), "normal", 3), (("2",), "partly_refused", 2), (("1", "2", "3"), "refused", 0)],
)
def test_the_facts_decide_the_outcome(numbers: tuple[str, ...], outcome: str, received: int) -> None:
    dock = refused(*numbers).to("entered")
    assert allowed_outcomes(dock.case) == (outcome,)
    (signed,) = dock.give(dock.sign())
    assert isinstance(signed, SignedOff)
    assert (signed.received, signed.refused, signed.receipt) == (received, numbers, f"GR-{ORDER}")


def with_damage() -> Dock:
    dock = Dock().to("scanned")
    dock.give(c.MarkDamage(delivery=ORDER, unit="1", damage="wet", close_up=dock.picture()))
    return dock.to("entered")


@pytest.mark.parametrize("outcome", ["normal", "partly_refused", "refused"])
def test_with_an_exception_nothing_else_than_that_is_signed(outcome: str) -> None:
    dock = with_damage()
    dock.give(dock.countersign())
    assert dock.refusal(dock.sign(outcome)) == "sign_off.outcome_facts"
    dock.give(dock.sign("with_exceptions"))


@pytest.mark.parametrize("how", ["refused", "gone"])
def test_a_driver_who_does_not_sign_needs_reason_and_witness(how: str) -> None:
    dock = with_damage()
    assert dock.refusal(dock.countersign(how=how, reason="x")) == "exception.witness"
    dock.give(dock.countersign(how=how, reason="司机已离场"), second="li")
    (exception,) = dock.case.delivery.exceptions
    assert (exception.countersigned, exception.witness) == (how, "li")


def test_a_signed_delivery_never_opens_again() -> None:
    dock = Dock().to("issued")
    codes = {
        dock.refusal(dock.sign("normal")),
        dock.refusal(dock.enter(1)),
        dock.refusal(dock.face()),
        dock.refusal(c.ScanUnit(delivery=ORDER, code="SF0000000000001")),
        dock.refusal(c.KeyCount(delivery=ORDER, tally=2)),
    }
    assert codes == {"sign_off.done", "entry.not_now", "unloading.closed", "count.not_now"}


def test_the_receipt_has_the_number_of_the_sign_off_and_one_hash() -> None:
    dock = Dock().to("signed")
    assert dock.case.delivery.stage == "receipt_pending"
    (issued,) = dock.give(dock.issue(), "station")
    assert isinstance(issued, ReceiptIssued)
    assert issued.number == f"GR-{ORDER}"
    assert dock.refusal(dock.issue(), "wang") == "role.not_yours"
    assert dock.case.delivery.stage == "signed"


def test_a_question_of_the_sites_own_stands_between_the_steps() -> None:
    dock = Dock()
    rain = StepPlan(id="rain", kind="confirm", title_zh="下雨吗", title_en="Rain?")
    place = next(place for place, step in enumerate(dock.checklist.steps) if step.kind == "count")
    dock.checklist = replace(dock.checklist, steps=(*dock.checklist.steps[:place], rain, *dock.checklist.steps[place:]))
    dock.to("unloaded")
    assert dock.refusal(c.KeyCount(delivery=ORDER, tally=2)) == "count.not_now"
    dock.give(c.ConfirmStep(delivery=ORDER, step="rain", answer="没有"))
    assert dock.case.delivery.confirmed == {"rain": "没有"}
    dock.to("issued")
