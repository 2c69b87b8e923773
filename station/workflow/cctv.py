"""Where a delivery is to be seen on the site's CCTV: cameras, spans, the recorder's own time, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from station.domain.cctv import (
    DOOR,
    STAGING,
    Comparison,
    Offset,
    Part,
    Spell,
    is_old,
    later_by,
    looked,
    offset_at,
    overwritten_from,
)
from station.domain.state import DeliveryState
from station.texts import Line, line
from station.workflow.cctv_times import Local, span, stamp
from station.workflow.reading import ClipRow, Stay


@dataclass(frozen=True, slots=True)
class Look:
    """What one camera saw of a delivery. since, until: station time; shown_*: the recorder's, "" where its clock was
    never compared; all UTC text. running: it goes on. begins_to_go, gone: when the recorder overwrites first and last.
    """

    spell: Spell
    since: str
    until: str
    running: bool
    offset: Offset | None
    shown_since: str
    shown_until: str
    begins_to_go: str
    gone: str


def looks(stay: Stay, dock: str, spells: Sequence[Spell], clocks: Sequence[Comparison], now: str) -> tuple[Look, ...]:
    """The most urgent first. dock is the station's door, where the visit does not tell its own.

    The door's cameras from arrival to departure; those of the staging area from the opened door until the goods were
    signed for and the truck had left (when they are put away the station does not know).
    """
    left = stay.departed_at or now
    parts = list(looked(spells, DOOR, stay.dock or dock, stay.arrived_at, left))
    if stay.door_opened_at:
        parts += looked(spells, STAGING, "", stay.door_opened_at, max(left, stay.signed_at))
    found = (_look(part, spells, clocks, running=not stay.departed_at and not part.spell.until) for part in parts)
    return tuple(sorted(found, key=lambda look: (look.begins_to_go, look.spell.camera, look.since)))


def _look(part: Part, spells: Sequence[Spell], clocks: Sequence[Comparison], *, running: bool) -> Look:
    """Each end of a span is translated by the offset that was in force then."""
    spell = part.spell
    first, last = (offset_at(clocks, spell.recorder, moment) for moment in (part.since, part.until))
    begins = overwritten_from(spells, spell.camera, spell.recorder, part.since)
    return Look(
        spell=spell,
        since=part.since,
        until=part.until,
        running=running,
        offset=first,
        shown_since=first.shown(part.since) if first else "",
        shown_until=last.shown(part.until) if last else "",
        begins_to_go=begins,
        gone=overwritten_from(spells, spell.camera, spell.recorder, part.until),
    )


# In words


def where(look: Look, local: Local) -> Line:
    """What to look for, in the recorder's own time where that is known."""
    spell = look.spell
    named = {"recorder": spell.recorder, "channel": spell.channel}
    if not look.offset:
        return Line("cctv.look_unknown", {**named, "span": span(look.since, look.until, local)})
    return Line("cctv.look", {**named, "span": span(look.shown_since, look.shown_until, local)})


def clock_words(offset: Offset | None, local: Local) -> tuple[Line, ...]:
    """How the recorder's clock stands, and how far to look around."""
    if offset is None:
        return (line("cctv.never_compared"),)
    how = "cctv.ahead" if offset.seconds > 0 else "cctv.behind" if offset.seconds < 0 else "cctv.exact"
    said = {
        "seconds": whole(abs(offset.seconds)),
        "unsure": plain(offset.uncertainty_s),
        "at": stamp(offset.measured_at, local)[:16],
    }
    words = [Line(how, said)]
    if offset.afterwards:
        words.append(line("cctv.afterwards"))
    if offset.drift_s:
        words.append(line("cctv.drift", drift=plain(offset.drift_s), bound=plain(offset.bound_s)))
    return tuple(words)


def kept_words(look: Look, now: str, local: Local) -> tuple[Line, str]:
    """Until when the recorder has it, and how urgent that is (a tone)."""
    if look.gone <= now:
        return Line("cctv.gone", {"at": stamp(look.gone, local)[:16]}), "stop"
    if look.begins_to_go <= now:
        return Line("cctv.going", {"at": stamp(look.gone, local)[:16]}), "stop"
    soon = look.begins_to_go <= later_by(now, SOON_DAYS)
    return Line("cctv.kept", {"at": stamp(look.begins_to_go, local)[:16]}), "attention" if soon else ""


SOON_DAYS = 3  # from then on a deadline is urgent


def stands(clip: ClipRow) -> str:
    """withdrawn, reviewed, imported, overdue, or requested: the end of a text key."""
    if clip.withdrawn_at:
        return "withdrawn"
    if clip.reviewed_at:
        return "reviewed"
    if clip.sha256:
        return "imported"
    return "overdue" if clip.overdue_at else "requested"


def whole(seconds: Decimal) -> str:
    return str(seconds.quantize(Decimal(1), ROUND_HALF_UP))


def plain(seconds: Decimal) -> str:
    """4, 0.5: as few digits as it has."""
    return f"{seconds.normalize():f}"


# What somebody should do


def old_clocks(
    spells: Iterable[Spell], clocks: Sequence[Comparison], now: str, days: int
) -> Iterator[tuple[str, Offset | None]]:
    """Recorders in use whose clock should be compared again, each once, with what is known of it."""
    for recorder in sorted({spell.recorder for spell in spells if not spell.until}):
        offset = offset_at(clocks, recorder, now)
        if is_old(offset.measured_at if offset else "", now, days):
            yield recorder, offset


def hints(waiting: Sequence[ClipRow], recorders: Iterable[str], local: Local) -> tuple[Line, ...]:
    """For Today: clips that somebody has to bring, the most urgent one named, and clocks that nobody has looked at."""
    said: list[Line] = []
    if waiting:
        first = waiting[0]
        named = {"count": len(waiting), "delivery": first.delivery, "at": stamp(first.deadline, local)[:16]}
        said.append(Line("cctv.today_overdue" if first.overdue_at else "cctv.today_clips", named))
    if names := ", ".join(recorders):
        said.append(line("cctv.today_clocks", recorders=names))
    return tuple(said)


def reason_for_clip(delivery: DeliveryState) -> Line | None:
    """Short and over ask for the CCTV to be reviewed (receiving.md §5): the first that has no finding yet."""
    if any(clip.finding for clip in delivery.clips):
        return None
    counted = (one for one in delivery.exceptions if one.kind in ("short", "over"))
    found = next(counted, None)
    return Line("cctv.asked_by", {"number": found.number, "kind": line(f"exception.{found.kind}")}) if found else None
