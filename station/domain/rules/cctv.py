"""The site's CCTV: cameras registered, their recorders' clocks compared, clips of a delivery brought in and looked at.

Video of people at work is personal, and the recorder overwrites it by itself: only what somebody wants with a reason is
brought here, before it is gone (receiving.md §4, §5 short and over).
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from station.clock import from_utc_text
from station.domain.case import Case, Happening, Means, on_delivery
from station.domain.cctv import PLACES, overwritten_from, spell_at
from station.domain.commands import (
    ChangeCctv,
    CompareCctvClock,
    ImportClip,
    NoteClipOverdue,
    RegisterCctv,
    RequestClip,
    RetireCctv,
    ReviewClip,
    WithdrawClip,
)
from station.domain.events.cctv import CctvChanged, CctvClockCompared, CctvRegistered, CctvRetired, Registration
from station.domain.events.clip import ClipImported, ClipOverdue, ClipRequested, ClipReviewed, ClipWithdrawn
from station.domain.refusal import require
from station.domain.state import CctvState, ClipState

LEAST_UNSURE, MOST_UNSURE = Decimal("0.5"), Decimal(60)  # seconds; a clock without its seconds is read to the minute
STAMP_HOLDS = timedelta(minutes=10)  # from the stamped moment until what was shown is typed
LONGEST = timedelta(hours=24)  # of one clip: a span typed with the wrong day is longer
MOST_DAYS = 3660
TENTH = Decimal("0.1")


def cctv_stream(camera: str) -> str:
    return f"cctv/{camera}"


def register_cctv(state: CctvState, command: RegisterCctv, means: Means) -> list[Happening]:
    require(not state.id, "cctv.known", camera=command.camera)
    _check(command)
    return [Happening(cctv_stream(command.camera), CctvRegistered(**_told(command)))]


def change_cctv(state: CctvState, command: ChangeCctv, means: Means) -> list[Happening]:
    """[] where it is registered like that already."""
    _require_working(state, command.camera)
    _check(command)
    require(command.reason.strip(), "reason.missing")
    now, told = state.spells[-1], _told(command)
    if all(getattr(now, name) == value for name, value in told.items()):
        return []
    return [Happening(cctv_stream(command.camera), CctvChanged(**told, reason=command.reason.strip()))]


def retire_cctv(state: CctvState, command: RetireCctv, means: Means) -> list[Happening]:
    _require_working(state, command.camera)
    require(command.reason.strip(), "reason.missing")
    return [Happening(cctv_stream(command.camera), CctvRetired(reason=command.reason.strip()))]


def compare_clock(state: CctvState, command: CompareCctvClock, means: Means) -> list[Happening]:
    """What one camera's picture shows is the clock of its recorder, and so that of every camera on it."""
    _require_working(state, command.camera)
    require(command.station_at <= means.now, "cctv.later_than_now")
    stamped = from_utc_text(means.now) - from_utc_text(command.station_at) <= STAMP_HOLDS
    require(command.how == "photo" or stamped, "cctv.stamp_old", minutes=STAMP_HOLDS.seconds // 60)
    sure = LEAST_UNSURE <= command.uncertainty_s <= MOST_UNSURE
    require(sure, "cctv.uncertainty", least=LEAST_UNSURE, most=MOST_UNSURE)
    ahead = from_utc_text(command.shown_at) - from_utc_text(command.station_at)
    compared = CctvClockCompared(
        recorder=state.spells[-1].recorder,
        station_at=command.station_at,
        shown=command.shown,
        offset_s=Decimal(ahead // timedelta(milliseconds=1)).scaleb(-3).quantize(TENTH),
        uncertainty_s=command.uncertainty_s,
        how=command.how,
        photo=command.photo,
    )
    return [Happening(cctv_stream(command.camera), compared)]


def _require_working(state: CctvState, camera: str) -> None:
    require(state.id, "cctv.unknown", camera=camera)
    require(not state.retired, "cctv.retired", camera=camera)


def _check(command: RegisterCctv) -> None:
    require(all((command.name, command.spot, command.recorder, command.channel)), "cctv.incomplete")
    require(command.place in PLACES, "cctv.place", allowed=", ".join(PLACES))
    require(1 <= command.keep_days <= MOST_DAYS, "cctv.keep_days", most=MOST_DAYS)


def _told(command: RegisterCctv) -> dict[str, Any]:
    return {name: getattr(command, name) for name in Registration.__struct_fields__}


# Clips


def request_clip(case: Case, command: RequestClip, means: Means) -> list[Happening]:
    require(case.delivery.visit, "clip.not_here")
    camera = means.cctv(command.camera)
    spell = spell_at(camera.spells, command.since)
    require(spell is not None, "clip.no_camera", camera=command.camera)
    assert spell is not None  # required above
    _check_span(command, means.now)
    require(command.reason.strip(), "reason.missing")
    wanted = (command.camera, command.since, command.until)
    asked = [(clip.camera, clip.since, clip.until) for clip in case.delivery.clips if not clip.withdrawn_at]
    require(wanted not in asked, "clip.asked_already", camera=command.camera)
    requested = ClipRequested(
        number=len(case.delivery.clips) + 1,
        camera=command.camera,
        recorder=spell.recorder,
        channel=spell.channel,
        since=command.since,
        until=command.until,
        deadline=overwritten_from(camera.spells, command.camera, spell.recorder, command.since),
        reason=command.reason.strip(),
    )
    return [on_delivery(case, requested)]


def _check_span(command: RequestClip, now: str) -> None:
    require(command.since < command.until, "clip.span")
    require(command.since <= now, "clip.future")
    long = from_utc_text(command.until) - from_utc_text(command.since)
    require(long <= LONGEST, "clip.too_long", hours=24)


def import_clip(case: Case, command: ImportClip, means: Means) -> list[Happening]:
    """Late is better than never: a recorder may still have what it should have lost. The same file is no news."""
    if _clip(case, command.number).sha256 == command.sha256:
        return []
    clip = importable(case, command.number)
    require(command.size, "clip.empty", file=command.name)
    imported = ClipImported(
        number=clip.number, sha256=command.sha256, ext=command.ext, size=command.size, name=command.name
    )
    return [on_delivery(case, imported)]


def importable(case: Case, number: int) -> ClipState:
    """The clip that a file may still be brought for. Raises Refusal."""
    clip = _clip(case, number)
    require(not clip.sha256, "clip.imported_already", number=number)
    return clip


def review_clip(case: Case, command: ReviewClip, means: Means) -> list[Happening]:
    """Another look is another finding; the log keeps both."""
    clip = _clip(case, command.number)
    require(clip.sha256, "clip.not_imported", number=clip.number)
    require(command.finding.strip(), "clip.no_finding")
    return [on_delivery(case, ClipReviewed(number=clip.number, finding=command.finding.strip()))]


def withdraw_clip(case: Case, command: WithdrawClip, means: Means) -> list[Happening]:
    """What was brought in is evidence and stays."""
    clip = importable(case, command.number)
    require(command.reason.strip(), "reason.missing")
    return [on_delivery(case, ClipWithdrawn(number=clip.number, reason=command.reason.strip()))]


def note_overdue(case: Case, command: NoteClipOverdue, means: Means) -> list[Happening]:
    """[] where it is not, or not any more."""
    waiting = (clip for clip in case.delivery.clips if clip.waits and not clip.overdue_at)
    return [on_delivery(case, ClipOverdue(number=clip.number)) for clip in waiting if clip.deadline <= means.now]


def _clip(case: Case, number: int) -> ClipState:
    clip = next((one for one in case.delivery.clips if one.number == number), None)
    require(clip is not None, "clip.unknown", number=number)
    assert clip is not None  # required above
    require(not clip.withdrawn_at, "clip.withdrawn", number=number)
    return clip
