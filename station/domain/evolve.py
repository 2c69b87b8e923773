"""evolve: a state and one thing that happened give the next state. Total, pure, and never refuses: it is the past."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from station.domain.entry import EntryFacts
from station.domain.events import customer as c
from station.domain.events import delivery as d
from station.domain.events import person as p
from station.domain.events import site as s
from station.domain.events import unit as u
from station.domain.events import visit as v
from station.domain.events.common import ClimateNow
from station.domain.facts import Event
from station.domain.papers import FILE, ID_COPY, LETTER, NOTICE, of_documents, with_kept, without
from station.domain.state import (
    ClimateAlarmState,
    CountResult,
    CountRound,
    CustomerState,
    DamageState,
    DeliveryState,
    DeviceState,
    DoubtState,
    Draw,
    ExceptionState,
    FaceState,
    FilmState,
    IssuedReceipt,
    LensState,
    PersonState,
    ScaleCheckState,
    SealState,
    SignOffState,
    State,
    Stop,
    UnitState,
    VisitState,
    WeightState,
)

Rule = Callable[[Any, Any, EntryFacts], State]
RULES: dict[type[Event], Rule] = {}


def own_id(where: EntryFacts) -> str:
    """The stream's name without its kind."""
    return where.stream.partition("/")[2]


def on(kind: type[Event]) -> Callable[[Rule], Rule]:
    """Registers the rule of one event."""

    def register(rule: Rule) -> Rule:
        RULES[kind] = rule
        return rule

    return register


def evolve(state: State, happened: Event, where: EntryFacts) -> State:
    """The state after an event. A kind without a rule (a note, a start) changes nothing."""
    rule = RULES.get(type(happened))
    return state if rule is None else rule(state, happened, where)


# People and customers


@on(p.PersonAdded)
def _(state: PersonState, e: p.PersonAdded, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), badge=e.badge, name=e.name, roles=e.roles)


@on(p.PinSet)
def _(state: PersonState, e: p.PinSet, where: EntryFacts) -> State:
    return replace(state, has_pin=True, wrong_guesses=0, wrong_at="")


@on(p.SignedIn)
def _(state: PersonState, e: p.SignedIn, where: EntryFacts) -> State:
    return replace(state, signed_in=True, wrong_guesses=0, wrong_at="")


@on(p.PersonRefused)
def _(state: PersonState, e: p.PersonRefused, where: EntryFacts) -> State:
    if e.said.reason != "sign_in.wrong_pin":
        return state
    return replace(state, wrong_guesses=state.wrong_guesses + 1, wrong_at=where.at)


@on(p.SignedOut)
def _(state: PersonState, e: p.SignedOut, where: EntryFacts) -> State:
    return replace(state, signed_in=False)


@on(c.CustomerRegistered)
def _(state: CustomerState, e: c.CustomerRegistered, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), name=e.name, industry=e.industry)


@on(c.AgreementPublished)
def _(state: CustomerState, e: c.AgreementPublished, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), agreements=(*state.agreements, e.agreement))


# The station and its instruments


@on(s.StationCreated)
def _(state: DeviceState, e: s.StationCreated, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), verifier_key=e.verifier_key)


@on(s.AdministratorAppointed)
def _(state: DeviceState, e: s.AdministratorAppointed, where: EntryFacts) -> State:
    return replace(state, administrator=e.person)


@on(s.DeviceLost)
def _(state: DeviceState, e: s.DeviceLost, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), lost=True, reason=e.reason, since=where.at)


@on(s.DeviceBack)
def _(state: DeviceState, e: s.DeviceBack, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), lost=False, reason="", since=where.at)


@on(s.ClimateRecorded)
def _(state: DeviceState, e: s.ClimateRecorded, where: EntryFacts) -> State:
    now = ClimateNow(device=own_id(where), temperature=e.temperature_mean, humidity=e.humidity_mean, age_ms=0)
    return replace(state, id=own_id(where), climate=now, since=where.at)


