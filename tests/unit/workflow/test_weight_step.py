"""The weight step where a weight may not be booked as it comes: unfit scales, restless loads, pallets with a tare."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.agreements import Terms
from station.texts import LANGUAGES, Texts
from station.workflow.reading import LogRow
from station.workflow.sentences import sentence
from station.workflow.steps.sign_off import _figures
from tests.unit.workflow.stage import PLATFORM, SCALE, Stage, check_of, unit
from tests.unit.workflow.test_engine import FACES, to_units

PIN = "246810"


def before_weight(stage: Stage) -> Stage:
    """The first unit in hand, its faces taken, its scale empty."""
    to_units(stage)
    stage.empty_scale(stage.engine.scale.device)
    stage.scan(f"SF{1:013}")
    for _ in range(FACES):
        stage.picture()
    return stage


@pytest.fixture
def stage() -> Stage:
    return before_weight(Stage())


@pytest.fixture
def pallet() -> Stage:
    scales = (SCALE, PLATFORM)
    declared = unit(1, level="pallet")
    return before_weight(Stage(declared, scales=scales, terms=Terms(level="pallet")))


def actions(stage: Stage) -> dict[str, str]:
    page = stage.engine.view().page
    assert page is not None
    return {action.id: action.label.key for action in page.actions if hasattr(action.label, "key")}


def hint(stage: Stage) -> str:
    page = stage.engine.view().page
    assert page is not None
    assert page.hint is not None
    return page.hint.key


def second(stage: Stage, badge: str = "L1") -> None:
    stage.scan(f"STN:B:{badge}")
    stage.fill(second__pin=PIN)
    stage.press()


def restless(stage: Stage, seconds: float = 8.5) -> None:
    """A load that swings for so long."""
    for number in range(round(seconds * 10)):
        stage.weigh(f"{Decimal('11.900') + Decimal('0.005') * (number % 40)}", stable=False, frames=1)


def weighed(stage: Stage) -> dict[str, object]:
    return next(dict(entry.data) for entry in reversed(stage.store.entries) if entry.kind == "unit.weighed")


# A scale that may not weigh


def test_a_scale_that_failed_its_check_is_told_before_a_load_comes_and_refuses_it(stage: Stage) -> None:
    stage.give(check_of(SCALE, shown="10.010"), "wang")
    assert hint(stage) == "refusal.scale.check_failed"
    stage.weigh("12.000")
    assert stage.last() == "refusal.scale.check_failed"
    assert stage.store.kinds()[-1] == "unit.refused"
    stage.give(check_of(SCALE), "wang")
    stage.empty_scale()
    stage.weigh("12.000")
    assert stage.last() == "weight.booked"


# A load that does not rest


def test_what_does_not_rest_is_offered_after_eight_seconds_and_not_before(stage: Stage) -> None:
    restless(stage, 7.5)
    assert "waive" not in actions(stage)
    stage.press("waive")
    assert stage.instruction() == "weight.put"
    restless(stage, 1.0)
    assert actions(stage)["waive"] == "action.take_unstable"
    assert hint(stage) == "weight.restless"


def test_it_is_taken_with_a_reason_and_a_second_person(stage: Stage) -> None:
    restless(stage)
    stage.press("waive")
    assert stage.instruction() == "weight.unstable"
    stage.press()
    assert stage.last() == "field.empty"
    stage.fill(unit__reason="门口风大")
    restless(stage, 0.5)
    shown = stage.engine.verdict.shown  # type: ignore[union-attr]
    stage.press()
    assert stage.instruction() == "second.ask"
    restless(stage, 0.5)
    second(stage)
    assert stage.last() == "weight.booked_unstable"
    entry = weighed(stage)
    assert (entry["unstable"], entry["unstable_reason"]) == (True, "门口风大")
    assert entry["gross"] == str(shown.value), "what was shown at the confirmation, not later"
    assert entry["frames"] == [frame.hex() for frame in shown.raw]
    assert stage.store.entries[-1].second_actor == "li"
    assert stage.instruction() == "unit.scan"
    restless(stage, 0.5)
    assert stage.engine.verdict.reason.key == "weight.taken", "the load is booked once"


def test_the_sign_off_names_the_units_that_were_taken_unstable(stage: Stage) -> None:
    restless(stage)
    stage.press("waive")
    stage.fill(unit__reason="门口风大")
    stage.press()
    second(stage)
    told = {fact.label.key: fact.value for fact in _figures(stage.engine._scene())}
    assert told["sign_off.weight_unstable"] == "1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_log_says_that_it_was_not_at_rest_and_why(language: str) -> None:
    data = {"gross": "11.920", "unstable": True, "unstable_reason": "门口风大"}
    row = LogRow(7, "2026-11-24T01:00:00.000Z", "wang", "li", "unit.weighed", "unit/D/3", "attention", data)
    said = Texts(language).say(sentence(row))
    assert {"zh_CN": "未稳定", "en": "unstable"}[language] in said
    assert "11.920" in said
    assert "门口风大" in said


def test_a_load_that_comes_to_rest_meanwhile_is_a_weight_as_any_other(stage: Stage) -> None:
    restless(stage)
    stage.press("waive")
    stage.fill(unit__reason="门口风大")
    stage.weigh("12.000")
    assert stage.last() == "weight.booked"
    assert "unstable" not in weighed(stage)
    stage.scan(f"SF{2:013}")
    assert stage.instruction() == "unit.face", "the form is gone"


@pytest.mark.parametrize(("kg", "refused"), [("0.000", "empty"), ("61.000", "over_max"), ("-1.000", "below_zero")])
def test_nothing_is_taken_of_a_scale_that_shows_nothing_good(stage: Stage, kg: str, refused: str) -> None:
    restless(stage)
    stage.press("waive")
    stage.fill(unit__reason="门口风大")
    stage.weigh(kg, frames=3)
    stage.press()
    assert stage.last() == f"refusal.weight.{refused}"
    assert "unit.weighed" not in stage.store.kinds()


def test_nothing_is_taken_of_a_silent_scale(stage: Stage) -> None:
    restless(stage)
    stage.press("waive")
    stage.fill(unit__reason="门口风大")
    stage.clock.forward(1.5)
    stage.engine.tick()
    stage.press()
    assert stage.last() == "refusal.weight.stale"


def test_the_form_can_be_left_and_the_second_person_given_up(stage: Stage) -> None:
    restless(stage)
    stage.press("waive")
    stage.press("back")
    assert stage.instruction() == "weight.put"
    restless(stage, 0.2)
    stage.press("waive")
    stage.fill(unit__reason="门口风大")
    stage.press()
    stage.press("back")
    assert stage.instruction() == "weight.unstable"
    page = stage.engine.view().page
    assert page is not None
    assert [field.value for field in page.fields] == ["门口风大"], "what was typed is still there"


# Pallets


def test_a_pallet_waits_for_its_tare_and_then_books_itself(pallet: Stage) -> None:
    assert pallet.instruction() == "weight.put_pallet"
    pallet.fill(unit__tare="0,8")
    pallet.weigh("12.0", device="platform")
    assert pallet.last() == "weight.booked"
    entry = weighed(pallet)
    assert (entry["gross"], entry["tare"], entry["role"], entry["e"]) == ("12.0", "0.8", "platform", "0.2")
    assert entry["limit"] == "0.400"


def test_a_pallet_that_stands_there_before_its_tare_is_booked_by_enter(pallet: Stage) -> None:
    pallet.weigh("12.0", device="platform")
    assert hint(pallet) == "weight.tare_first"
    assert "unit.weighed" not in pallet.store.kinds()
    pallet.press()
    assert pallet.last() == "refusal.weight.tare_missing"
    pallet.fill(unit__tare="13")
    pallet.press()
    assert pallet.last() == "refusal.weight.tare_wrong"
    pallet.fill(unit__tare="0.8")
    pallet.press()
    assert pallet.last() == "weight.booked"
    assert pallet.instruction() == "unit.scan"


def test_each_pallet_has_a_tare_of_its_own() -> None:
    declared = (unit(1, level="pallet"), unit(2, level="pallet"))
    stage = before_weight(Stage(*declared, scales=(SCALE, PLATFORM), terms=Terms(level="pallet")))
    stage.fill(unit__tare="0.8")
    stage.weigh("12.0", device="platform")
    stage.empty_scale("platform")
    stage.scan(f"SF{2:013}")
    for _ in range(FACES):
        stage.picture()
    page = stage.engine.view().page
    assert page is not None
    assert [(field.name, field.value) for field in page.fields] == [("unit.tare", "")]


def test_the_parcel_scale_says_nothing_while_a_pallet_is_weighed(pallet: Stage) -> None:
    pallet.fill(unit__tare="0.8")
    pallet.empty_scale()
    pallet.weigh("12.000")
    assert "unit.weighed" not in pallet.store.kinds()


def test_cartons_stay_on_the_parcel_scale_beside_a_platform() -> None:
    stage = before_weight(Stage(scales=(SCALE, PLATFORM)))
    assert stage.instruction() == "weight.put"
    stage.empty_scale("platform")
    stage.weigh("12.0", device="platform")
    assert "unit.weighed" not in stage.store.kinds()
    stage.empty_scale()
    stage.weigh("12.000")
    assert "role" not in weighed(stage), "parcel is what old entries mean by saying nothing"


def test_a_pallet_s_restless_load_keeps_its_tare(pallet: Stage) -> None:
    pallet.fill(unit__tare="0.8")
    for number in range(90):
        pallet.weigh(f"{Decimal('12.0') + Decimal('0.2') * (number % 5)}", stable=False, frames=1, device="platform")
    pallet.press("waive")
    pallet.fill(unit__reason="托盘晃动")
    pallet.press()
    second(pallet)
    assert weighed(pallet)["tare"] == "0.8"
