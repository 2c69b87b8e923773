"""The pages' questions as SQL over the projections and the log (workflow/reading.py says what they mean)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from station.clock import Clock, utc_text
from station.domain.checkpoint import read
from station.domain.entry import Entry
from station.domain.events.unit import UnitFilmed
from station.domain.merkle import inclusion_proof
from station.store import log
from station.store.air_queries import AirQueries
from station.store.archive.plan import place_of_picture
from station.store.cctv_queries import CctvQueries
from station.store.database import Database
from station.workflow.reading import (
    CustomerRow,
    DeliveryRow,
    DeviceRow,
    FilmRow,
    LogDetail,
    LogFilter,
    LogRow,
    PaperRow,
    PersonRow,
    PictureRow,
    Proof,
    Today,
)

HELD_AFTER = timedelta(hours=24)
# Entries that would tell how many units are expected, while the count is blind, and what of them may be told.
TELLING = {
    "delivery.announced": ("reference", "revision"),
    "delivery.opened": ("agreement",),
    "delivery.count_keyed": ("round",),
    "delivery.count_revealed": (),
}

# Letters and notices of before they were sealed lie in the clear; they are shown to nobody by the way.
PERSONAL = ("visit.proxy_accepted", "visit.change_accepted")

_DELIVERY = (
    "SELECT d.id, d.customer, coalesce(c.name, d.customer), d.reference, d.carrier, d.slot, d.plate, d.trailer,"
    " d.visit, d.stage, d.blind, d.declared, d.counted, d.opened_at, d.signed_at, d.outcome, d.receipt,"
    " (SELECT count(*) FROM exception e WHERE e.delivery = d.id),"
    " (SELECT count(*) FROM exception e WHERE e.delivery = d.id AND e.countersigned = '')"
    " FROM delivery d LEFT JOIN customer c ON c.id = d.customer"
)
_LOG = (
    "SELECT l.idx, l.at, l.actor, l.second_actor, l.kind, l.stream, s.flag, l.entry, s.delivery"
    " FROM log l JOIN log_subject s ON s.idx = l.idx"
)
_SIZES = (  # of what lies in the evidence and has no end of its own
    "SELECT size, at FROM picture WHERE at >= ?"
    " UNION ALL SELECT size, begun_at FROM film WHERE begun_at >= ?"
    " UNION ALL SELECT size, imported_at FROM clip WHERE imported_at >= ? AND sha256 <> ''"
)


class StoreQueries(AirQueries, CctvQueries):
    """Reads on one connection; in the station the writing one, on the same thread."""

    def __init__(self, db: Database, clock: Clock) -> None:
        super().__init__(db)
        self._clock = clock

    # Deliveries

    def today(self, day: str) -> Today:
        """The figures of the day. day is the site-local date; slots are site-local, too."""
        rows = self._deliveries("WHERE d.stage <> 'signed' OR d.signed_at >= ? ORDER BY d.slot, d.id", (self._ago(),))
        held = self._db.value(
            "SELECT count(*) FROM delivery WHERE visit <> '' AND opened_at < ?1 AND (stage <> 'signed')", (self._ago(),)
        )
        return Today(
            expected=sum(row.stage == "expected" for row in rows),
            at_dock=sum(row.stage in ("open", "receipt_pending") for row in rows),
            signed=sum(row.stage == "signed" for row in rows),
            held=int(held),
            deliveries=rows,
        )

    def expected(self) -> tuple[DeliveryRow, ...]:
        return self._deliveries("WHERE d.stage = 'expected' ORDER BY d.slot, d.id")

    def deliveries(self) -> tuple[DeliveryRow, ...]:
        return self._deliveries("ORDER BY d.id")

    def open_deliveries(self) -> tuple[str, ...]:
        """Deliveries of trucks that have not left, or whose paper is not stamped yet, in the order they arrived."""
        rows = self._db.rows(
            "SELECT d.id FROM delivery d JOIN visit v ON v.id = d.visit WHERE v.departed_at = ''"
            " OR d.stage = 'receipt_pending'"
            " OR (d.stage = 'signed' AND d.stamped_by = '' AND d.outcome <> 'refused')"
            " ORDER BY v.arrived_at, v.id, d.id"
        )
        return tuple(name for (name,) in rows)

    def deliveries_of(self, visit: str) -> tuple[str, ...]:
        """The deliveries that a truck brought."""
        return tuple(name for (name,) in self._db.rows("SELECT id FROM delivery WHERE visit = ? ORDER BY id", (visit,)))

    def receipt_pending(self) -> tuple[str, ...]:
        rows = self._db.rows("SELECT id FROM delivery WHERE stage = 'receipt_pending' ORDER BY signed_at, id")
        return tuple(name for (name,) in rows)

    def _ago(self) -> str:
        return utc_text(self._clock.now() - HELD_AFTER)

    def _deliveries(self, rest: str, params: Sequence[object] = ()) -> tuple[DeliveryRow, ...]:
        return tuple(_delivery(row) for row in self._db.rows(f"{_DELIVERY} {rest}", params))

    # People and customers

    def person_by_badge(self, badge: str) -> PersonRow | None:
        found = self._people("WHERE badge = ?", (badge,))
        return found[0] if found else None

    def people(self) -> tuple[PersonRow, ...]:
        return self._people("ORDER BY id")

    def _people(self, rest: str, params: Sequence[object] = ()) -> tuple[PersonRow, ...]:
        rows = self._db.rows(f"SELECT id, badge, name_record, roles, has_pin FROM person {rest}", params)
        return tuple(PersonRow(i, badge, name, tuple(roles.split()), bool(pin)) for i, badge, name, roles, pin in rows)

    def customers(self) -> tuple[CustomerRow, ...]:
        rows = self._db.rows("SELECT id, name, industry, agreement FROM customer ORDER BY id")
        return tuple(CustomerRow(*row) for row in rows)

    # The log

    def log_size(self) -> int:
        return log.size(self._db)

    def log_page(self, wanted: LogFilter, before: int | None = None, limit: int = 100) -> tuple[LogRow, ...]:
        """Entries with an index below `before`, newest first."""
        tests, params = _tests(wanted)
        if before is not None:
            tests.append("l.idx < ?")
            params.append(before)
        where = f" WHERE {' AND '.join(tests)}" if tests else ""
        rows = self._db.rows(f"{_LOG}{where} ORDER BY l.idx DESC LIMIT ?", (*params, limit))
        return self._shown(rows)

    def recorded(self, delivery: str, limit: int = 12) -> tuple[LogRow, ...]:
        """The latest entries of a delivery, its units and its truck, newest first."""
        visit = self._db.value("SELECT visit FROM delivery WHERE id = ?", (delivery,)) or ""
        rows = self._db.rows(
            f"{_LOG} WHERE s.idx IN ("
            "SELECT * FROM (SELECT idx FROM log_subject WHERE delivery = ?1 AND delivery <> ''"
            " ORDER BY idx DESC LIMIT ?3)"
            " UNION "
            "SELECT * FROM (SELECT idx FROM log_subject WHERE visit = ?2 AND visit <> '' ORDER BY idx DESC LIMIT ?3)"
            ") ORDER BY l.idx DESC LIMIT ?3",
            (delivery, visit, limit),
        )
        return self._shown(rows)

    def log_detail(self, index: int) -> LogDetail | None:
        """One entry with its proof against the last signed head that covers it."""
        rows = self._db.rows(f"{_LOG} WHERE l.idx = ?", (index,))
        if not rows:
            return None
        shown = self._shown(rows)[0]
        entry = Entry.from_bytes(rows[0][7])
        hidden = _tells(entry.kind, entry.data) and bool(self._blind_among({rows[0][8]}))
        pictured = not hidden and entry.kind not in PERSONAL
        return LogDetail(
            row=shown,
            entry=None if hidden else entry,
            pictures=tuple(pictures_in(entry.data)) if pictured else (),
            proof=self._proof(index),
            papers=self._papers("WHERE idx = ? ORDER BY rowid", (index,)),
            film=entry.data["recorded"]["sha256"] if entry.kind == UnitFilmed.KIND else "",
        )

    def papers_due(self) -> tuple[PaperRow, ...]:
        today = utc_text(self._clock.now())[:10]
        return self._papers("WHERE purged_at = '' AND keep_until < ? ORDER BY idx, record", (today,))

    def _papers(self, rest: str, params: Sequence[object]) -> tuple[PaperRow, ...]:
        rows = self._db.rows(
            f"SELECT record, stream, kind, sha256, keep_until, purged_at FROM sealed_file {rest}", params
        )
        return tuple(PaperRow(*row) for row in rows)

    def _shown(self, rows: Sequence[tuple[Any, ...]]) -> tuple[LogRow, ...]:
        blind = self._blind_among({row[8] for row in rows})
        return tuple(_log_row(row, blind=row[8] in blind) for row in rows)

    def _blind_among(self, deliveries: set[str]) -> set[str]:
        marks = ", ".join("?" for _ in deliveries)
        rows = self._db.rows(f"SELECT id FROM delivery WHERE blind AND id IN ({marks})", tuple(deliveries))
        return {name for (name,) in rows}

    def _proof(self, index: int) -> Proof | None:
        row = self._db.row("SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size DESC LIMIT 1", (index,))
        if row is None:
            return None
        size, note = int(row[0]), bytes(row[1])
        path = inclusion_proof(index, size, log.tree_of(self._db).node)
        leaf = self._db.value("SELECT leaf FROM log WHERE idx = ?", (index,))
        return Proof(
            index=index,
            leaf=bytes(leaf).hex(),
            size=size,
            root=read(note).root.hex(),
            path=tuple(step.hex() for step in path),
            note=note.decode(),
        )

    # Pictures

    def pictures(self, delivery: str) -> tuple[PictureRow, ...]:
        """A delivery's pictures and those of its truck, oldest first."""
        visit = self._db.value("SELECT visit FROM delivery WHERE id = ?", (delivery,)) or ""
        where = "(delivery = ?1 AND delivery <> '') OR (visit = ?2 AND visit <> '')"
        return self._pictures(f"WHERE {where} ORDER BY idx", (delivery, visit))

    def unit_pictures(self, delivery: str, unit: str) -> tuple[PictureRow, ...]:
        """One unit's pictures, also those that were taken again, oldest first."""
        where = "delivery = ?1 AND delivery <> '' AND unit = ?2"
        return self._pictures(f"WHERE {where} ORDER BY idx", (delivery, unit))

    def picture(self, sha256: str) -> PictureRow | None:
        """Where a picture was named first."""
        return next(iter(self._pictures("WHERE sha256 = ? ORDER BY idx LIMIT 1", (sha256,))), None)

    def pictures_since(self, at: str) -> tuple[PictureRow, ...]:
        return self._pictures("WHERE at >= ? ORDER BY idx", (at,))

    def evidence_size(self, since: str = "") -> tuple[int, str]:
        """Bytes of all pictures, films and clips since then, and the time of the first ("" where there is none)."""
        row = self._db.row(f"SELECT coalesce(sum(size), 0), coalesce(min(at), '') FROM ({_SIZES})", (since,) * 3)
        return (int(row[0]), str(row[1])) if row else (0, "")

    def archived_pictures(self) -> int:
        """How many pictures lie at a second place."""
        return int(self._db.value("SELECT coalesce(sum(pictures), 0) FROM archived_lot"))

    def archived_size(self) -> int:
        """Their bytes."""
        return int(self._db.value("SELECT coalesce(sum(size), 0) FROM archived_lot"))

    def archive_of(self, sha256: str) -> str:
        """The name of the archive that a picture was moved to, "" for none."""
        place = place_of_picture(self._db, sha256)
        return place[1] if place else ""

    def _pictures(self, rest: str, params: Sequence[object]) -> tuple[PictureRow, ...]:
        columns = "idx, sha256, at, delivery, unit, visit, shows, camera, size"
        return tuple(PictureRow(*row) for row in self._db.rows(f"SELECT {columns} FROM picture {rest}", params))

    # Films

    def films(self, delivery: str) -> tuple[FilmRow, ...]:
        return self._films("WHERE delivery = ? AND sha256 <> '' ORDER BY begun_at, film", (delivery,))

    def films_open(self) -> tuple[FilmRow, ...]:
        return self._films("WHERE sha256 = '' AND lost = '' ORDER BY begun_at, film", ())

    def _films(self, rest: str, params: Sequence[object]) -> tuple[FilmRow, ...]:
        columns = "film, delivery, unit, camera, begun_at, begun_by, idx, sha256, begins, ends, size, ended"
        return tuple(FilmRow(*row) for row in self._db.rows(f"SELECT {columns} FROM film {rest}", params))

    # The station

    def devices(self) -> tuple[DeviceRow, ...]:
        rows = self._db.rows("SELECT id, lost, reason, since FROM device ORDER BY id")
        return tuple(DeviceRow(name, bool(lost), reason, since) for name, lost, reason, since in rows)

    def last_checkpoint(self) -> tuple[int, str]:
        """Size and time (UTC text) of the last signed head; (0, "") where there is none."""
        row = self._db.row("SELECT size, at FROM checkpoint ORDER BY size DESC LIMIT 1")
        return (int(row[0]), str(row[1])) if row else (0, "")


