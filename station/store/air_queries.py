"""What is asked of the air: minutes and alarms, by the time that they were measured in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from station.clock import utc_text
from station.domain.air_span import Minute
from station.store.database import Database
from station.workflow.reading import AlarmRow, ClimateMinute

_CLIMATE = (
    "SELECT CAST(unixepoch(minute) AS REAL), CAST(temperature_mean AS REAL), CAST(temperature_min AS REAL),"
    " CAST(temperature_max AS REAL), CAST(humidity_mean AS REAL), CAST(humidity_min AS REAL),"
    " CAST(humidity_max AS REAL) FROM climate_minute WHERE device = ? AND minute >= ? AND minute < ?"
    " ORDER BY minute, idx"
)
_MINUTES = (
    "SELECT minute, samples, temperature_mean, temperature_min, temperature_max, humidity_mean, humidity_min,"
    " humidity_max FROM climate_minute WHERE device = ? AND minute >= ? AND minute < ? ORDER BY minute, idx"
)
_ALARMS = (
    "SELECT device, number, idx, cause, limits, since, raised_at, bound, value, worst, until, ended, acknowledged_at,"
    " acknowledged_by, reason FROM climate_alarm"
)
# Which figure of a minute is the worst of an alarm, and in what order.
_WORST = {
    "warm": "temperature_max AS REAL) DESC",
    "cold": "temperature_min AS REAL) ASC",
    "wet": "humidity_max AS REAL) DESC",
    "dry": "humidity_min AS REAL) ASC",
}


class AirQueries:
    """Reads on one connection; in the station the writing one, on the same thread."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def climate_sensors(self) -> tuple[str, ...]:
        """The devices that minutes of the air were recorded of."""
        rows = self._db.rows(
            "SELECT id FROM device d WHERE EXISTS (SELECT 1 FROM climate_minute m WHERE m.device = d.id) ORDER BY id"
        )
        return tuple(name for (name,) in rows)

    def climate(self, device: str, since: float, until: float) -> Sequence[ClimateMinute]:
        """The minutes that begin in [since, until), epoch seconds, oldest first; none where nothing was measured."""
        return self._db.rows(_CLIMATE, (device, _minute_from(since), _minute_from(until)))

    def climate_minutes(self, device: str, since: str, until: str) -> tuple[Minute, ...]:
        """The same in figures as they were written; since and until are minutes, "2026-11-24T01:00"."""
        rows = self._db.rows(_MINUTES, (device, since, until))
        return tuple(Minute(minute, samples, *map(Decimal, values)) for minute, samples, *values in rows)

    def last_minute(self, device: str) -> str:
        """The latest minute that was recorded of a sensor, "" for none."""
        return str(self._db.value("SELECT max(minute) FROM climate_minute WHERE device = ?", (device,)) or "")

    # Alarms

    def climate_alarms(self, device: str, since: float, until: float) -> tuple[AlarmRow, ...]:
        """The alarms of a sensor that were on in [since, until), epoch seconds, oldest first."""
        where = "WHERE device = ? AND since < ? AND (until = '' OR until >= ?) ORDER BY since, number"
        return self._alarms(where, (device, _moment(until), _moment(since)))

    def open_alarms(self) -> tuple[AlarmRow, ...]:
        """Those of every sensor that are on, or that nobody has answered, in the order they were raised."""
        return self._alarms("WHERE until = '' OR acknowledged_at = '' ORDER BY idx", ())

    def last_alarm(self, device: str) -> int:
        """The number of a sensor's latest alarm, 0 before the first."""
        return int(self._db.value("SELECT max(number) FROM climate_alarm WHERE device = ?", (device,)) or 0)

    def worst_since(self, device: str, cause: str, since: str) -> Decimal | None:
        """The figure furthest out in the minutes from a moment (UTC text) on; None where none was recorded."""
        order = _WORST[cause]
        column = order.partition(" ")[0]
        found = self._db.value(
            f"SELECT {column} FROM climate_minute WHERE device = ? AND minute >= ? ORDER BY CAST({order} LIMIT 1",
            (device, since[:16]),
        )
        return None if found is None else Decimal(found)

    def in_staging(self) -> tuple[str, ...]:
        """Deliveries whose truck's door was opened and that has not left, in the order the doors were opened."""
        rows = self._db.rows(
            "SELECT d.id FROM delivery d JOIN visit v ON v.id = d.visit"
            " WHERE v.door_opened_at <> '' AND v.departed_at = '' ORDER BY v.door_opened_at, d.id"
        )
        return tuple(name for (name,) in rows)

    def _alarms(self, where: str, params: Sequence[object]) -> tuple[AlarmRow, ...]:
        return tuple(AlarmRow(*row) for row in self._db.rows(f"{_ALARMS} {where}", params))


def _minute_from(second: float) -> str:
    """The first minute that begins at or after an epoch second, as it is stored."""
    return datetime.fromtimestamp(-(-second // 60) * 60, UTC).strftime("%Y-%m-%dT%H:%M")


def _moment(second: float) -> str:
    return utc_text(datetime.fromtimestamp(second, UTC))