@on(s.ScaleChecked)
def _(state: DeviceState, e: s.ScaleChecked, where: EntryFacts) -> State:
    check = ScaleCheckState(
        day=e.day,
        nominal=e.nominal,
        gross=e.gross,
        tolerance=e.tolerance,
        passed=e.passed,
        profile=e.profile,
        certificate=e.certificate,
        verified_until=e.verified_until,
        at=where.at,
        by=where.actor,
    )
    return replace(state, id=own_id(where), check=check)


@on(s.ClimateAlarmRaised)
def _(state: DeviceState, e: s.ClimateAlarmRaised, where: EntryFacts) -> State:
    raised = ClimateAlarmState(number=e.number, cause=e.cause)
    return replace(state, id=own_id(where), alarms=(*state.alarms, raised))


@on(s.ClimateAlarmCleared)
def _(state: DeviceState, e: s.ClimateAlarmCleared, where: EntryFacts) -> State:
    return _alarm_changed(state, e.number, cleared=True)


@on(s.ClimateAlarmAcknowledged)
def _(state: DeviceState, e: s.ClimateAlarmAcknowledged, where: EntryFacts) -> State:
    return _alarm_changed(state, e.number, acknowledged=True)


def _alarm_changed(state: DeviceState, number: int, **known: bool) -> DeviceState:
    """An alarm that is over and answered is remembered by the log alone."""
    changed = (replace(alarm, **known) if alarm.number == number else alarm for alarm in state.alarms)
    return replace(state, alarms=tuple(alarm for alarm in changed if not (alarm.cleared and alarm.acknowledged)))


@on(s.FileRefused)
def _(state: DeviceState, e: s.FileRefused, where: EntryFacts) -> State:
    return replace(state, papers=with_kept(state.papers, [(FILE, e)], where))


@on(s.FilesPurged)
def _(state: DeviceState, e: s.FilesPurged, where: EntryFacts) -> State:
    return replace(state, papers=without(state.papers, e.records, where.at))


@on(s.DeviceAdded)
@on(s.DeviceReplaced)
def _(state: DeviceState, e: s.SetUp, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), plug=e.plug, serial=e.serial, other=None, lens=None)


@on(s.DeviceMet)
def _(state: DeviceState, e: s.DeviceMet, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), plug=e.plug, serial=e.serial)


@on(s.DeviceSwapped)
def _(state: DeviceState, e: s.DeviceSwapped, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), other=(e.plug, e.serial))


@on(s.SwapAccepted)
def _(state: DeviceState, e: s.SwapAccepted, where: EntryFacts) -> State:
    """Another adapter does not make another scale: a number that was not seen stays to be told."""
    return replace(state, id=own_id(where), plug=e.plug, serial=e.serial or state.serial, other=None, lens=None)


@on(s.LensCalibrated)
def _(state: DeviceState, e: s.LensCalibrated, where: EntryFacts) -> State:
    lens = LensState(camera=e.camera, width=e.width, height=e.height, lens=e.lens, at=where.at)
    return replace(state, id=own_id(where), lens=lens)


@on(s.ArchivePrepared)
def _(state: DeviceState, e: s.ArchivePrepared, where: EntryFacts) -> State:
    return replace(state, id=own_id(where), archives={**state.archives, e.place: e.name})


# The visit


@on(v.VisitOpened)
def _(state: VisitState, e: v.VisitOpened, where: EntryFacts) -> State:
    return replace(
        state,
        id=own_id(where),
        plate=e.plate,
        trailer=e.trailer,
        carrier=e.carrier,
        announced=e.announced,
        announced_plate=e.announced_plate,
        deliveries=e.deliveries,
        dock=e.dock,
        arrived_at=where.at,
        arrived_by=where.actor,
    )


def _identified(state: VisitState, documents: tuple[v.Document, ...], how: str, where: EntryFacts) -> VisitState:
    values = {name: value for document in documents for name, value in document.values.items()}
    return replace(
        state,
        identity=how,
        identity_by=where.actor,
        identity_second=where.second_actor or "",
        documents={document.kind: document.form for document in documents},
        papers=with_kept(state.papers, of_documents(documents), where),
        driver=values.get("name"),
        driver_id=values.get("id_number"),
    )


@on(v.IdentityMatched)
def _(state: VisitState, e: v.IdentityMatched, where: EntryFacts) -> State:
    return replace(_identified(state, e.documents, "matched", where), differences=())


