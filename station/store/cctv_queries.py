"""What is asked of the site's CCTV: cameras, clocks, and clips."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from station.domain.cctv import Comparison, Spell
from station.store.database import Database
from station.workflow.reading import ClipRow, Stay

_SPELLS = "camera, name, place, spot, recorder, channel, keep_days, since, until"
_CLOCKS = "camera, recorder, station_at, offset_s, uncertainty_s, by"
_CLIPS = ClipRow.__struct_fields__


class CctvQueries:
    """Reads on one connection; in the station the writing one, on the same thread."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def cctv_spells(self) -> tuple[Spell, ...]:
        """Every camera as it was registered, by camera, oldest first."""
        rows = self._db.rows(f"SELECT {_SPELLS} FROM cctv_spell ORDER BY camera, number")
        names = _SPELLS.split(", ")
        return tuple(Spell(**dict(zip(names, row, strict=True))) for row in rows)

    def cctv_clocks(self) -> tuple[Comparison, ...]:
        """Every comparison of clocks, in the order of their moments."""
        rows = self._db.rows(f"SELECT {_CLOCKS} FROM cctv_clock ORDER BY station_at, idx")
        return tuple(
            Comparison(
                camera=camera,
                recorder=recorder,
                station_at=at,
                offset_s=Decimal(offset),
                uncertainty_s=Decimal(uncertainty),
                by=by,
            )
            for camera, recorder, at, offset, uncertainty, by in rows
        )

    def clips(self, delivery: str) -> tuple[ClipRow, ...]:
        """The clips of a delivery, in the order they were asked for."""
        return self._clips("WHERE delivery = ? ORDER BY number", (delivery,))

    def clips_waiting(self) -> tuple[ClipRow, ...]:
        """Those of every delivery that nobody has brought yet, the most urgent first."""
        where = "WHERE sha256 = '' AND withdrawn_at = '' ORDER BY deadline, delivery, number"
        return self._clips(where, ())

    def stay(self, delivery: str) -> Stay | None:
        """How long a delivery was here; None for one that has not come."""
        row = self._db.row(
            "SELECT v.dock, v.arrived_at, v.door_opened_at, v.departed_at, d.signed_at"
            " FROM delivery d JOIN visit v ON v.id = d.visit WHERE d.id = ?",
            (delivery,),
        )
        return Stay(*row) if row else None

    def _clips(self, where: str, params: Sequence[object]) -> tuple[ClipRow, ...]:
        rows = self._db.rows(f"SELECT {', '.join(_CLIPS)} FROM clip {where}", params)
        return tuple(ClipRow(**dict(zip(_CLIPS, row, strict=True))) for row in rows)
