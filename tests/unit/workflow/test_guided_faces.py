"""The guided set of pictures: which comes next, the waybill readable in one of them, and pictures beyond the six."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.agreements import Terms
from station.domain.scale import Scale
from station.domain.scale_profile import ScaleProfile
from station.domain.verdicts import Stale
from station.workflow.pictures import known_codes
from station.workflow.scene import Scene
from station.workflow.steps.guided import ghost_of, hint_of
from tests.unit.domain.harness import Dock
from tests.unit.domain.harness import unit as dock_unit
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import FACES, to_units

SCALE = Scale(ScaleProfile("p", d=Decimal("0.005"), e=Decimal("0.005"), max=Decimal(60), min=Decimal("0.1")))

ORDER = "IN20261124-0001"
WAYBILL = f"SF{1:013}"


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    to_units(stage)
    stage.scan(WAYBILL)
    return stage


def six_unreadable(stage: Stage) -> None:
    stage.shown = ""
    for _ in range(FACES):
        stage.picture()


def waybill(stage: Stage) -> str:
    """The tone of the line that tells the unit's code: good once a picture shows it."""
    page = stage.engine.view().page
    assert page is not None
    return page.facts[0].tone


def test_without_a_readable_waybill_one_more_picture_is_asked_for(stage: Stage) -> None:
    six_unreadable(stage)
    assert stage.instruction() == "unit.waybill"
    assert waybill(stage) == ""
    stage.picture()
    assert stage.last() == "refusal.waybill.unread"
    assert stage.instruction() == "unit.waybill"
    stage.shown = WAYBILL
    stage.picture()
    assert stage.last() == "unit.face_taken"
    assert stage.instruction() == "weight.put"
    assert waybill(stage) == "good"


def test_an_unreadable_waybill_is_waived_by_two_people(stage: Stage) -> None:
    six_unreadable(stage)
    stage.press("waive")
    assert stage.instruction() == "unit.waive_waybill"
    stage.press()
    assert stage.last() == "field.empty"
    stage.fill(unit__reason="面单撕破")
    stage.press()
    assert stage.instruction() == "second.ask"
    stage.fill(second__badge="L1", second__pin="246810")
    stage.press()
    assert stage.last() == "unit.waybill_waived"
    assert stage.instruction() == "weight.put"
    assert waybill(stage) == "attention"


def test_a_face_that_shows_the_waybill_is_enough_and_says_so(stage: Stage) -> None:
    stage.shown = ""
    stage.picture()
    stage.shown = WAYBILL
    stage.picture()
    assert waybill(stage) == "good"
    for _ in range(FACES - 2):
        stage.picture()
    assert stage.instruction() == "weight.put"


def test_more_pictures_are_taken_once_the_six_are_there(stage: Stage) -> None:
    assert "extra" not in actions(stage)
    for _ in range(FACES):
        stage.picture()
    for number in (1, 2):
        stage.press("extra")
        assert stage.instruction() == "unit.extra"
        stage.picture()
        assert stage.instruction() == "weight.put"
        assert f"extra-{number}" in stage.handlers.case(ORDER).units["1"].faces
    stage.press("extra")
    stage.press("back")
    assert stage.instruction() == "weight.put"


def test_a_pallets_ghost_is_another_one() -> None:
    dock = Dock(dock_unit(1, level="pallet"), terms=Terms(level="pallet")).to("scanned")
    scene, pallet = scene_of(dock), dock.case.units["1"]
    assert ghost_of(scene, pallet, "bottom").pallet
    assert hint_of(scene, pallet, "bottom").key == "unit.forks_hint"
    assert hint_of(scene, pallet, "left").key == "unit.face_hint"


def scene_of(dock: Dock) -> Scene:
    return Scene("wang", frozenset(), "2026-11-24", {}, Stale(), SCALE, dock.checklist, open_case=dock.case)


def actions(stage: Stage) -> list[str]:
    page = stage.engine.view().page
    assert page is not None
    return [action.id for action in page.actions]


def test_the_ghost_tells_the_face_and_the_one_before(stage: Stage) -> None:
    page = stage.engine.view().page
    assert page is not None
    assert page.ghost is not None
    assert (page.ghost.face, page.ghost.before, page.ghost.pallet) == ("top", "", False)
    stage.picture()
    page = stage.engine.view().page
    assert page is not None
    assert page.ghost is not None
    assert (page.ghost.face, page.ghost.before) == ("bottom", "top")
    stage.press("damage")
    page = stage.engine.view().page
    assert page is not None
    assert page.ghost is None


def test_only_codes_of_the_delivery_are_kept_with_a_picture(stage: Stage) -> None:
    case = stage.handlers.case(ORDER)
    texts = ("张三 13800000000 深圳市", WAYBILL, f" {WAYBILL} ", "6901234567892")
    assert known_codes(texts, case) == (WAYBILL,)


def test_an_sscc_counts_with_and_without_its_identifier() -> None:
    sscc = "069012340261100012"
    case = Dock(dock_unit(1, code=sscc)).to("opened").case
    assert known_codes((f"00{sscc}", sscc), case) == (sscc,)


def test_the_codes_stand_in_the_entry_and_only_where_there_are_any(stage: Stage) -> None:
    stage.picture()
    stage.shown = ""
    stage.picture()
    taken = [entry.data["picture"] for entry in stage.store.entries if entry.kind == "unit.face_taken"]
    assert [picture.get("codes") for picture in taken] == [[WAYBILL], None]
