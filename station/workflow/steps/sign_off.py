"""Step 8: the driver countersigns each exception, then the outcome that the facts leave open (receiving.md §4.8)."""

from __future__ import annotations

from station.domain.commands import Countersign, DepartVisit, RecordStamp, SignOff
from station.domain.rules.close import FEWEST_COPIES, allowed_outcomes
from station.domain.state import ExceptionState
from station.texts import Line, line
from station.workflow.effects import ALL, Ask, Do, Effects, bad
from station.workflow.scene import Scene
from station.workflow.sentences import detail_value
from station.workflow.steps.base import Plain, action, around, back, empty_field, first
from station.workflow.view import Action, Choice, Fact, Field, Page

HOW, REASON = "sign.how", "sign.reason"
OUTCOME, COPIES = "sign.outcome", "sign.copies"


class SignOffStep(Plain):
    def page(self, scene: Scene) -> Page:
        open_one = _open_exception(scene)
        if open_one is not None:
            return _countersign_page(scene, open_one)
        return Page(
            instruction=line("sign_off.outcome"),
            hint=_hint(scene),
            fields=_outcome_fields(scene),
            facts=_figures(scene),
            actions=(first("action.sign"), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        if action not in ("next", "accept"):
            return back(action)
        open_one = _open_exception(scene)
        return _countersign(scene, open_one) if open_one is not None else _sign(scene)


class Signed(Plain):
    """After the sign-off: the receipt, the real stamp, and the truck's departure; first what came up since."""

    def page(self, scene: Scene) -> Page:
        delivery = scene.case.delivery
        assert delivery.sign_off is not None
        late = _found_late(scene)
        if late is not None:
            more = () if delivery.receipt is None else (action("print", "action.print"),)
            return _countersign_page(scene, late, more)
        if delivery.receipt is None:
            return Page(
                instruction=line("receipt.pending"),
                hint=line("receipt.pending_hint"),
                actions=around(),
            )
        left = bool(scene.truck.visit.departed_at)
        actions = [action("print", "action.print")]
        if not delivery.stamped_by and delivery.sign_off.outcome != "refused":
            actions.append(action("finish", "action.stamped"))
        if not left:
            actions.insert(0, first("action.depart"))
        return Page(
            instruction=line("receipt.issued"),
            hint=line("receipt.refused_hint" if delivery.sign_off.outcome == "refused" else "receipt.issued_hint"),
            facts=_receipt_facts(scene),
            actions=(*actions, *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        delivery, visit = scene.case.delivery, scene.truck.visit
        if action == "print" and delivery.receipt is not None:
            return (Ask("print"),)
        late = _found_late(scene)
        if late is not None:
            return _countersign(scene, late) if action in ("next", "accept") else back(action)
        if action == "finish" and delivery.receipt is not None and delivery.sign_off is not None:
            stamp = RecordStamp(delivery=delivery.id, copies=delivery.sign_off.copies)
            return (Do(stamp, good=line("receipt.stamped")),)
        if action in ("next", "accept"):
            return (Do(DepartVisit(visit=visit.id), good=line("receipt.departed", plate=visit.plate), clear=(ALL,)),)
        return back(action)


def _open_exception(scene: Scene) -> ExceptionState | None:
    return next(iter(scene.case.delivery.uncountersigned), None)


def _found_late(scene: Scene) -> ExceptionState | None:
    """What came up since the sign-off and the driver, who is still there, has not answered."""
    return None if scene.truck.visit.departed_at else _open_exception(scene)


def _countersign_page(scene: Scene, found: ExceptionState, more: tuple[Action, ...] = ()) -> Page:
    choices = tuple(Choice(how, line(f"sign_off.how.{how}")) for how in ("signed", "refused", "gone"))
    fields = [Field(HOW, line("sign_off.how"), scene.text(HOW), "choice", choices)]
    if scene.text(HOW) in ("refused", "gone"):
        fields.append(Field(REASON, line("field.reason"), scene.text(REASON)))
    return Page(
        instruction=line("sign_off.countersign", number=found.number, kind=line(f"exception.{found.kind}")),
        hint=line("sign_off.late_hint" if scene.case.delivery.sign_off else "sign_off.countersign_hint"),
        fields=tuple(fields),
        facts=_exception_facts(found),
        actions=(first("action.confirm"), *more, *around()),
    )


def _exception_facts(found: ExceptionState) -> tuple[Fact, ...]:
    facts = [Fact(line("exception.unit"), found.unit)] if found.unit else []
    told = ((name, value) for name, value in found.details.items() if value)
    facts += [Fact(line(f"exception.detail.{name}"), detail_value(name, value)) for name, value in told]
    return tuple(facts)


def _countersign(scene: Scene, found: ExceptionState) -> Effects:
    empty = empty_field(scene, _countersign_page(scene, found).fields)
    if empty is not None:
        return bad("field.empty", field=empty.label)
    how = scene.text(HOW)
    command = Countersign(delivery=scene.case.delivery.id, number=found.number, how=how, reason=scene.text(REASON))
    good = line("sign_off.countersigned", number=found.number)
    return (Do(command, good=good, clear=(HOW, REASON), second=how != "signed"),)


def _outcome_fields(scene: Scene) -> tuple[Field, ...]:
    allowed = allowed_outcomes(scene.case)
    choices = tuple(Choice(outcome, line(f"outcome.{outcome}")) for outcome in allowed)
    return (
        Field(OUTCOME, line("sign_off.outcome_label"), scene.text(OUTCOME, allowed[0]), "choice", choices),
        Field(COPIES, line("sign_off.copies"), scene.text(COPIES, str(FEWEST_COPIES)), "number"),
    )


def _hint(scene: Scene) -> Line:
    """What is waited for, and that it takes a moment only."""
    waiting = scene.comparing.waiting
    return line("sign_off.comparing_hint", units=", ".join(waiting)) if waiting else line("sign_off.hint")


def _sign(scene: Scene) -> Effects:
    copies = scene.text(COPIES, str(FEWEST_COPIES))
    if not (copies.isascii() and copies.isdigit()):
        return bad("field.empty", field=line("sign_off.copies"))
    outcome = scene.text(OUTCOME, allowed_outcomes(scene.case)[0])
    command = SignOff(
        delivery=scene.case.delivery.id, outcome=outcome, copies=int(copies), climate=scene.climate
    )  # fmt: skip
    return (Do(command, good=line("sign_off.signed"), clear=(ALL,)),)


def _figures(scene: Scene) -> tuple[Fact, ...]:
    case = scene.case
    facts: list[Fact] = []
    if case.delivery.count is not None:
        result = case.delivery.count
        tone = "attention" if result.difference else "good"
        facts.append(Fact(line("sign_off.declared"), str(result.declared)))
        facts.append(Fact(line("sign_off.counted"), str(result.counted), tone))
    refused = [unit.id for unit in case.present if unit.rejected]
    flagged = [unit.id for unit in case.present if unit.weight is not None and unit.weight.flagged]
    unstable = [unit.id for unit in case.present if unit.weight is not None and unit.weight.unstable_reason]
    told = {
        "sign_off.refused": refused,
        "sign_off.weight_flagged": flagged,
        "sign_off.weight_unstable": unstable,
        "sign_off.comparing": scene.comparing.waiting,
        "sign_off.not_compared": scene.comparing.given_up,
    }
    for key, units in told.items():
        if units:
            facts.append(Fact(line(key), ", ".join(units), "attention"))
    if case.delivery.exceptions:
        facts.append(Fact(line("sign_off.exceptions"), str(len(case.delivery.exceptions)), "attention"))
    return tuple(facts)


def _receipt_facts(scene: Scene) -> tuple[Fact, ...]:
    receipt = scene.case.delivery.receipt
    assert receipt is not None
    facts = [Fact(line("receipt.number"), receipt.number), Fact(line("receipt.sha256"), receipt.sha256[:16])]
    if receipt.test_certificate:
        facts.append(Fact(line("receipt.certificate"), line("receipt.test"), "attention"))
    return tuple(facts)
