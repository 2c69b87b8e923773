"""The air of the staging area: what an alarm means for a delivery, and who answers it (receiving.md §4, §5 climate)."""

from __future__ import annotations

from station.domain.air_limits import stands
from station.domain.case import Case, Happening, Means, on_delivery
from station.domain.commands import AcknowledgeAlarm, NoteClimate
from station.domain.events.delivery import ExceptionRaised
from station.domain.events.site import ClimateAlarmAcknowledged
from station.domain.notice import notice_by
from station.domain.refusal import Refusal, require
from station.domain.state import DeviceState

UNITS = {"warm": "°C", "cold": "°C", "wet": "%", "dry": "%"}


def alarm_key(device: str, number: int) -> str:
    """The idempotency key of the entry that raises an alarm: what an exception names as its evidence."""
    return f"climate-alarm-{device}-{number}"


def note_climate(case: Case, command: NoteClimate, means: Means) -> list[Happening]:
    """温湿度超限: once for each alarm and delivery; goods that are not there, or no longer, are not concerned.

    It is discovered with the alarm, or with the door's opening where the air was bad before.
    """
    known = any(command.alarm in exception.evidence for exception in case.delivery.exceptions)
    if known or not stands(case.visit):
        return []
    unit = UNITS[command.cause]
    raised = ExceptionRaised(
        number=len(case.delivery.exceptions) + 1,
        kind="climate",
        evidence=(command.alarm,),
        details={
            "cause": command.cause,
            "value": "" if command.value is None else f"{command.value} {unit}",
            "limit": "" if command.limit is None else f"{command.limit} {unit}",
            "sensor": command.device,
        },
        notice_by=notice_by(max(command.raised_at, case.visit.door_opened_at), case.delivery.terms),
    )
    return [on_delivery(case, raised)]


def acknowledge_alarm(state: DeviceState, command: AcknowledgeAlarm, means: Means) -> list[Happening]:
    """Seen, and why: once for each alarm. It is no end of it: the air has to be good for that."""
    alarm = next((alarm for alarm in state.alarms if alarm.number == command.number), None)
    if alarm is None or alarm.acknowledged:
        raise Refusal("air.answered", sensor=command.device, number=command.number)
    require(command.reason.strip(), "reason.missing")
    event = ClimateAlarmAcknowledged(number=command.number, reason=command.reason.strip())
    return [Happening(f"device/{command.device}", event)]
