"""A sensor's readings as minutes with mean, least and most: what the log keeps of the air at the dock."""

from __future__ import annotations

from decimal import Decimal

from station.clock import Clock
from station.domain.events.site import ClimateRecorded
from station.domain.readings import Climate

_TENTH = Decimal("0.1")


class ClimateMinutes:
    """One sensor. Minutes are those of the wall clock; one without a reading is not recorded."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._minute = ""
        self._readings: list[Climate] = []

    def offer(self, reading: Climate) -> ClimateRecorded | None:
        """Takes a reading; gives the minute that ended before it (hours ago, where the sensor was silent since)."""
        minute = self._clock.now().strftime("%Y-%m-%dT%H:%M")
        ended = None
        if minute != self._minute:
            ended = _summed(self._minute, self._readings) if self._readings else None
            self._minute, self._readings = minute, []
        self._readings.append(reading)
        return ended


def _summed(minute: str, readings: list[Climate]) -> ClimateRecorded:
    temperatures = [reading.temperature for reading in readings]
    humidities = [reading.humidity for reading in readings]
    return ClimateRecorded(
        samples=len(readings),
        temperature_mean=_mean(temperatures),
        temperature_min=min(temperatures),
        temperature_max=max(temperatures),
        humidity_mean=_mean(humidities),
        humidity_min=min(humidities),
        humidity_max=max(humidities),
        minute=minute,
    )


def _mean(values: list[Decimal]) -> Decimal:
    return (sum(values, Decimal(0)) / len(values)).quantize(_TENTH)