@on(v.IdentityFailed)
def _(state: VisitState, e: v.IdentityFailed, where: EntryFacts) -> State:
    return replace(_identified(state, e.documents, "failed", where), differences=e.differences)


@on(v.ProxyAccepted)
def _(state: VisitState, e: v.ProxyAccepted, where: EntryFacts) -> State:
    proven = _identified(state, e.documents, "proxy", where)
    papers = ((LETTER, e.letter), (ID_COPY, e.id_copy))
    return replace(proven, papers=with_kept(proven.papers, papers, where))


@on(v.ChangeAccepted)
def _(state: VisitState, e: v.ChangeAccepted, where: EntryFacts) -> State:
    proven = _identified(state, e.documents, "changed", where)
    return replace(proven, papers=with_kept(proven.papers, [(NOTICE, e.notice)], where))


@on(v.DocumentsPurged)
def _(state: VisitState, e: v.DocumentsPurged, where: EntryFacts) -> State:
    return replace(state, papers=without(state.papers, e.records, where.at))


@on(v.ManifestPhotographed)
def _(state: VisitState, e: v.ManifestPhotographed, where: EntryFacts) -> State:
    return replace(state, manifest=e.picture.sha256)


@on(v.SealChecked)
def _(state: VisitState, e: v.SealChecked, where: EntryFacts) -> State:
    seal = SealState(
        announced=e.announced,
        lock=e.lock,
        manifest=e.manifest,
        condition=e.condition,
        good=e.good,
        picture=e.picture.sha256,
        at=where.at,
        by=where.actor,
    )
    return replace(state, seals=(*state.seals, seal))


@on(v.UnloadingStopped)
def _(state: VisitState, e: v.UnloadingStopped, where: EntryFacts) -> State:
    return replace(state, stops=(*state.stops, Stop(reason=e.reason, seal=e.seal, at=where.at)))


@on(v.UnloadingResumed)
def _(state: VisitState, e: v.UnloadingResumed, where: EntryFacts) -> State:
    lifted = replace(state.stops[-1], resumed_at=where.at, resumed_by=where.actor, resume_reason=e.reason)
    return replace(state, stops=(*state.stops[:-1], lifted))


@on(v.DoorOpened)
def _(state: VisitState, e: v.DoorOpened, where: EntryFacts) -> State:
    return replace(
        state,
        door_opened_at=where.at,
        door_climate=e.climate,
        truck_air=e.truck_air,
        no_truck_air=e.no_truck_air,
    )


@on(v.VisitDeparted)
def _(state: VisitState, e: v.VisitDeparted, where: EntryFacts) -> State:
    return replace(state, departed_at=where.at)


# The delivery


@on(d.DeliveryAnnounced)
def _(state: DeliveryState, e: d.DeliveryAnnounced, where: EntryFacts) -> State:
    return replace(
        state,
        id=own_id(where),
        customer=e.customer,
        reference=e.reference,
        content=e.content,
        revision=e.revision,
        carrier=e.carrier,
        slot=e.slot,
        plate=e.plate,
        trailer=e.trailer,
        seals=e.seals,
        driver=e.driver,
        units=e.units,
    )


@on(d.DeliveryOpened)
def _(state: DeliveryState, e: d.DeliveryOpened, where: EntryFacts) -> State:
    return replace(
        state,
        visit=e.visit,
        opened_at=where.at,
        agreement=e.agreement,
        terms=e.terms,
        industry=e.industry,
        checklist=e.checklist,
        checklist_sha256=e.checklist_sha256,
        steps=e.steps,
        draw_commitment=e.draw_commitment,
        draw_record=e.draw_record,
    )


@on(d.StepClosed)
def _(state: DeliveryState, e: d.StepClosed, where: EntryFacts) -> State:
    return replace(state, closed=(*state.closed, e.step))


@on(d.StepConfirmed)
def _(state: DeliveryState, e: d.StepConfirmed, where: EntryFacts) -> State:
    return replace(state, confirmed={**state.confirmed, e.step: e.answer}, closed=(*state.closed, e.step))


