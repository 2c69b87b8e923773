"""evolve for CCTV cameras and clips (domain/evolve.py): importing this registers the rules."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from station.domain.cctv import Spell
from station.domain.entry import EntryFacts
from station.domain.events import cctv as v
from station.domain.events import clip as k
from station.domain.evolve import on, own_id
from station.domain.state import CctvState, ClipState, DeliveryState, State


@on(v.CctvRegistered)
@on(v.CctvChanged)
def _(state: CctvState, e: v.Registration, where: EntryFacts) -> State:
    spell = Spell(
        camera=own_id(where),
        name=e.name,
        place=e.place,
        spot=e.spot,
        recorder=e.recorder,
        channel=e.channel,
        keep_days=e.keep_days,
        since=where.at,
    )
    return replace(state, id=own_id(where), spells=(*_ended(state, where.at), spell))


@on(v.CctvRetired)
def _(state: CctvState, e: v.CctvRetired, where: EntryFacts) -> State:
    return replace(state, spells=_ended(state, where.at), retired=True)


def _ended(state: CctvState, at: str) -> tuple[Spell, ...]:
    """What was registered until now ends now."""
    return tuple(spell if spell.until else replace(spell, until=at) for spell in state.spells)


@on(k.ClipRequested)
def _(state: DeliveryState, e: k.ClipRequested, where: EntryFacts) -> State:
    clip = ClipState(
        number=e.number,
        camera=e.camera,
        recorder=e.recorder,
        channel=e.channel,
        since=e.since,
        until=e.until,
        deadline=e.deadline,
        reason=e.reason,
        at=where.at,
        by=where.actor,
    )
    return replace(state, clips=(*state.clips, clip))


@on(k.ClipOverdue)
def _(state: DeliveryState, e: k.ClipOverdue, where: EntryFacts) -> State:
    return _changed(state, e.number, overdue_at=where.at)


@on(k.ClipImported)
def _(state: DeliveryState, e: k.ClipImported, where: EntryFacts) -> State:
    file = {"sha256": e.sha256, "ext": e.ext, "size": e.size, "name": e.name}
    return _changed(state, e.number, **file, imported_at=where.at, imported_by=where.actor)


@on(k.ClipReviewed)
def _(state: DeliveryState, e: k.ClipReviewed, where: EntryFacts) -> State:
    return _changed(state, e.number, finding=e.finding, reviewed_at=where.at, reviewed_by=where.actor)


@on(k.ClipWithdrawn)
def _(state: DeliveryState, e: k.ClipWithdrawn, where: EntryFacts) -> State:
    return _changed(state, e.number, withdrawn=e.reason, withdrawn_at=where.at, withdrawn_by=where.actor)


def _changed(state: DeliveryState, number: int, **known: Any) -> DeliveryState:
    clips = tuple(replace(clip, **known) if clip.number == number else clip for clip in state.clips)
    return replace(state, clips=clips)
