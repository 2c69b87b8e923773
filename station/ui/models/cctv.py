"""A delivery on the site's CCTV, as rows and sentences for the page."""

from __future__ import annotations

from dataclasses import dataclass

from station.clock import utc_text
from station.domain.cctv import is_old
from station.texts import Line
from station.ui.context import Context
from station.workflow.cctv import Look, clock_words, hints, kept_words, looks, old_clocks, stands, where
from station.workflow.cctv_times import span, stamp
from station.workflow.reading import ClipRow

LOOKS = ("camera", "recorder", "station", "shown", "kept")
CLIPS = ("number", "stands", "camera", "station", "why")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows of a delivery. here: whether its truck has come."""

    delivery: str = ""
    here: bool = False
    looks: tuple[Look, ...] = ()
    clips: tuple[ClipRow, ...] = ()


def seen(context: Context, delivery: str) -> Seen:
    """The delivery as it stands now."""
    queries = context.queries
    stay = queries.stay(delivery)
    if stay is None:
        return Seen(delivery)
    now = utc_text(context.clock.now())
    found = looks(stay, context.dock, queries.cctv_spells(), queries.cctv_clocks(), now)
    return Seen(delivery, True, found, queries.clips(delivery))


def today_hints(context: Context) -> tuple[Line, ...]:
    """Clips to be brought and clocks to be compared."""
    queries, now, days = context.queries, utc_text(context.clock.now()), context.desk.cctv_clock_days()
    recorders = [name for name, _ in old_clocks(queries.cctv_spells(), queries.cctv_clocks(), now, days)]
    return hints(queries.clips_waiting(), recorders, context.desk.local)


def look_cells(context: Context, look: Look) -> list[str]:
    """In the order of LOOKS. The recorder's day is told where it is another one."""
    say, local, spell = context.say, context.desk.local, look.spell
    shown = span(look.shown_since, look.shown_until, local) if look.offset else "?"
    same = shown[:10] == stamp(look.since, local)[:10]
    going = kept_words(look, utc_text(context.clock.now()), local)[1]
    return [
        f"{spell.name} · {say(Line(f'cctv.place.{spell.place}', {'spot': spell.spot}))}",
        f"{spell.recorder} · {spell.channel}",
        span(look.since, look.until, local),
        shown[11:] if same else shown,
        f"{'▲ ' if going else ''}{stamp(look.begins_to_go, local)[:16]}",
    ]


def clip_cells(context: Context, clip: ClipRow) -> list[str]:
    """In the order of CLIPS."""
    mark = {"overdue": "✕ ", "requested": "▲ ", "reviewed": "✓ "}.get(stands(clip), "")
    state = f"{mark}{context.say(Line(f'cctv.state.{stands(clip)}'))}"
    return [str(clip.number), state, clip.camera, span(clip.since, clip.until, context.desk.local), clip.reason]


def look_words(context: Context, look: Look) -> tuple[list[Line], str]:
    """Where to look, how the clock stands, until when it is there; and a tone."""
    local, now = context.desk.local, utc_text(context.clock.now())
    kept, tone = kept_words(look, now, local)
    said = [where(look, local), *clock_words(look.offset, local)]
    days = context.desk.cctv_clock_days()
    if look.running and look.offset and is_old(look.offset.measured_at, now, days):
        said.append(Line("cctv.old", {"days": days}))
    if look.running:
        said.append(Line("cctv.running"))
    return [*said, kept], tone


def clip_words(context: Context, clip: ClipRow) -> tuple[list[Line], str]:
    """Who wanted it and why, and what has become of it; and a tone."""
    name, at = context.desk.person_name, stamp(clip.deadline, context.desk.local)[:16]
    said = [Line("cctv.clip", {"number": clip.number, "name": name(clip.by), "reason": clip.reason})]
    if clip.withdrawn_at:
        return [*said, Line("cctv.withdrawn", {"name": name(clip.withdrawn_by), "reason": clip.withdrawn})], ""
    if clip.waits:
        said.append(Line("cctv.bring_late" if clip.overdue_at else "cctv.bring", {"at": at}))
        return said, "stop" if clip.overdue_at else "attention"
    size = f"{clip.size / 1e6:.1f} MB"
    said.append(Line("cctv.file", {"file": clip.name, "size": size, "sha": clip.sha256[:16]}))
    if clip.overdue_at:
        said.append(Line("cctv.was_overdue"))
    if clip.reviewed_at:
        said.append(Line("cctv.finding", {"name": name(clip.reviewed_by), "finding": clip.finding}))
    return said, "good" if clip.reviewed_at else ""
