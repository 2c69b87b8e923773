"""The order of the steps: whatever is tried, and when, no step is skipped and nothing is done before its time."""

from __future__ import annotations

import random
from collections.abc import Callable

from station.domain import commands as c
from station.domain.facts import Event
from station.domain.progress import closed, current_kind, faces_left, samples_left
from station.domain.refusal import Refusal
from station.domain.rules.close import OUTCOMES
from tests.unit.domain.harness import ORDER, PEOPLE, VISIT, Dock, documents, unit

ORDER_OF_KINDS = ("arrival", "identity", "seals", "appearance", "weight", "count", "sampling", "entry", "sign_off", "")
# Which step has to be the current one when an event happens.
WHEN: dict[str, tuple[str, ...]] = {
    "visit.identity_matched": ("identity",),
    "visit.manifest_photographed": ("seals",),
    "visit.seal_checked": ("seals",),
    "visit.door_opened": ("seals",),
    "unit.scanned": ("appearance", "weight"),
    "unit.face_taken": ("appearance", "weight"),
    "unit.face_waived": ("appearance", "weight"),
    "unit.damage_marked": ("appearance", "weight", "count", "sampling", "entry", "sign_off"),
    "unit.weighed": ("appearance", "weight"),
    "unit.rejected": ("appearance", "weight"),
    "unit.reinstated": ("appearance", "weight"),
    "delivery.count_keyed": ("count",),
    "delivery.count_revealed": ("count",),
    "delivery.sample_drawn": ("count",),
    "unit.sampled": ("sampling",),
    "unit.reclosed": ("sampling",),
    "unit.isolated": ("sampling",),
    "unit.entered": ("entry",),
    "delivery.exception_countersigned": ("sign_off",),
    "delivery.signed_off": ("sign_off",),
    "delivery.receipt_issued": ("",),
    "delivery.stamp_recorded": ("",),
    "visit.departed": ("",),
}

Make = Callable[[Dock, random.Random], c.Command]
UNITS = ("1", "2", "3")
WALKS, TRIES = 15, 3000


def _next_face(dock: Dock, rng: random.Random) -> c.Command:
    number = rng.choice(UNITS)
    present = dock.case.units.get(number)
    left = faces_left(dock.case, present) if present else ()
    return dock.face(rng.choice(left or ("top",)), number)


COMMANDS: tuple[Make, ...] = (
    *([_next_face] * 6),
    lambda d, r: d.arrival(),
    lambda d, r: c.CheckIdentity(visit=VISIT, documents=documents()),
    lambda d, r: c.PhotographManifest(visit=VISIT, picture=d.picture()),
    lambda d, r: d.seal(r.choice(("S1", "S2")), condition=r.choice(("intact", "intact", "broken"))),
    lambda d, r: c.ResumeUnloading(visit=VISIT, reason="查过"),
    lambda d, r: c.OpenDoor(visit=VISIT),
    lambda d, r: c.ScanUnit(delivery=ORDER, code=f"SF{int(r.choice(UNITS)):013}"),
    lambda d, r: c.WaiveFace(delivery=ORDER, unit=r.choice(UNITS), face=r.choice(d.faces()), reason="够不着"),
    lambda d, r: c.MarkDamage(
        delivery=ORDER, unit=r.choice(UNITS), damage=r.choice(("wear",) * 9 + ("wet",)), close_up=d.picture()
    ),
    lambda d, r: d.weight(r.choice(UNITS)),
    lambda d, r: c.RefuseUnit(delivery=ORDER, unit=r.choice(UNITS), reason=r.choice(("", "", "", "湿"))),
    lambda d, r: c.ReinstateUnit(delivery=ORDER, unit=r.choice(UNITS), reason="查过"),
    lambda d, r: c.SetAside(delivery=ORDER, code="XX12345678"),
    lambda d, r: c.CloseUnloading(delivery=ORDER),
    lambda d, r: c.KeyCount(delivery=ORDER, tally=r.choice((2, 3, 3))),
    lambda d, r: c.CallCount(delivery=ORDER, tally=r.choice((2, 3, 3))),
    lambda d, r: d.sample(r.choice(UNITS), **({"goods_as_declared": False} if r.random() < 0.2 else {})),
    lambda d, r: d.reclose(r.choice(UNITS)),
    lambda d, r: d.enter(int(r.choice(UNITS))),
    lambda d, r: d.countersign(r.randint(1, len(d.case.delivery.exceptions) + 1)),
    lambda d, r: c.SignOff(delivery=ORDER, outcome=r.choice(OUTCOMES)),
    lambda d, r: d.issue(),
    lambda d, r: c.RecordStamp(delivery=ORDER),
    lambda d, r: c.DepartVisit(visit=VISIT),
)  # fmt: skip


