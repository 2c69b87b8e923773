"""Step 5: the blind count by two people, its one recount, and the draw that closes it (receiving.md §4.5, design.md).

The keyer enters what the caller says; the log gets a commitment only. Then the caller, under the own badge, enters the
tally unseen; one event reveals both. A difference against the ASN asks for one recount by swapped roles, blind again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from fractions import Fraction

from station.domain.case import Case, Happening, Means, on_delivery
from station.domain.commands import CallCount, KeyCount
from station.domain.events.delivery import (
    CountClosed,
    CountKeyed,
    CountRevealed,
    ExceptionRaised,
    SampleDrawn,
    StepClosed,
)
from station.domain.notice import notice_by
from station.domain.progress import current_kind
from station.domain.refusal import Refusal, require
from station.domain.sampling import commitment, draw, sample_size, seed
from station.domain.state import CountRound

LARGEST_TALLY = 100_000


def tally_commitment(nonce: bytes, tally: int) -> str:
    """HMAC-SHA256(nonce, tally as decimal text), hex."""
    return hmac.new(nonce, str(tally).encode(), hashlib.sha256).hexdigest()


def first_agreed(case: Case) -> CountRound | None:
    """The round whose figure asks for a recount, if there is one."""
    return next((round_ for round_ in case.delivery.rounds if round_.agreed), None)


def open_round(case: Case) -> CountRound | None:
    """A round that waits for its caller."""
    rounds = case.delivery.rounds
    return rounds[-1] if rounds and not rounds[-1].revealed else None


def key_count(case: Case, command: KeyCount, means: Means) -> list[Happening]:
    """The keyer's entry; what it says is sealed until the caller has said it too."""
    _require_count(case, command.tally)
    require(open_round(case) is None, "count.keyed_already")
    first = first_agreed(case)
    if first is not None:
        require(means.actor == first.caller, "count.swap", wanted=first.caller)
    number = len(case.delivery.rounds) + 1
    record = f"count:{case.delivery.id}:{number}"
    means.seal(record, json.dumps({"nonce": means.nonce.hex(), "tally": command.tally}))
    keyed = CountKeyed(round=number, commitment=tally_commitment(means.nonce, command.tally), record=record)
    return [on_delivery(case, keyed)]


def call_count(case: Case, command: CallCount, means: Means) -> list[Happening]:
    """The caller's own entry: reveals the round, and closes the count where nothing is left to find out."""
    _require_count(case, command.tally)
    waiting = open_round(case)
    if waiting is None:
        raise Refusal("count.key_first")
    require(means.actor != waiting.keyer, "second.same_person")
    first = first_agreed(case)
    if first is not None:
        require(means.actor == first.keyer, "count.swap", wanted=first.keyer)
    sealed = json.loads(means.reveal(waiting.record))
    _check_commitment(waiting, sealed)
    revealed = CountRevealed(
        round=waiting.number,
        nonce=sealed["nonce"],
        keyed=sealed["tally"],
        called=command.tally,
        keyer=waiting.keyer,
        caller=means.actor,
    )
    return [on_delivery(case, revealed), *_close(case, revealed, recounted=first is not None, means=means)]


def _check_commitment(waiting: CountRound, sealed: dict[str, object]) -> None:
    tally = int(str(sealed["tally"]))
    fits = tally_commitment(bytes.fromhex(str(sealed["nonce"])), tally) == waiting.commitment
    require(fits, "count.commitment")


def _close(case: Case, revealed: CountRevealed, recounted: bool, means: Means) -> list[Happening]:
    if revealed.keyed != revealed.called:
        return []
    declared = len(case.countable)
    difference = revealed.called - declared
    # A carton that nobody announced may stand where one is missing: the figure fits and the goods do not.
    wrong = bool(difference or case.missing)
    if wrong and not recounted:
        return []
    closed = CountClosed(counted=revealed.called, declared=declared, difference=difference, recounted=recounted)
    happened = [on_delivery(case, closed)]
    if wrong or case.delivery.unknown:
        happened.append(on_delivery(case, _difference_exception(case, closed, means)))
    return [*happened, *_closed(case, "count"), *_draw(case, means)]


def _difference_exception(case: Case, closed: CountClosed, means: Means) -> ExceptionRaised:
    return ExceptionRaised(
        number=len(case.delivery.exceptions) + 1,
        kind="over" if closed.difference > 0 or not (closed.difference or case.missing) else "short",
        details={
            "declared": str(closed.declared),
            "counted": str(closed.counted),
            "missing": ", ".join(unit.id for unit in case.missing),
            "unannounced": ", ".join(case.delivery.unknown),
        },
        notice_by=notice_by(means.now, case.delivery.terms),
    )


def _draw(case: Case, means: Means) -> list[Happening]:
    """Freezes the population and draws in the same transaction; a second draw is refused."""
    require(case.delivery.sample is None, "sampling.drawn_already")
    nonce = bytes.fromhex(means.reveal(case.delivery.draw_record))
    require(commitment(nonce) == case.delivery.draw_commitment, "sampling.commitment")
    rate = Fraction(case.delivery.terms.sampling_rate)
    present = [unit.id for unit in case.present if not unit.rejected]
    openable = sorted(unit for unit in present if not _confidential(case, unit))
    seed_bytes = seed(nonce, means.root, case.delivery.id)
    drawn = draw(seed_bytes, openable, sample_size(rate, len(present)))
    event = SampleDrawn(
        nonce=nonce.hex(),
        root=means.root.hex(),
        size=means.size,
        rate=case.delivery.terms.sampling_rate,
        base=len(present),
        population=tuple(openable),
        drawn=drawn,
    )
    happened = [on_delivery(case, event)]
    if not drawn:  # all confidential: none is opened, and the receipt says so
        happened += _closed(case, "sampling")
    if not present:  # all refused: they go back onto the truck, and nothing is left to enter
        happened += _closed(case, "entry")
    return happened


def _closed(case: Case, kind: str) -> list[Happening]:
    return [on_delivery(case, StepClosed(step=step.id)) for step in case.delivery.steps if step.kind == kind]


def _confidential(case: Case, unit: str) -> bool:
    declared = case.declared(unit)
    return declared is not None and "confidential" in declared.flags


def _require_count(case: Case, tally: int) -> None:
    require(case.visit.stop is None, "unloading.stopped")
    require(current_kind(case) == "count", "count.not_now")
    require(0 <= tally <= LARGEST_TALLY, "count.figure", tally=tally)
