"""An entry as a sentence for a person. What is put in is data; words that belong to a code are said in the language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec

from station.clock import from_utc_text
from station.domain.facts import KINDS
from station.domain.printable import printable
from station.texts import Line, catalogue, line
from station.workflow.faces import face_word
from station.workflow.reading import LogRow

HIDDEN = "log.hidden"
# Values of an entry that are words of the trade: field -> prefix of the text key.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "device.climate_alarm_raised": {"cause": "climate.kind."},
    "device.climate_suspected": {"code": "fault."},
    "delivery.step_closed": {"step": "step."},
    "delivery.exception_raised": {"kind": "exception."},
    "delivery.exception_countersigned": {"how": "sign_off.how."},
    "delivery.signed_off": {"outcome": "outcome."},
    "unit.face_waived": {"face": "face."},
    "unit.damage_marked": {"damage": "damage."},
    "unit.film_lost": {"why": "film.lost."},
    "visit.seal_checked": {"condition": "seal."},
    "visit.unloading_stopped": {"reason": "seal."},
    "visit.document_viewed": {"document": "document."},
    "device.file_viewed": {"document": "document."},
}


# Values of an exception's details that are words of the trade.
_DETAILS: Mapping[str, str] = {"damage": "damage.", "condition": "seal.", "cause": "climate.kind."}


def detail_value(name: str, value: str) -> Line | str:
    """What belongs to a detail of an exception: a code's word, or the figure or text as it is."""
    return _word(_DETAILS[name], value) if name in _DETAILS else value


def sentence(row: LogRow) -> Line:
    """What the entry says; a row whose data is hidden says that it is."""
    if row.kind.endswith(".refused"):
        return line(f"log.{row.kind}", reason=_refusal(row.data))
    if not row.data and row.kind in _NEEDS_DATA:
        return line(HIDDEN)
    known: dict[str, object] = {"id": row.stream.rpartition("/")[2], **_left_out(row.kind), **_flat(row.data)}
    for name, prefix in _WORDS.get(row.kind, {}).items():
        known[name] = _word(prefix, str(known.get(name, "")))
    special = _SPECIAL.get(row.kind)
    if special is not None:
        known |= special(row.data)
    kind = "unit.weighed_unstable" if known.get("unstable") is True else row.kind
    return Line(f"log.{kind}", known)


@cache
def _left_out(kind: str) -> dict[str, object]:
    """The defaults of an entry's fields: a stored entry leaves them out (domain/facts.py)."""
    fields = msgspec.structs.fields(KINDS[kind]) if kind in KINDS else ()
    return {field.name: field.default for field in fields if field.default is not msgspec.NODEFAULT}


def _flat(data: Mapping[str, Any]) -> dict[str, object]:
    """Values as they are put into a sentence: an entry is one line, whatever a code or a name holds."""
    return {name: _plain(value) for name, value in data.items()}


def _plain(value: object) -> object:
    if isinstance(value, list):
        return printable(", ".join(map(str, value)))
    return printable(value) if isinstance(value, str) else value


def _word(prefix: str, code: str) -> Line | str:
    """The word of a code; a code that this program has no word for stays as it is."""
    return line(prefix + code) if prefix + code in catalogue() else code


def _refusal(data: Mapping[str, Any]) -> Line | str:
    said = data.get("said", {})
    key = f"refusal.{said.get('reason', '')}"
    return Line(key, _flat(said.get("named", {}))) if key in catalogue() else printable(str(said.get("reason", "")))


def _agreement(data: Mapping[str, Any]) -> dict[str, object]:
    return {"version": data["agreement"]["version"]}


def _sampled(data: Mapping[str, Any]) -> dict[str, object]:
    return {"result": line("log.good" if data["passed"] else "log.bad")}


def _back(data: Mapping[str, Any]) -> dict[str, object]:
    return {"seconds": round(data["away_ms"] / 1000)}


def _purged(data: Mapping[str, Any]) -> dict[str, object]:
    return {"count": len(data["records"])}


def _archived(data: Mapping[str, Any]) -> dict[str, object]:
    return {"count": len(data["files"]), "megabytes": f"{data['size'] / 1_000_000:.1f}", "place": data["place"][:8]}


def _identity(data: Mapping[str, Any]) -> dict[str, object]:
    return {"identity": _which(data, ""), "was": _which(data, "was_")}


def _which(data: Mapping[str, Any], prefix: str) -> str:
    """Adapter and own number, as far as they are told."""
    told = (printable(str(data.get(f"{prefix}{name}", ""))) for name in ("plug", "serial"))
    return " · ".join(filter(None, told)) or "—"


def _drawn(data: Mapping[str, Any]) -> dict[str, object]:
    return {"drawn": ", ".join(data["drawn"]) or "—"}


def _taken(data: Mapping[str, Any]) -> dict[str, object]:
    return {"face": face_word(data["face"])}


def _doubted(data: Mapping[str, Any]) -> dict[str, object]:
    earlier = data["earlier"]
    place = " / ".join(filter(None, (earlier.get("delivery"), earlier.get("unit")))) or f"#{earlier['index']}"
    return {"place": printable(place), "shows": shown(data["shows"])}


def shown(code: str) -> Line | str:
    """What a picture shows, as a word: a face, damage, a seal."""
    return _word("face.", code) if f"face.{code}" in catalogue() else _word("picture.", code)


def _filmed(data: Mapping[str, Any]) -> dict[str, object]:
    """How long, how large, how often it stood still, and how it ended."""
    film = data["recorded"]
    lasted = from_utc_text(film["ends"]) - from_utc_text(film["begins"])
    minutes, seconds = divmod(round(lasted.total_seconds()), 60)
    known = {"lasts": f"{minutes}:{seconds:02}", "size": megabytes(film["size"]), "gaps": len(film.get("gaps", ()))}
    return {"how": Line("film.sum", {**known, "end": _word("film.end.", film["end"])})}


def megabytes(size: int) -> str:
    """Bytes as people say them: 12.4 MB."""
    return f"{size / 1_000_000:.1f} MB"


_SPECIAL: Mapping[str, Callable[[Mapping[str, Any]], dict[str, object]]] = {
    "customer.agreement_published": _agreement,
    "unit.face_taken": _taken,
    "unit.sampled": _sampled,
    "device.scale_checked": _sampled,
    "device.back": _back,
    "device.met": _identity,
    "device.swapped": _identity,
    "device.swap_accepted": _identity,
    "delivery.sample_drawn": _drawn,
    "visit.documents_purged": _purged,
    "device.files_purged": _purged,
    "delivery.pictures_archived": _archived,
    "unit.picture_doubted": _doubted,
    "unit.filmed": _filmed,
}
_NEEDS_DATA = frozenset({"delivery.count_revealed"})