@on(d.CountKeyed)
def _(state: DeliveryState, e: d.CountKeyed, where: EntryFacts) -> State:
    begun = CountRound(number=e.round, keyer=where.actor, commitment=e.commitment, record=e.record)
    return replace(state, rounds=(*state.rounds, begun))


@on(d.CountRevealed)
def _(state: DeliveryState, e: d.CountRevealed, where: EntryFacts) -> State:
    revealed = replace(state.rounds[-1], keyed=e.keyed, called=e.called, caller=e.caller)
    return replace(state, rounds=(*state.rounds[:-1], revealed))


@on(d.CountClosed)
def _(state: DeliveryState, e: d.CountClosed, where: EntryFacts) -> State:
    result = CountResult(counted=e.counted, declared=e.declared, difference=e.difference, recounted=e.recounted)
    return replace(state, count=result)


@on(d.SampleDrawn)
def _(state: DeliveryState, e: d.SampleDrawn, where: EntryFacts) -> State:
    drawn = Draw(
        nonce=e.nonce, root=e.root, size=e.size, rate=e.rate, base=e.base, population=e.population, drawn=e.drawn
    )
    return replace(state, sample=drawn)


@on(d.ExceptionRaised)
def _(state: DeliveryState, e: d.ExceptionRaised, where: EntryFacts) -> State:
    raised = ExceptionState(
        number=e.number,
        kind=e.kind,
        unit=e.unit,
        at=where.at,
        by=where.actor,
        notice_by=e.notice_by,
        details=e.details,
        evidence=e.evidence,
    )
    return replace(state, exceptions=(*state.exceptions, raised))


@on(d.ExceptionCountersigned)
def _(state: DeliveryState, e: d.ExceptionCountersigned, where: EntryFacts) -> State:
    def signed(exception: ExceptionState) -> ExceptionState:
        if exception.number != e.number:
            return exception
        return replace(exception, countersigned=e.how, countersign_reason=e.reason, witness=e.witness)

    return replace(state, exceptions=tuple(signed(exception) for exception in state.exceptions))


@on(d.UnknownFound)
def _(state: DeliveryState, e: d.UnknownFound, where: EntryFacts) -> State:
    return replace(state, unknown=(*state.unknown, e.code))


@on(d.SignedOff)
def _(state: DeliveryState, e: d.SignedOff, where: EntryFacts) -> State:
    signed = SignOffState(
        outcome=e.outcome,
        receipt=e.receipt,
        received=e.received,
        refused=e.refused,
        copies=e.copies,
        climate=e.climate,
        not_compared=e.not_compared,
        at=where.at,
        by=where.actor,
        index=where.index,
    )
    return replace(state, sign_off=signed)


@on(d.ReceiptIssued)
def _(state: DeliveryState, e: d.ReceiptIssued, where: EntryFacts) -> State:
    issued = IssuedReceipt(
        number=e.number,
        sha256=e.sha256,
        pages=e.pages,
        checkpoint_size=e.checkpoint_size,
        test_certificate=e.test_certificate,
    )
    return replace(state, receipt=issued)


@on(d.StampRecorded)
def _(state: DeliveryState, e: d.StampRecorded, where: EntryFacts) -> State:
    return replace(state, stamped_by=where.actor)


@on(d.PicturesArchived)
def _(state: DeliveryState, e: d.PicturesArchived, where: EntryFacts) -> State:
    return replace(state, archived=state.archived + len(e.files))


@on(d.DeliveryRefused)
def _(state: DeliveryState, e: d.DeliveryRefused, where: EntryFacts) -> State:
    return replace(state, refusals=state.refusals + 1)


# The unit


@on(u.UnitScanned)
def _(state: UnitState, e: u.UnitScanned, where: EntryFacts) -> State:
    delivery, _, unit = own_id(where).rpartition("/")
    return replace(state, delivery=delivery, id=unit, code=e.code, scanned_at=where.at, scanned_by=where.actor)


@on(u.FaceTaken)
def _(state: UnitState, e: u.FaceTaken, where: EntryFacts) -> State:
    earlier = state.faces.get(e.face)
    taken = FaceState(face=e.face, picture=e.picture, taken=(earlier.taken + 1 if earlier else 1))
    return replace(state, faces={**state.faces, e.face: taken})


