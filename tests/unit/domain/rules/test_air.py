"""What an alarm of the air means for a delivery, and its answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain import commands as c
from station.domain.events.delivery import ExceptionRaised
from station.domain.events.site import ClimateAlarmAcknowledged, ClimateAlarmCleared, ClimateAlarmRaised
from tests.unit.domain.harness import ORDER, VISIT, Dock


def note(alarm: str = "climate-alarm-th1-1") -> c.NoteClimate:
    return c.NoteClimate(
        delivery=ORDER, alarm=alarm, device="th1", cause="wet", since="2026-11-24T01:00:00.000Z",
        raised_at="2026-11-24T09:00:00.000Z", limit=Decimal(75), value=Decimal("80.5"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "noted"),
    [("arrived", 0), ("sealed", 0), ("opened", 1), ("counted", 1), ("signed", 1), ("departed", 0)],
)
def test_only_goods_that_stand_there_are_concerned(stage: str, noted: int) -> None:
    assert len(Dock().to(stage).give(note(), "station")) == noted


def test_each_alarm_is_one_exception_with_the_alarm_as_evidence() -> None:
    dock = Dock().to("opened")
    [first] = dock.give(note(), "station")
    assert isinstance(first, ExceptionRaised)
    assert (first.kind, first.number, first.evidence) == ("climate", 1, ("climate-alarm-th1-1",))
    assert first.details == {"cause": "wet", "value": "80.5 %", "limit": "75 %", "sensor": "th1"}
    assert first.notice_by == "2026-11-24T09:30:00.000Z", "thirty minutes from the alarm"
    assert dock.give(note(), "station") == []
    [second] = dock.give(note("climate-alarm-th1-2"), "station")
    assert isinstance(second, ExceptionRaised)
    assert second.number == 2


def test_the_truck_leaves_when_what_came_after_the_sign_off_is_countersigned() -> None:
    dock = Dock().to("signed")
    dock.give(note(), "station")
    dock.give(dock.issue(), "station")
    assert dock.refusal(c.DepartVisit(visit=VISIT)) == "visit.uncountersigned"
    dock.give(dock.countersign())
    dock.give(c.DepartVisit(visit=VISIT))
    assert dock.case.delivery.uncountersigned == ()


@pytest.mark.parametrize("answered_first", [True, False])
def test_an_alarm_is_remembered_until_it_is_over_and_answered(answered_first: bool) -> None:
    over, answered = ClimateAlarmCleared(number=1, until="x"), ClimateAlarmAcknowledged(number=1, reason="y")
    dock = Dock()
    dock.happen("device/th1", ClimateAlarmRaised(number=1, cause="warm", since="x"))
    dock.happen("device/th1", answered if answered_first else over)
    assert len(dock.state("device/th1").alarms) == 1
    dock.happen("device/th1", over if answered_first else answered)
    assert dock.state("device/th1").alarms == ()


def test_an_answer_has_its_reason_without_blanks() -> None:
    dock = Dock()
    dock.happen("device/th1", ClimateAlarmRaised(number=3, cause="lost", since="x"))
    [event] = dock.give(c.AcknowledgeAlarm(device="th1", number=3, reason=" cable "))
    assert event == ClimateAlarmAcknowledged(number=3, reason="cable")
