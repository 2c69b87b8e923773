"""The air of the truck's hold as its door opens: in the entry, on the page, and why it is missing for cold goods."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from station.domain.readings import Climate
from station.domain.state import VisitState
from tests.unit.workflow.stage import Stage, unit
from tests.unit.workflow.test_engine import arrive, check_seal, show_documents

CHILLED = unit(1, flags=("cold",))


def at_the_door(*units: object, sensor: str = "truck-1") -> Stage:
    stage = Stage(*units)  # type: ignore[arg-type]
    stage.engine._desk = replace(stage.engine._desk, truck_sensor=lambda: sensor)
    arrive(stage)
    show_documents(stage)
    check_seal(stage)
    assert stage.instruction() == "seals.open_door"
    return stage


def reads(stage: Stage, device: str, temperature: str) -> None:
    stage.engine.offer(Climate(device, stage.clock.monotonic(), b"", Decimal(temperature), Decimal("70.0")))


def shown(stage: Stage) -> list[tuple[str, str]]:
    """What the page says of the hold: tone and words."""
    page = stage.engine.view().page
    assert page is not None
    told = [fact for fact in page.facts if fact.label.key == "seals.truck_air"]
    return [(fact.tone, fact.value if isinstance(fact.value, str) else fact.value.key) for fact in told]


def opened(stage: Stage) -> VisitState:
    stage.press()
    visit = stage.handlers.visit("V20261124-01")
    assert visit.door_opened_at
    return visit


def test_the_holds_sensor_and_the_docks_are_two_readings() -> None:
    stage = at_the_door(CHILLED)
    reads(stage, "th1", "18.0")
    reads(stage, "truck-1", "4.2")
    stage.clock.forward(3)
    assert shown(stage) == [("good", "4.2 °C · 70.0 %")]
    visit = opened(stage)
    assert visit.truck_air is not None
    assert visit.door_climate is not None
    assert (visit.truck_air.device, visit.truck_air.temperature, visit.truck_air.age_ms) == (
        "truck-1",
        Decimal("4.2"),
        3000,
    )
    assert visit.door_climate.temperature == 18
    assert visit.no_truck_air == ""


@pytest.mark.parametrize(
    ("sensor", "heard", "why"),
    [("", False, "no_sensor"), ("truck-1", False, "no_reading"), ("truck-1", True, "no_reading")],
)
def test_cold_goods_without_a_fresh_reading_are_flagged_and_not_stopped(sensor: str, heard: bool, why: str) -> None:
    stage = at_the_door(CHILLED, sensor=sensor)
    if heard:
        reads(stage, sensor, "4.2")
        stage.clock.forward(31)
    assert shown(stage) == [("attention", f"truck_air.{why}")]
    visit = opened(stage)
    assert (visit.truck_air, visit.no_truck_air) == (None, why)


def test_other_goods_ask_for_nothing_and_keep_what_there_is() -> None:
    assert opened(at_the_door(unit(1), sensor="")).no_truck_air == ""
    stage = at_the_door(unit(1))
    reads(stage, "truck-1", "21.0")
    assert opened(stage).truck_air is not None
