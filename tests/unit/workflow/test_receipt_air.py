"""The air that a delivery stood in: from the door to the sign-off, with the alarms that concern it and no others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from station.domain.agreements import Terms
from station.domain.air_span import AirSpan, Quantity
from station.domain.case import Happening
from station.domain.events.delivery import SignedOff
from station.workflow.air_watch import band_of
from station.workflow.receipt_air import StagingAir, staging_air
from tests.unit.workflow.air import COLD, LIMITS, ORDER, AirStage
from tests.unit.workflow.stage import unit


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[AirStage]:
    stage = AirStage(tmp_path)
    yield stage
    stage.close()


def sign(stage: AirStage, order: str = ORDER) -> None:
    """The sign-off as the log has it; how it comes about is not this test's."""
    signed = SignedOff(outcome="with_exceptions", receipt=f"GR-{order}", received=2)
    stage.handlers.book([Happening(f"delivery/{order}", signed)], f"sign-{order}")


def found(stage: AirStage, order: str = ORDER) -> StagingAir:
    air = staging_air(stage.handlers.case(order), stage.queries, ["th1"], band_of(LIMITS))
    assert air is not None
    return air


def span(stage: AirStage, order: str = ORDER) -> AirSpan:
    return found(stage, order).sensors[0].span


def test_before_the_door_is_opened_or_the_delivery_signed_there_is_none(stage: AirStage) -> None:
    stage.at_the_door()
    assert staging_air(stage.handlers.case(ORDER), stage.queries, ["th1"], band_of(LIMITS)) is None
    stage.press()
    assert staging_air(stage.handlers.case(ORDER), stage.queries, ["th1"], band_of(LIMITS)) is None


def test_the_figures_are_of_the_time_in_the_staging_area(stage: AirStage) -> None:
    stage.air("30.0", 1200)
    stage.clock.forward(5)
    stage.open_door()
    stage.air("4.0", 600)
    stage.air("6.0", 600)
    sign(stage)
    stage.air("30.0", 1200)
    assert span(stage).temperature == Quantity(Decimal("4.0"), Decimal("5.0"), Decimal("6.0"))
    assert (span(stage).measured, span(stage).minutes, span(stage).gaps) == (19, 19, ())


def test_silence_is_a_gap(stage: AirStage) -> None:
    stage.open_door()
    stage.air("4.0", 600)
    stage.silent(600)
    stage.air("4.0", 600)
    sign(stage)
    [(begin, end)] = span(stage).gaps
    assert begin < end
    assert span(stage).minutes - span(stage).measured in (9, 10)
    assert [alarm.cause for alarm in found(stage).sensors[0].alarms] == ["lost"]


def test_each_delivery_has_the_alarms_by_its_own_limits(stage: AirStage) -> None:
    stage.customer("B", Terms(temperature_max=Decimal(-18)))
    stage.announce(COLD, unit(9), seals=("S1001",), customer="B")
    stage.open_door()
    stage.air("5.0", 300)
    stage.air("9.0", 300, humidity="80.0")
    for order in (ORDER, COLD):
        sign(stage, order)
    assert [(alarm.cause, alarm.limits) for alarm in found(stage).sensors[0].alarms] == [("warm", ""), ("wet", "")]
    own = found(stage, COLD)
    assert [(alarm.cause, alarm.limits) for alarm in own.sensors[0].alarms] == [("warm", "B/1"), ("wet", "")]
    assert (own.limits.high, own.limits.wet) == (Decimal(-18), Decimal(75))


def test_an_alarm_before_the_door_was_opened_is_not_this_deliverys(stage: AirStage) -> None:
    stage.air("9.0", 300)
    stage.air("5.0", 300)
    stage.open_door()
    stage.air("5.0", 300)
    sign(stage)
    assert found(stage).sensors[0].alarms == ()
