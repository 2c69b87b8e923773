"""Step 5: the caller says the number, the keyer enters it; then the caller, signed in, enters the tally unseen.

Nothing expected and nothing that the other person entered is on the page before the reveal.
"""

from __future__ import annotations

from station.domain.commands import CallCount, KeyCount
from station.domain.rules.count import first_agreed, open_round
from station.texts import Line, line
from station.workflow.effects import ALL, Do, Effects, bad
from station.workflow.scene import Scene
from station.workflow.steps.base import Plain, around, back, first
from station.workflow.view import Fact, Field, Page

TALLY = "count.tally"


class Count(Plain):
    def page(self, scene: Scene) -> Page:
        waiting = open_round(scene.case)
        name, hint = ("count.call", "count.call_hint") if waiting else ("count.key", "count.key_hint")
        return Page(
            instruction=line(name),
            hint=line(hint),
            fields=(Field(TALLY, line("count.tally"), scene.text(TALLY), "number"),),
            facts=tuple(_facts(scene)),
            actions=(first("action.confirm"), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        if action not in ("next", "accept"):
            return back(action)
        text = scene.text(TALLY)
        if not (text.isascii() and text.isdigit()):
            return bad("count.no_figure")
        delivery = scene.case.delivery.id
        if open_round(scene.case):
            return (Do(CallCount(delivery=delivery, tally=int(text)), good=None, clear=(ALL,)),)
        return (Do(KeyCount(delivery=delivery, tally=int(text)), good=line("count.keyed"), clear=(ALL,)),)


def _facts(scene: Scene) -> list[Fact]:
    rounds = scene.case.delivery.rounds
    facts: list[Fact] = []
    if first_agreed(scene.case) is not None:
        facts.append(Fact(line("count.recount"), line("count.recount_why"), tone="attention"))
    elif any(round_.revealed and not round_.agreed for round_ in rounds):
        facts.append(Fact(line("count.differ"), line("count.differ_why"), tone="attention"))
    return facts


def said(scene: Scene) -> Line:
    """What the reveal told, once the count is closed."""
    result = scene.case.delivery.count
    assert result is not None
    return line("count.closed", counted=result.counted, difference=result.difference)
