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
    PaperState,
    PersonState,
    UnitState,
    VisitState,
)
from station.store.cctv_projection import project_cctv, project_clip
from station.store.database import Database
from station.store.put import Row, put

PROJECTIONS = (
    "person",
    "customer",
    "visit",
    "delivery",
    "unit",
    "exception",
    "device",
    "climate_minute",
    "climate_alarm",
    "sealed_file",
    "log_subject",
    "picture",
    "archive_place",
    "archived_picture",
    "archived_lot",
    "cctv_spell",
    "cctv_clock",
    "clip",
    "film",
)

FLAGS: Mapping[str, str] = {
    "visit.unloading_stopped": "stop",
    "visit.identity_failed": "attention",
    "delivery.exception_raised": "exception",
    "delivery.unknown_found": "attention",
    "unit.damage_marked": "attention",
    "unit.rejected": "attention",
    "unit.reinstated": "attention",
    "unit.isolated": "exception",
    "unit.picture_doubted": "attention",
    "unit.film_lost": "attention",
    "unit.film_waived": "attention",
    "device.lost": "attention",
    "device.swapped": "attention",
    "device.clock_stepped": "attention",
    "device.climate_alarm_raised": "attention",
    "device.climate_suspected": "attention",
    "delivery.clip_overdue": "attention",
}

CUT_SHORT = ("room", "disk", "process", "lost")  # how a film ends that nobody has ended, and no limit of the settings

# Entries that name a picture of the goods: the field it lies in, and what it shows (a field of the entry, or a word).
PICTURED: Mapping[str, tuple[str, str, str]] = {
    "unit.face_taken": ("picture", "face", ""),
    "unit.damage_marked": ("close_up", "", "damage"),
    "unit.reclosed": ("picture", "", "tamper_seal"),
    "visit.manifest_photographed": ("picture", "", "manifest"),
    "visit.seal_checked": ("picture", "", "seal"),
}


def project(db: Database, stream: str, state: Any, entry: Entry) -> None:
    """Writes the rows of one stream as they are after one entry, and what the entry is about."""
    kind, _, name = stream.partition("/")
    _RULES[kind](db, name, state, entry)
    put(db, "log_subject", _subject(kind, name, entry))
    if entry.kind in PICTURED:
        put(db, "picture", _picture(name, entry))
    elif entry.kind in _ARCHIVE:
        _ARCHIVE[entry.kind](db, name, entry)


def _subject(kind: str, name: str, entry: Entry) -> Row:
    delivery = {"delivery": name, "unit": name.partition("/")[0]}.get(kind, "")
    flag = "refused" if entry.kind.endswith(".refused") else FLAGS.get(entry.kind, "")
    if entry.kind == "unit.weighed" and (entry.data.get("flagged") or entry.data.get("unstable")):
        flag = "attention"
    if entry.kind == "unit.filmed" and entry.data["recorded"]["end"] in CUT_SHORT:
        flag = "attention"
    if entry.kind == "device.scale_checked" and not entry.data["passed"]:
        flag = "attention"
    reason = entry.data["said"]["reason"] if flag == "refused" else ""
    visit = name if kind == "visit" else ""
    return {"idx": entry.index, "delivery": delivery, "visit": visit, "flag": flag, "reason": reason}


def _picture(name: str, entry: Entry) -> Row:
    """A picture as pages, export and the search for copies find it."""
    field, named, word = PICTURED[entry.kind]
    picture = entry.data[field]
    ours = entry.kind.startswith("unit.")
    delivery, _, unit = name.partition("/") if ours else ("", "", "")
    return {
        "idx": entry.index,
        "sha256": picture["sha256"],
        "at": entry.at,
        "delivery": delivery,
        "unit": unit,
        "visit": "" if ours else name,
        "shows": entry.data[named] if named else word,
        "camera": picture["camera"],
        "size": picture["size"],
    }


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
    put(db, "person", row)


def _customer(db: Database, name: str, state: CustomerState, entry: Entry) -> None:
    if not state.id:
        return
    latest = max((agreement.version for agreement in state.agreements), default=0)
    put(db, "customer", {"id": name, "name": state.name, "industry": state.industry, "agreement": latest})


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
        "dock": state.dock,
    }
    put(db, "visit", row)
    _sealed(db, f"visit/{name}", state.papers, entry)


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
    put(db, "delivery", row)
    if entry.kind in ("delivery.exception_raised", "delivery.exception_countersigned"):
        _exception(db, name, state, int(entry.data["number"]))
    if entry.kind.startswith("delivery.clip_"):
        project_clip(db, name, state, entry)


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
    put(db, "exception", row)


