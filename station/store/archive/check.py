"""Reads every picture at the archive that is plugged in: each lost or altered one is told, and those elsewhere."""

from __future__ import annotations

from station.errors import StoreError
from station.store.archive.place import Place
from station.store.archive.plan import archived, archived_at, known_places
from station.store.database import Database
from station.texts import Line, line


def check(db: Database, place: Place) -> tuple[bool, tuple[Line, ...]]:
    """Whether everything is there and is what its name says, and what to say of it. Raises StoreError where there is no
    archive of this log."""
    identity = place.identity()
    if identity.place not in known_places(db):
        raise StoreError("archive.unknown", folder=str(place.folder), name=identity.name)
    wanted = archived_at(db, identity.place)
    bad = [line("verify.archive_lost", name=identity.name, file=f"{sha}.jpg") for sha in lost(place, wanted)]
    told = line("verify.archive_good", name=identity.name, files=len(wanted) - len(bad))
    elsewhere = len(archived(db)) - len(wanted)
    away = (line("archive.elsewhere", count=elsewhere),) if elsewhere else ()
    return not bad, (*bad, told, *away)


def lost(place: Place, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Those pictures that cannot be read there as what they are."""
    return tuple(sha for sha in wanted if not place.holds(sha, "jpg"))
