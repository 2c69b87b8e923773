"""Air for the Climate page: minutes in the log, readings now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from station.clock import utc_text
from station.config import ClimateLimits
from station.domain.case import Happening
from station.domain.commands import AcknowledgeAlarm
from station.domain.events.site import ClimateAlarmCleared, ClimateAlarmRaised, ClimateRecorded
from station.domain.facts import Event
from station.domain.readings import Climate
from tests.gui.house import House

LIMITS = ClimateLimits(Decimal(2), Decimal(8), None, Decimal(75))


def record(house: House, ago: Iterable[int], mean: str = "5.0", sensor: str = "th1") -> None:
    """Minutes of the log, so many minutes ago."""
    for minutes in ago:
        minute = (house.clock.now() - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")
        value = Decimal(mean)
        recorded = ClimateRecorded(
            samples=6,
            temperature_mean=value,
            temperature_min=value - 1,
            temperature_max=value + 1,
            humidity_mean=Decimal(60),
            humidity_min=Decimal(58),
            humidity_max=Decimal(62),
            minute=minute,
        )
        house.handlers.book([Happening(f"device/{sensor}", recorded)], f"climate-{sensor}-{minute}")


def hear(house: House, temperature: str = "5.0", humidity: str = "60.0", sensor: str = "th1") -> None:
    now = house.clock.monotonic()
    house.window.heard(Climate(sensor, now, b"", Decimal(temperature), Decimal(humidity)))
    house.settle()


def alarm(house: House, number: int, cause: str = "warm", ago: int = 40, over: int | None = None) -> None:
    """An alarm of th1 that began so many minutes ago, and was over so many minutes ago."""
    lost = cause == "lost"
    limit, value, worst = (None, None, None) if lost else map(Decimal, ("8", "9.5", "10.5"))
    raised = ClimateAlarmRaised(number=number, cause=cause, since=_ago(house, ago), limit=limit, value=value)
    told: list[Event] = [raised]
    if over is not None:
        told.append(ClimateAlarmCleared(number=number, until=_ago(house, over), worst=worst))
    for event in told:
        house.handlers.book([Happening("device/th1", event)], f"{event.KIND}-{number}")
    house.settle()


def _ago(house: House, minutes: int) -> str:
    return utc_text(house.clock.now() - timedelta(minutes=minutes))


def weather(house: House) -> None:
    """An hour with an alarm that was answered, a sensor that was lost for ten minutes, and an alarm that is on."""
    record(house, range(60, 40, -1))
    record(house, range(40, 30, -1), "9.5")
    record(house, range(20, 0, -1))
    alarm(house, 1, ago=40, over=30)
    house.give(AcknowledgeAlarm(device="th1", number=1, reason="卸货时门一直开着,已关"), "wang")
    alarm(house, 2, "lost", ago=30, over=20)
    alarm(house, 3, ago=3)
    hear(house, "8.5", "61.0")