def _film(db: Database, state: UnitState, entry: Entry) -> None:
    """One film, from its beginning to what became of it; idx and sha256 are those of the entry that has its file."""
    found = next(film for film in state.films if film.film == entry.data["film"])
    recorded = entry.data.get("recorded", {})
    row: Row = {
        "film": found.film,
        "delivery": state.delivery,
        "unit": state.id,
        "camera": found.camera,
        "begun_at": found.at,
        "begun_by": found.by,
        "idx": entry.index,
        "sha256": found.sha256,
        "lost": found.lost,
        "begins": recorded.get("begins", ""),
        "ends": recorded.get("ends", ""),
        "size": recorded.get("size", 0),
        "ended": recorded.get("end", ""),
    }
    put(db, "film", row)


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
    put(db, "unit", row)
    if "film" in entry.data:
        _film(db, state, entry)


def _device(db: Database, name: str, state: DeviceState, entry: Entry) -> None:
    if entry.kind == "device.climate_recorded":
        put(db, "climate_minute", _minute(name, entry))
    elif entry.kind in _ALARMS:
        _ALARMS[entry.kind](db, name, entry)
    row: Row = {"id": name, "lost": state.lost, "reason": state.reason, "since": state.since}
    put(db, "device", row)
    _sealed(db, f"device/{name}", state.papers, entry)


def _sealed(db: Database, stream: str, papers: tuple[PaperState, ...], entry: Entry) -> None:
    """The sealed files that this entry has brought, or whose keys it has destroyed."""
    for paper in papers:
        if entry.index == paper.index or paper.record in entry.data.get("records", ()):
            row: Row = {
                "record": paper.record,
                "stream": stream,
                "kind": paper.kind,
                "sha256": paper.sha256,
                "idx": paper.index,
                "at": paper.at,
                "keep_until": paper.keep_until,
                "purged_at": paper.purged_at,
            }
            put(db, "sealed_file", row)


def _minute(device: str, entry: Entry) -> Row:
    """The minute that was measured; entries that do not tell it were written as the next one began."""
    return {"device": device, "at": entry.at, "idx": entry.index, "minute": entry.at[:16], **entry.data}


def _alarm_raised(db: Database, device: str, entry: Entry) -> None:
    data = entry.data
    row: Row = {
        "device": device,
        "number": data["number"],
        "idx": entry.index,
        "cause": data["cause"],
        "limits": data.get("limits", ""),
        "since": data["since"],
        "raised_at": entry.at,
        "bound": data.get("limit") or "",
        "value": data.get("value") or "",
        **dict.fromkeys(("worst", "until", "ended", "acknowledged_at", "acknowledged_by", "reason"), ""),
    }
    put(db, "climate_alarm", row)


def _alarm_cleared(db: Database, device: str, entry: Entry) -> None:
    data = entry.data
    known = {"until": data["until"], "worst": data.get("worst") or "", "ended": data.get("ended", "")}
    _set_alarm(db, device, data["number"], known)


def _alarm_acknowledged(db: Database, device: str, entry: Entry) -> None:
    known = {"acknowledged_at": entry.at, "acknowledged_by": entry.actor, "reason": entry.data["reason"]}
    _set_alarm(db, device, entry.data["number"], known)


def _set_alarm(db: Database, device: str, number: int, known: Row) -> None:
    """What has become of an alarm. Column names are this file's own."""
    names = ", ".join(f"{name} = ?" for name in known)
    where = "WHERE device = ? AND number = ?"
    db.execute_sql(f"UPDATE climate_alarm SET {names} {where}", (*known.values(), device, number))


_ALARMS: Mapping[str, Callable[[Database, str, Entry], None]] = {
    "device.climate_alarm_raised": _alarm_raised,
    "device.climate_alarm_cleared": _alarm_cleared,
    "device.climate_alarm_acknowledged": _alarm_acknowledged,
}


def _archive_prepared(db: Database, name: str, entry: Entry) -> None:
    put(db, "archive_place", {"place": entry.data["place"], "name": entry.data["name"], "idx": entry.index})


def _pictures_archived(db: Database, delivery: str, entry: Entry) -> None:
    data = entry.data
    told: Row = {"place": data["place"], "delivery": delivery, "idx": entry.index, "keep_until": data["keep_until"]}
    for sha256 in data["files"]:
        put(db, "archived_picture", {"sha256": sha256, **told})
    lot: Row = {"idx": entry.index, "delivery": delivery, "place": data["place"]}
    put(db, "archived_lot", {**lot, "pictures": len(data["files"]), "size": data["size"]})


_ARCHIVE: Mapping[str, Callable[[Database, str, Entry], None]] = {
    "device.archive_prepared": _archive_prepared,
    "delivery.pictures_archived": _pictures_archived,
}


_RULES: Mapping[str, Callable[[Database, str, Any, Entry], None]] = {
    "person": _person,
    "customer": _customer,
    "visit": _visit,
    "delivery": _delivery,
    "unit": _unit,
    "device": _device,
    "cctv": project_cctv,
}
