"""Steps 6, 7 and 8: quality sampling, system entry, sign-off and what comes after it (receiving.md §4)."""

from __future__ import annotations

from station.domain.article import contradicted, differing
from station.domain.case import Case, Happening, Means, on_delivery, on_unit
from station.domain.commands import (
    ConfirmStep,
    Countersign,
    EnterUnit,
    IssueReceipt,
    RecloseUnit,
    RecordSample,
    RecordStamp,
    SignOff,
)
from station.domain.doubts import open_doubts, told
from station.domain.events.delivery import (
    ExceptionCountersigned,
    ExceptionRaised,
    ReceiptIssued,
    SignedOff,
    StampRecorded,
    StepClosed,
    StepConfirmed,
)
from station.domain.events.unit import UnitEntered, UnitIsolated, UnitReclosed, UnitSampled
from station.domain.films import film_begun, film_settled
from station.domain.notice import notice_by
from station.domain.picture_rules import check_fresh, check_picture
from station.domain.progress import current, current_kind, entries_left, samples_left
from station.domain.refusal import Refusal, require
from station.domain.state import UnitState

OUTCOMES = ("normal", "with_exceptions", "partly_refused", "refused")
FEWEST_COPIES = 2


def wanted_checks(case: Case, unit: str) -> tuple[str, ...]:
    """The checks of an opened unit by its flags and its customer's industry; the goods themselves always."""
    declared = case.declared(unit)
    flags = declared.flags if declared is not None else ()
    by_flag = {
        "fragile": ("tilt_mark", "shock_mark", "glass_wraps"),
        "precision": ("moisture_bag",),
        "food": ("production_date",),
        "liquid": ("leak_bag", "outer_mark"),
        "cold": ("door_temperature",),
    }
    checks = ["goods_as_declared"]
    for flag in flags:
        checks.extend(by_flag.get(flag, ()))
    if case.delivery.industry == "electronics":
        checks.append("esd_packaging")
    return tuple(checks)


def record_sample(case: Case, command: RecordSample, means: Means) -> list[Happening]:
    """The result of one opened unit; a failure isolates it and starts the nonconforming-goods process."""
    unit = _drawn(case, command.unit)
    require(not unit.sampled, "sampling.done_already", unit=unit.id)
    require(film_begun(case, unit), "film.first", unit=unit.id)
    left = [check for check in wanted_checks(case, unit.id) if check not in command.checks]
    require(not left, "sampling.checks_left", checks=", ".join(left))
    _check_article(case, command, means)
    passed = all(command.checks.values())
    sampled = UnitSampled(checks=command.checks, passed=passed, note=command.note.strip(), article=command.article)
    happened = [on_unit(case, unit.id, sampled)]
    if not passed:
        happened += _isolate(case, command, means)
    return [*happened, *_sampling_closes(case, done=unit.id if not passed else "")]


def _check_article(case: Case, command: RecordSample, means: Means) -> None:
    """Nobody calls goods good whose own code contradicts the notice."""
    declared = case.declared(command.unit)
    wrong = () if declared is None else differing(declared, command.article, means.now[:10])
    called_good = [check for check in contradicted(wrong) if command.checks.get(check)]
    require(not called_good, "sampling.article_differs", unit=command.unit, checks=", ".join(called_good))


def _isolate(case: Case, command: RecordSample, means: Means) -> list[Happening]:
    failed = ", ".join(sorted(name for name, good in command.checks.items() if not good))
    raised = ExceptionRaised(
        number=len(case.delivery.exceptions) + 1,
        kind="nonconforming",
        unit=command.unit,
        details={"failed": failed, "note": command.note.strip()},
        notice_by=notice_by(means.now, case.delivery.terms),
    )
    return [on_unit(case, command.unit, UnitIsolated(reason=failed)), on_delivery(case, raised)]


def reclose_unit(case: Case, command: RecloseUnit, means: Means) -> list[Happening]:
    """An opened carton is closed with a numbered tamper seal 防拆封条; number and photo are kept."""
    unit = _drawn(case, command.unit)
    require(unit.sampled, "sampling.check_first", unit=unit.id)
    require(not unit.tamper_seal, "sampling.closed_already", unit=unit.id)
    require(film_settled(case, unit), "film.missing", unit=unit.id)
    require(command.seal.strip(), "sampling.seal_number")
    used = {other.tamper_seal for other in case.units.values()}
    require(command.seal.strip() not in used, "sampling.seal_used", seal=command.seal)
    check_picture(case, command.picture)
    check_fresh(case, command.picture, means)
    reclosed = UnitReclosed(seal=command.seal.strip(), picture=command.picture)
    return [on_unit(case, unit.id, reclosed), *_sampling_closes(case, done=unit.id)]


def _sampling_closes(case: Case, done: str) -> list[Happening]:
    return _closes(case, "sampling") if set(samples_left(case)) <= {done} else []


def _drawn(case: Case, unit: str) -> UnitState:
    require(current_kind(case) == "sampling", "sampling.not_now")
    drawn = case.delivery.sample.drawn if case.delivery.sample else ()
    require(unit in drawn, "sampling.not_drawn", unit=unit)
    return case.units[unit]