def pictures_in(data: Any) -> list[str]:
    """The hashes of the pictures that an entry's data names; sealed ones are no pictures here (`LogDetail.papers`)."""
    if isinstance(data, dict):
        own = [str(data["sha256"])] if _is_picture(data) else []
        return own + [found for value in data.values() for found in pictures_in(value)]
    if isinstance(data, list):
        return [found for value in data for found in pictures_in(value)]
    return []


def _is_picture(data: Mapping[str, Any]) -> bool:
    return "camera" in data and "sha256" in data and not (data.get("record") or "frames" in data)


def _delivery(row: tuple[Any, ...]) -> DeliveryRow:
    (name, customer, customer_name, reference, carrier, slot, plate, trailer, visit, stage, blind, declared, counted,
     opened_at, signed_at, outcome, receipt, exceptions, uncountersigned) = row  # fmt: skip
    return DeliveryRow(
        id=name,
        customer=customer,
        customer_name=customer_name,
        reference=reference,
        carrier=carrier,
        slot=slot,
        plate=plate,
        trailer=trailer,
        visit=visit,
        stage=stage,
        blind=bool(blind),
        declared=None if blind else declared,
        counted=counted,
        opened_at=opened_at,
        signed_at=signed_at,
        outcome=outcome,
        receipt=receipt,
        exceptions=exceptions,
        uncountersigned=uncountersigned,
    )


