"""Air for the Climate page: minutes in the log, readings now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from station.config import ClimateLimits
from station.domain.case import Happening
from station.domain.events.site import ClimateRecorded
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


def weather(house: House) -> None:
    """An hour that was good, too warm, and not measured for ten minutes, and a reading that is too warm now."""
    record(house, range(60, 40, -1))
    record(house, range(40, 30, -1), "9.5")
    record(house, range(20, 0, -1))
    hear(house, "8.5", "61.0")