@on(u.FaceWaived)
def _(state: UnitState, e: u.FaceWaived, where: EntryFacts) -> State:
    return replace(state, faces={**state.faces, e.face: FaceState(face=e.face, picture=None, waived=e.reason)})


@on(u.WaybillWaived)
def _(state: UnitState, e: u.WaybillWaived, where: EntryFacts) -> State:
    return replace(state, waybill_waived=e.reason)


@on(u.DamageMarked)
def _(state: UnitState, e: u.DamageMarked, where: EntryFacts) -> State:
    found = DamageState(damage=e.damage, depth_cm=e.depth_cm, extent=e.extent, picture=e.close_up.sha256, marks=e.marks)
    return replace(state, damage=(*state.damage, found))


@on(u.UnitWeighed)
def _(state: UnitState, e: u.UnitWeighed, where: EntryFacts) -> State:
    weight = WeightState(
        gross=e.gross,
        declared=e.declared,
        limit=e.limit,
        flagged=e.flagged,
        device=e.device,
        below_min=e.below_min,
        at=where.at,
        tare=e.tare,
        unstable_reason=e.unstable_reason,
    )
    return replace(state, weight=weight)


@on(u.UnitRejected)
def _(state: UnitState, e: u.UnitRejected, where: EntryFacts) -> State:
    return replace(state, rejected=e.reason)


@on(u.UnitReinstated)
def _(state: UnitState, e: u.UnitReinstated, where: EntryFacts) -> State:
    return replace(state, rejected="")


@on(u.UnitSampled)
def _(state: UnitState, e: u.UnitSampled, where: EntryFacts) -> State:
    return replace(state, checks=e.checks, sampled=True, sample_passed=e.passed)


@on(u.UnitReclosed)
def _(state: UnitState, e: u.UnitReclosed, where: EntryFacts) -> State:
    return replace(state, tamper_seal=e.seal)


@on(u.UnitIsolated)
def _(state: UnitState, e: u.UnitIsolated, where: EntryFacts) -> State:
    return replace(state, isolated=e.reason)


@on(u.UnitEntered)
def _(state: UnitState, e: u.UnitEntered, where: EntryFacts) -> State:
    return replace(state, entered_at=where.at, value_confirmed=e.value_confirmed)


@on(u.FilmBegun)
def _(state: UnitState, e: u.FilmBegun, where: EntryFacts) -> State:
    begun = FilmState(film=e.film, camera=e.camera, by=where.actor, at=where.at)
    return replace(state, films=(*state.films, begun))


@on(u.UnitFilmed)
def _(state: UnitState, e: u.UnitFilmed, where: EntryFacts) -> State:
    return _film_ended(state, e.film, sha256=e.recorded.sha256)


@on(u.FilmLost)
def _(state: UnitState, e: u.FilmLost, where: EntryFacts) -> State:
    return _film_ended(state, e.film, lost=e.why)


def _film_ended(state: UnitState, film: str, **known: str) -> UnitState:
    films = tuple(replace(one, **known) if one.film == film else one for one in state.films)
    return replace(state, films=films)


@on(u.FilmWaived)
def _(state: UnitState, e: u.FilmWaived, where: EntryFacts) -> State:
    return replace(state, film_waived=e.reason)


@on(u.PictureDoubted)
def _(state: UnitState, e: u.PictureDoubted, where: EntryFacts) -> State:
    doubt = DoubtState(sha256=e.sha256, shows=e.shows, how=e.how, earlier=e.earlier, at=where.at)
    return replace(state, doubts=(*state.doubts, doubt))


@on(u.PictureAccepted)
def _(state: UnitState, e: u.PictureAccepted, where: EntryFacts) -> State:
    def accepted(doubt: DoubtState) -> DoubtState:
        if doubt.sha256 != e.sha256:
            return doubt
        second = where.second_actor or ""
        return replace(doubt, accepted=e.reason, accepted_by=where.actor, accepted_second=second)

    return replace(state, doubts=tuple(accepted(doubt) for doubt in state.doubts))