def _log_row(row: tuple[Any, ...], *, blind: bool) -> LogRow:
    index, at, actor, second, kind, stream, flag, stored, _ = row
    data = Entry.from_bytes(stored).data
    shown = {name: data[name] for name in TELLING[kind]} if blind and _tells(kind, data) else data
    return LogRow(index, at, actor, second or "", kind, stream, flag, shown)


def _tells(kind: str, data: Any) -> bool:
    """Whether an entry tells an expected quantity: the notice, and what refers to the units that are still missing."""
    return kind in TELLING and (kind != "delivery.count_revealed" or data["keyed"] == data["called"])


def _tests(wanted: LogFilter) -> tuple[list[str], list[object]]:
    tests: list[str] = []
    params: list[object] = []
    if wanted.delivery:
        tests.append("s.delivery IN (SELECT id FROM delivery WHERE instr(id, ?)) AND s.delivery <> ''")
        params.append(wanted.delivery.upper())
    if wanted.people is not None:
        marks = ", ".join("?" for _ in wanted.people)
        tests.append(f"(l.actor IN ({marks}) OR l.second_actor IN ({marks}))")
        params += [*wanted.people, *wanted.people]
    if wanted.kind:
        tests.append("l.kind >= ? AND l.kind < ?")
        params += [wanted.kind, wanted.kind + "\U0010ffff"]
    if wanted.flag:
        tests.append("s.flag = ? AND s.flag <> ''")
        params.append(wanted.flag)
    return tests, params
