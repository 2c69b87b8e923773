"""The rows of CCTV cameras, of their recorders' clocks, and of the clips that somebody wants (store/projections.py)."""

from __future__ import annotations

import msgspec

from station.domain.entry import Entry
from station.domain.state import CctvState, DeliveryState
from station.store.database import Database
from station.store.put import put


def project_cctv(db: Database, name: str, state: CctvState, entry: Entry) -> None:
    """The latest spell and the one that it has ended; or a comparison of clocks."""
    if entry.kind == "cctv.clock_compared":
        _clock(db, name, entry)
        return
    for number, spell in enumerate(state.spells):
        if entry.at in (spell.since, spell.until):
            put(db, "cctv_spell", {"number": number, **msgspec.to_builtins(spell), "until": spell.until})


def _clock(db: Database, name: str, entry: Entry) -> None:
    data = entry.data
    row = {
        "idx": entry.index,
        "camera": name,
        "recorder": data["recorder"],
        "station_at": data["station_at"],
        "offset_s": data["offset_s"],
        "uncertainty_s": data["uncertainty_s"],
        "by": entry.actor,
    }
    put(db, "cctv_clock", row)


def project_clip(db: Database, delivery: str, state: DeliveryState, entry: Entry) -> None:
    """A clip as it is after an entry about it."""
    clip = next(one for one in state.clips if one.number == entry.data["number"])
    known = {name: getattr(clip, name) for name in clip.__struct_fields__}
    put(db, "clip", {"delivery": delivery, **known})