def enter_unit(case: Case, command: EnterUnit, means: Means) -> list[Happening]:
    """The unit's own code, once; unknown, missing and duplicate codes are told apart."""
    require(current_kind(case) == "entry", "entry.not_now")
    declared = case.declared_by_code(command.code)
    if declared is None:
        raise Refusal("entry.unknown", code=command.code)
    unit = case.units.get(declared.id)
    if unit is None:
        raise Refusal("entry.missing", unit=declared.id, code=command.code)
    require(not unit.entered_at, "entry.duplicate", unit=unit.id, code=command.code)
    require(not unit.rejected, "entry.rejected", unit=unit.id)
    if "insured" in declared.flags:
        require(command.value_confirmed, "entry.insured", unit=unit.id, value=declared.value or "")
    entered = UnitEntered(code=command.code, value_confirmed=command.value_confirmed)
    happened = [on_unit(case, unit.id, entered)]
    last = [other.id for other in entries_left(case)] == [unit.id]
    return [*happened, *(_closes(case, "entry") if last else [])]


def confirm_step(case: Case, command: ConfirmStep, means: Means) -> list[Happening]:
    """An added step: a question of the site's own checklist, answered by a person."""
    step = current(case)
    require(step is not None and step.id == command.step and step.kind == "confirm", "step.not_now", step=command.step)
    require(command.answer.strip(), "reason.missing")
    return [on_delivery(case, StepConfirmed(step=command.step, answer=command.answer.strip()))]


def countersign(case: Case, command: Countersign, means: Means) -> list[Happening]:
    """The driver signs each exception on the spot; refused or gone needs a reason and a second person as witness.

    One that came after the sign-off (the staging area's air) is asked for before the truck leaves.
    """
    require(current_kind(case) == "sign_off" or case.delivery.sign_off is not None, "sign_off.not_now")
    found = next((exception for exception in case.delivery.exceptions if exception.number == command.number), None)
    if found is None:
        raise Refusal("exception.unknown", number=command.number)
    require(not found.countersigned, "exception.countersigned", number=command.number)
    require(command.how in ("signed", "refused", "gone"), "exception.how", how=command.how)
    require(command.how != "signed" or not case.visit.departed_at, "exception.driver_gone", number=command.number)
    if command.how != "signed":
        require(command.reason.strip(), "reason.missing")
        require(means.second, "exception.witness", number=command.number)
    signed = ExceptionCountersigned(
        number=command.number, how=command.how, reason=command.reason.strip(), witness=means.second
    )
    return [on_delivery(case, signed)]


def allowed_outcomes(case: Case) -> tuple[str, ...]:
    """What the facts leave open: refused units and exceptions decide, not the person at the desk."""
    refused = [unit for unit in case.present if unit.rejected]
    if refused:
        return ("refused",) if len(refused) == len(case.present) else ("partly_refused",)
    return ("with_exceptions",) if case.delivery.exceptions or case.delivery.unknown else ("normal",)


def sign_off(case: Case, command: SignOff, means: Means) -> list[Happening]:
    """签收确认: an outcome that the facts allow, every exception countersigned, two paper copies at least."""
    require(case.delivery.sign_off is None, "sign_off.done")
    require(current_kind(case) == "sign_off", "sign_off.not_now")
    require(command.outcome in OUTCOMES, "sign_off.outcome", outcome=command.outcome)
    require(command.outcome in allowed_outcomes(case), "sign_off.outcome_facts", outcome=command.outcome)
    open_ones = [str(exception.number) for exception in case.delivery.uncountersigned]
    require(not open_ones, "sign_off.countersign", numbers=", ".join(open_ones))
    doubts = open_doubts(case)
    require(not doubts, "sign_off.doubtful", units=told(doubts))
    comparing = means.comparing(case.delivery.id)
    require(not comparing.waiting, "sign_off.comparing", units=", ".join(comparing.waiting))
    require(command.copies >= FEWEST_COPIES, "sign_off.copies", copies=command.copies)
    refused = tuple(unit.id for unit in case.present if unit.rejected)
    signed = SignedOff(
        outcome=command.outcome,
        receipt=f"GR-{case.delivery.id}",
        received=len(case.present) - len(refused),
        refused=refused,
        copies=command.copies,
        climate=command.climate,
        not_compared=comparing.given_up,
    )
    return [on_delivery(case, signed)]


def issue_receipt(case: Case, command: IssueReceipt, means: Means) -> list[Happening]:
    """The last of the receipt's six moments: the PDF is durable, its hash goes into the log. Once."""
    if case.delivery.sign_off is None:
        raise Refusal("receipt.sign_off_first")
    require(case.delivery.receipt is None, "receipt.issued_already", number=case.delivery.sign_off.receipt)
    issued = ReceiptIssued(
        number=case.delivery.sign_off.receipt,
        sha256=command.sha256,
        pages=command.pages,
        checkpoint_size=command.checkpoint_size,
        test_certificate=command.test_certificate,
    )
    return [on_delivery(case, issued)]


def record_stamp(case: Case, command: RecordStamp, means: Means) -> list[Happening]:
    """Who put the real 已验收 stamp on the copies; a refused delivery never carries it."""
    signed = case.delivery.sign_off
    if signed is None:
        raise Refusal("receipt.sign_off_first")
    require(signed.outcome != "refused", "stamp.refused")
    require(not case.delivery.stamped_by, "stamp.done")
    return [on_delivery(case, StampRecorded(copies=command.copies))]


def _closes(case: Case, kind: str) -> list[Happening]:
    return [on_delivery(case, StepClosed(step=step.id)) for step in case.delivery.steps if step.kind == kind]
