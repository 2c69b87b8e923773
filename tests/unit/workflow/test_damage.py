"""Damage beside the steps: form, close-up, marks, extent; and a rejection that is taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.events.common import MeasuringCard
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import count, sample, take_unit, to_count, to_units

ORDER = "IN20261124-0001"
SEEN = MeasuringCard(to_mm=tuple(map(Decimal, ("1", "0", "0", "0", "1", "0", "0", "0"))))


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    to_units(stage)
    stage.empty_scale()
    return stage


def to_close_up(stage: Stage, card: MeasuringCard | None = None, kind: str = "tear") -> None:
    stage.press("damage")
    stage.fill(unit__damage=kind)
    stage.press()
    stage.shoot(card=card)
    assert stage.instruction() == "marking.mark"


def fields(stage: Stage) -> list[str]:
    page = stage.engine.view().page
    assert page is not None
    return [field.name for field in page.fields]


def test_a_dent_wants_its_depth_a_close_up_a_mark_and_an_extent(stage: Stage) -> None:
    stage.scan(f"SF{1:013}")
    stage.press("damage")
    stage.fill(unit__damage="dent")
    stage.press()
    assert stage.last() == "field.empty"
    stage.fill(unit__depth_cm="6,5")
    stage.picture()
    stage.press()
    assert stage.last() == "field.empty", "no mark yet"
    stage.mark((100, 100), (300, 200))
    stage.press()
    assert stage.last() == "field.empty", "no card was seen: the extent is typed"
    stage.fill(unit__extent="20 x 12 cm", marking__words="角")
    stage.press()
    assert stage.last() == "unit.damage_marked"
    data = stage.store.entries[-2].data
    assert (data["depth_cm"], data["extent"]) == ("6.5", "20 x 12 cm")
    assert data["marks"] == [{"shape": "box", "x1": 100, "y1": 100, "x2": 300, "y2": 200, "words": "角"}]
    assert data["close_up"]["card"] == {"refused": "absent"}
    assert stage.handlers.delivery(ORDER).exceptions[0].kind == "package_damage"
    assert stage.instruction() == "unit.face", "the unit in hand goes on where it was"


def test_with_the_card_in_the_picture_nothing_has_to_be_typed(stage: Stage) -> None:
    stage.scan(f"SF{1:013}")
    to_close_up(stage, SEEN)
    assert "unit.extent" not in fields(stage)
    stage.mark((100, 100), (300, 220))
    page = stage.engine.view().page
    assert page is not None
    assert [fact.value for fact in page.facts] == ["20.0 × 12.0 ± 3.3 cm"]
    stage.press()
    assert stage.store.entries[-2].data["marks"][0]["sides_mm"] == [200, 120]


def test_a_mark_too_far_from_the_card_is_typed_after_all(stage: Stage) -> None:
    stage.scan(f"SF{1:013}")
    to_close_up(stage, SEEN)
    stage.mark((100, 100), (990, 990))
    assert "unit.extent" in fields(stage)
    stage.press()
    assert stage.last() == "field.empty"


@pytest.mark.parametrize("why", ["absent", "partly", "small", "oblique", "bent", "unchecked", "scale"])
def test_why_nothing_is_measured_is_said(stage: Stage, why: str) -> None:
    stage.scan(f"SF{1:013}")
    to_close_up(stage, MeasuringCard(refused=why))
    page = stage.engine.view().page
    assert page is not None
    assert page.hint is not None
    assert stage.said(page.hint).endswith("type the extent.")


def test_back_undoes_one_thing_after_the_other(stage: Stage) -> None:
    stage.scan(f"SF{1:013}")
    to_close_up(stage)
    stage.mark((100, 100), (300, 200), (5, 5))
    for instruction in ("marking.mark", "marking.mark", "unit.damage", "unit.face"):
        stage.press("back")
        assert stage.instruction() == instruction
    stage.press("damage")
    assert stage.engine.view().page.fields[0].value == "", "given up: nothing of it is left"  # type: ignore[union-attr]


def test_a_close_up_that_is_taken_again_has_no_marks_yet(stage: Stage) -> None:
    stage.scan(f"SF{1:013}")
    to_close_up(stage)
    stage.mark((100, 100), (300, 200))
    stage.press("recount")
    assert stage.instruction() == "unit.damage"
    stage.picture()
    assert stage.engine.view().page.fields[0].value == ""  # type: ignore[union-attr]


def test_a_blurred_close_up_is_refused_written_down_and_taken_again(stage: Stage) -> None:
    stage.scan(f"SF{1:013}")
    stage.press("damage")
    stage.fill(unit__damage="wet")
    stage.picture(sharpness=20.0)
    assert stage.last() == "refusal.picture.blurred"
    assert stage.store.entries[-1].kind == "unit.refused"
    assert stage.instruction() == "unit.damage"
    stage.picture()
    assert stage.instruction() == "marking.mark"


def test_picture_and_marks_survive_a_crash(stage: Stage) -> None:
    stage.scan(f"SF{1:013}")
    to_close_up(stage, SEEN)
    stage.mark((100, 100), (300, 200), (5, 5))
    stage.engine.tick()
    stage.start()
    stage.sign_in("wang")
    assert stage.instruction() == "marking.mark"
    stage.mark((50, 50))
    stage.press()
    assert len(stage.store.entries[-2].data["marks"]) == 2


def test_a_unit_that_is_done_is_named_by_its_code(stage: Stage) -> None:
    take_unit(stage, 1)
    stage.press("damage")
    assert stage.instruction() == "marking.which"
    stage.press()
    assert stage.last() == "marking.which"
    stage.scan("SF0000000000002")
    assert stage.last() == "marking.not_here", "announced and not scanned is told like a code that nobody knows"
    stage.scan("SF0000000000001")
    assert stage.instruction() == "unit.damage"
    assert stage.engine.view().step != "weight"
    stage.press("back")
    assert stage.instruction() == "unit.scan"


def test_another_units_code_makes_it_about_that_one_and_drops_the_picture(stage: Stage) -> None:
    take_unit(stage, 1)
    stage.scan(f"SF{2:013}")
    to_close_up(stage)
    stage.scan(f"SF{2:013}")
    assert stage.instruction() == "marking.mark", "the same unit: nothing changes"
    stage.scan(f"SF{1:013}")
    assert stage.instruction() == "unit.damage"
    assert stage.engine.view().page.instruction.params["unit"] == "1"  # type: ignore[union-attr]


@pytest.mark.parametrize("step", ["count", "sampling", "entry", "sign_off"])
def test_damage_is_found_at_every_step_until_the_signature(step: str) -> None:
    stage = Stage()
    to_count(stage)
    if step != "count":
        count(stage, 2)
    if step in ("entry", "sign_off"):
        sample(stage)
        stage.sign_in("wang")
    if step == "sign_off":
        for number in (1, 2):
            stage.scan(f"SF{number:013}")
    assert stage.engine.view().step == step
    page = stage.engine.view().page
    assert page is not None
    assert "damage" in [action.id for action in page.actions]
    stage.press("damage")
    stage.scan(f"SF{1:013}")
    stage.fill(unit__damage="wet")
    stage.picture()
    stage.mark((100, 100), (300, 200))
    stage.fill(unit__extent="bottom")
    stage.press()
    assert stage.last() == "unit.damage_marked"
    assert stage.engine.view().step == step
    assert stage.handlers.delivery(ORDER).exceptions[-1].kind == "package_damage"


def test_while_they_are_counted_no_page_numbers_the_units() -> None:
    stage = Stage()
    to_count(stage)
    stage.press("damage")
    stage.scan(f"SF{2:013}")
    assert stage.instruction() == "unit.damage_this"
    stage.fill(unit__damage="wear")
    stage.picture()
    assert stage.instruction() == "marking.mark_this"


def test_a_rejection_is_taken_back_by_scanning_the_unit_again(stage: Stage) -> None:
    stage.scan(f"SF{1:013}")
    stage.press("reject")
    stage.fill(unit__reason="浸水")
    stage.press()
    stage.scan(f"SF{1:013}")
    assert stage.instruction() == "unit.reinstate"
    stage.press()
    assert stage.last() == "field.empty"
    stage.scan(f"SF{2:013}")
    assert stage.last() == "unit.reinstate_first"
    stage.press("back")
    assert stage.instruction() == "unit.scan"
    stage.scan(f"SF{1:013}")
    stage.fill(reinstate__reason="只湿了膜")
    stage.press()
    assert stage.instruction() == "second.ask"
    stage.fill(second__badge="L1", second__pin="246810")
    stage.press()
    assert stage.last() == "unit.reinstated"
    last = stage.store.entries[-1]
    assert (last.kind, last.actor, last.second_actor) == ("unit.reinstated", "wang", "li")
    assert (last.data["reason"], last.data["was"]) == ("只湿了膜", "浸水")
    assert stage.instruction() == "unit.face"
