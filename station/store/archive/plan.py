"""What may move to the archive, the delivery that was signed first at the front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from station.clock import utc_text
from station.store.database import Database

SEARCHED = timedelta(days=90)  # so long a new picture is held against the old ones: they stay at hand

# A truck's pictures go with the delivery of it that is signed last, and wait while one of them is not signed.
_OWNED = """
WITH owned (sha256, size, delivery) AS (
    SELECT sha256, size, delivery FROM picture WHERE delivery <> ''
    UNION ALL
    SELECT p.sha256, p.size, (
        SELECT d.id FROM delivery d WHERE d.visit = p.visit
        ORDER BY d.stage = 'signed', d.signed_at DESC, d.id DESC LIMIT 1
    ) FROM picture p WHERE p.visit <> ''
)
"""
_LOTS = f"""{_OWNED}
SELECT d.id, d.signed_at, count(DISTINCT o.sha256), sum(o.size)
FROM owned o JOIN delivery d ON d.id = o.delivery
WHERE d.stage = 'signed' AND o.sha256 NOT IN (SELECT sha256 FROM archived_picture)
GROUP BY d.id ORDER BY d.signed_at, d.id
"""
_FILES = f"""{_OWNED}
SELECT DISTINCT sha256, size FROM owned
WHERE delivery = ? AND sha256 NOT IN (SELECT sha256 FROM archived_picture) ORDER BY sha256
"""


@dataclass(frozen=True, slots=True)
class Lot:
    """A signed delivery (signed_at: UTC text) whose pictures are all here: how many, and their bytes."""

    delivery: str
    signed_at: str
    count: int
    size: int


@dataclass(frozen=True, slots=True)
class Policy:
    """after: how long after its sign-off a delivery's pictures move in any case. keep: bytes of pictures from which on
    the oldest move earlier, 0 for never; what is younger than SEARCHED stays."""

    after: timedelta
    keep: int = 0


def due(db: Database, policy: Policy, now: datetime) -> tuple[Lot, ...]:
    """What is to move now, oldest first."""
    held = db.value(
        "SELECT coalesce(sum(size), 0) FROM picture WHERE sha256 NOT IN (SELECT sha256 FROM archived_picture)"
    )
    return tuple(_due([Lot(*row) for row in db.rows(_LOTS)], policy, int(held), now))


def _due(lots: Sequence[Lot], policy: Policy, held: int, now: datetime) -> Iterator[Lot]:
    old, young = utc_text(now - max(policy.after, SEARCHED)), utc_text(now - SEARCHED)
    for lot in lots:
        crowded = 0 < policy.keep < held
        if lot.signed_at >= (young if crowded else old):
            return
        held -= lot.size
        yield lot


def files_of(db: Database, delivery: str) -> tuple[tuple[str, int], ...]:
    """SHA-256 and bytes of what is still to be moved of a delivery."""
    return tuple((str(sha), int(size)) for sha, size in db.rows(_FILES, (delivery,)))


def place_of_picture(db: Database, sha256: str) -> tuple[str, str] | None:
    """Identity and name of the archive that holds a picture; None where it was not archived."""
    row = db.row(
        "SELECT a.place, coalesce(p.name, a.place) FROM archived_picture a"
        " LEFT JOIN archive_place p ON p.place = a.place WHERE a.sha256 = ?",
        (sha256,),
    )
    return (str(row[0]), str(row[1])) if row else None


def known_places(db: Database) -> dict[str, str]:
    """The archives that this log knows: identity -> name."""
    return {str(place): str(name) for place, name in db.rows("SELECT place, name FROM archive_place ORDER BY idx")}


def archived_at(db: Database, place: str) -> tuple[str, ...]:
    """The SHA-256 of every picture that the log says lies at a place."""
    return tuple(
        str(sha) for (sha,) in db.rows("SELECT sha256 FROM archived_picture WHERE place = ? ORDER BY sha256", (place,))
    )


def archived(db: Database) -> frozenset[str]:
    """The SHA-256 of every picture that the log says was copied to an archive."""
    return frozenset(str(sha) for (sha,) in db.rows("SELECT sha256 FROM archived_picture"))