def tried(dock: Dock, make: Make, rng: random.Random) -> tuple[str, list[Event]]:
    """The step before, and what happened; nothing where it was refused."""
    before = current_kind(dock.case) if dock.case.visit.id else "arrival"
    actor = rng.choice(["station", *PEOPLE]) if rng.random() < 0.3 else rng.choice(("wang", "li", "zhao"))
    try:
        return before, dock.give(make(dock, rng), actor, rng.choice(("", "", "", "", "li", "zhao")))
    except Refusal:
        return before, []


def fresh() -> Dock:
    dock = Dock(*(unit(int(number)) for number in UNITS), seals=("S1", "S2"))
    dock.to("announced")
    return dock


def test_no_command_out_of_order_is_taken(rng: random.Random) -> None:
    """Commands at random, most of them wrong at their moment: what is taken belongs to the step that was current."""
    ends = [walked(fresh(), rng) for _ in range(WALKS)]
    print(f"{WALKS} walks of {TRIES} commands ended at {ends}")
    assert "" in ends, "none came to its end: such walks prove little"


def walked(dock: Dock, rng: random.Random) -> str:
    """The step that a walk ended at."""
    reached = 0
    for _ in range(TRIES):
        before, happened = tried(dock, rng.choice(COMMANDS), rng)
        for event in happened:
            assert before in WHEN.get(event.KIND, (before,)), (before, event)
        place = ORDER_OF_KINDS.index(current_kind(dock.case)) if dock.case.visit.id else 0
        assert place >= reached, "a step that was closed opened again"
        reached = place
        _nothing_was_skipped(dock)
    return ORDER_OF_KINDS[reached]


def _nothing_was_skipped(dock: Dock) -> None:
    """What every closed step has promised."""
    case = dock.case
    if not case.visit.id:
        return
    done = {step.kind for step in case.delivery.steps if closed(case, step)}
    if "identity" in done:
        assert case.visit.identified
    if "seals" in done:
        assert {seal.announced for seal in case.visit.seals} >= set(case.delivery.seals)
        assert case.visit.stop is None
    if "appearance" in done:
        assert all(case.complete(present) for present in case.present)
    if "count" in done:
        assert case.delivery.count is not None
        assert case.delivery.sample is not None
        assert case.delivery.rounds[-1].agreed
        assert case.delivery.rounds[-1].keyer != case.delivery.rounds[-1].caller
    if "sampling" in done:
        assert samples_left(case) == ()
    if "entry" in done:
        assert all(present.entered_at or present.rejected for present in case.present)
    if "sign_off" in done:
        assert all(exception.countersigned for exception in case.delivery.exceptions)


def test_the_walk_can_come_to_the_end() -> None:
    """The same table of events on a good delivery."""
    dock = fresh().to("departed")
    assert current_kind(dock.case) == ""
    assert {event.KIND for event in dock.happened} >= {kind for kind in WHEN if "waived" not in kind} - {
        "unit.damage_marked", "unit.rejected", "unit.reinstated", "unit.isolated", "delivery.exception_countersigned",
        "delivery.stamp_recorded",
    }  # fmt: skip


def test_each_stage_stands_on_its_step() -> None:
    wanted = {
        "arrived": "identity", "identified": "seals", "opened": "appearance", "weighed": "appearance",
        "unloaded": "count", "counted": "sampling", "sampled": "entry", "entered": "sign_off", "signed": "",
    }  # fmt: skip
    for stage, kind in wanted.items():
        assert current_kind(Dock().to(stage).case) == kind, stage
