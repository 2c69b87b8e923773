"""The tables that pages query: each row follows from its own stream alone, so that a replay gives the same ones.

`project` is called in the transaction of every entry, with the state of the entry's stream after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from station.domain.entry import Entry
from station.domain.state import (
    CustomerState,
    DeliveryState,
    DeviceState,
    PersonState,
    UnitState,
    VisitState,
)
from station.store.database import Database

PROJECTIONS = (
    "person",
    "customer",
    "visit",
    "delivery",
    "unit",
    "exception",
    "device",
    "climate_minute",
    "log_subject",
)

FLAGS: Mapping[str, str] = {
    "visit.unloading_stopped": "stop",
    "visit.identity_failed": "attention",
    "delivery.exception_raised": "exception",
    "delivery.unknown_found": "attention",
    "unit.damage_marked": "attention",
    "unit.rejected": "attention",
    "unit.isolated": "exception",
    "device.lost": "attention",
    "device.swapped": "attention",
    "device.clock_stepped": "attention",
}

Row = Mapping[str, object]


def project(db: Database, stream: str, state: Any, entry: Entry) -> None:
    """Writes the rows of one stream as they are after one entry, and what the entry is about."""
    kind, _, name = stream.partition("/")
    _RULES[kind](db, name, state, entry)
    _put(db, "log_subject", _subject(kind, name, entry))


def _subject(kind: str, name: str, entry: Entry) -> Row:
    delivery = {"delivery": name, "unit": name.partition("/")[0]}.get(kind, "")
    flag = "refused" if entry.kind.endswith(".refused") else FLAGS.get(entry.kind, "")
    if entry.kind == "unit.weighed" and entry.data.get("flagged"):
        flag = "attention"
    reason = entry.data["said"]["reason"] if flag == "refused" else ""
    visit = name if kind == "visit" else ""
    return {"idx": entry.index, "delivery": delivery, "visit": visit, "flag": flag, "reason": reason}


def _person(db: Database, name: str, state: PersonState, entry: Entry) -> None:
    if not state.id:
        return
    row: Row = {
        "id": name,
        "badge": state.badge,
        "name_record": state.name.record if state.name else "",
        "roles": " ".join(state.roles),
        "has_pin": state.has_pin,
        "signed_in": state.signed_in,
    }
    _put(db, "person", row)


def _customer(db: Database, name: str, state: CustomerState, entry: Entry) -> None:
    if not state.id:
        return
    latest = max((agreement.version for agreement in state.agreements), default=0)
    _put(db, "customer", {"id": name, "name": state.name, "industry": state.industry, "agreement": latest})


def _visit(db: Database, name: str, state: VisitState, entry: Entry) -> None:
    if not state.id:
        return
    row: Row = {
        "id": name,
        "plate": state.plate,
        "trailer": state.trailer,
        "carrier": state.carrier,
        "arrived_at": state.arrived_at,
        "identity": state.identity,
        "stopped": state.stop.reason if state.stop else "",
        "door_opened_at": state.door_opened_at,
        "departed_at": state.departed_at,
    }
    _put(db, "visit", row)


def _delivery(db: Database, name: str, state: DeliveryState, entry: Entry) -> None:
    if not state.id:
        return
    row: Row = {
        "id": name,
        "customer": state.customer,
        "reference": state.reference,
        "content": state.content,
        "revision": state.revision,
        "carrier": state.carrier,
        "slot": state.slot,
        "plate": state.plate,
        "trailer": state.trailer,
        "declared": len(state.units),
        "stage": state.stage,
        "blind": state.blind,
        "visit": state.visit,
        "opened_at": state.opened_at,
        "counted": state.count.counted if state.count else None,
        "outcome": state.sign_off.outcome if state.sign_off else "",
        "signed_at": state.sign_off.at if state.sign_off else "",
        "receipt": state.sign_off.receipt if state.sign_off else "",
        "receipt_sha256": state.receipt.sha256 if state.receipt else "",
        "stamped_by": state.stamped_by,
    }
    _put(db, "delivery", row)
    if entry.kind in ("delivery.exception_raised", "delivery.exception_countersigned"):
        _exception(db, name, state, int(entry.data["number"]))


def _exception(db: Database, delivery: str, state: DeliveryState, number: int) -> None:
    found = next(exception for exception in state.exceptions if exception.number == number)
    row: Row = {
        "delivery": delivery,
        "number": number,
        "kind": found.kind,
        "unit": found.unit,
        "at": found.at,
        "raised_by": found.by,
        "notice_by": found.notice_by,
        "countersigned": found.countersigned,
    }
    _put(db, "exception", row)


def _unit(db: Database, name: str, state: UnitState, entry: Entry) -> None:
    if not state.code:
        return
    row: Row = {
        "delivery": state.delivery,
        "id": state.id,
        "code": state.code,
        "scanned_at": state.scanned_at,
        "faces": len(state.faces),
        "gross": str(state.weight.gross) if state.weight else "",
        "flagged": bool(state.weight and state.weight.flagged),
        "damaged": len(state.damage),
        "rejected": state.rejected,
        "sampled": state.sampled,
        "isolated": state.isolated,
        "tamper_seal": state.tamper_seal,
        "entered_at": state.entered_at,
    }
    _put(db, "unit", row)


def _device(db: Database, name: str, state: DeviceState, entry: Entry) -> None:
    if entry.kind == "device.climate_recorded":
        _put(db, "climate_minute", _minute(name, entry))
    row: Row = {"id": name, "lost": state.lost, "reason": state.reason, "since": state.since}
    _put(db, "device", row)


def _minute(device: str, entry: Entry) -> Row:
    """The minute that was measured; entries that do not tell it were written as the next one began."""
    return {"device": device, "at": entry.at, "idx": entry.index, "minute": entry.at[:16], **entry.data}


def _put(db: Database, table: str, row: Row) -> None:
    """Writes one row over its former self. Table and column names are this file's own."""
    names = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    db.execute_sql(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


_RULES: Mapping[str, Callable[[Database, str, Any, Entry], None]] = {
    "person": _person,
    "customer": _customer,
    "visit": _visit,
    "delivery": _delivery,
    "unit": _unit,
    "device": _device,
}
