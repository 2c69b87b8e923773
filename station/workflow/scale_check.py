"""One daily check of a scale: its mass named, the scale emptied, the check weight put on; a stable reading books it.

No screen and no clock: readings and keys come in, a Page goes out.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from station.domain.commands import CheckScale
from station.domain.events.site import ScaleChecked
from station.domain.facts import from_data
from station.domain.readings import Weight
from station.domain.scale import Scale
from station.domain.verdicts import Empty, ScaleWeight, Stable, Taken, Verdict
from station.domain.weighing import Weighing
from station.texts import Line, line
from station.workflow.booked import booked
from station.workflow.figures import figure
from station.workflow.handlers import Rejected, Result
from station.workflow.steps.base import action, first
from station.workflow.view import Action, Fact, Field, Page

NOMINAL = "check.nominal"
Give = Callable[[CheckScale], Result]


class ScaleCheck:
    """The check weight's mass is the settings'; where they name none it is typed, `typed` (kg) is what is offered."""

    def __init__(self, scale: Scale, typed: str, day: Callable[[], str], give: Give) -> None:
        self.scale = scale
        self._day, self._give = day, give
        self._rule = Weighing(scale.profile)
        self._verdict: Verdict = self._rule.tick(0.0)
        self._shown: Weight | None = None
        self.mass, self.typed = scale.papers.check_weight, typed
        self.refusal: Line | None = None
        self.answer: ScaleChecked | Line | None = None

    @property
    def passed(self) -> bool:
        return isinstance(self.answer, ScaleChecked) and self.answer.passed

    def fill(self, text: str) -> None:
        """The mass of the check weight, as it is typed; it counts once it is confirmed."""
        self.typed, self.refusal = text, None

    def act(self, action: str) -> bool:
        """A key or a button. True where the check is over and left."""
        if action != "next" or self.passed:
            return True
        if self.mass is None:
            self._name()
        else:
            self.answer = None  # once more: the scale must have been empty
        return False

    def _name(self) -> None:
        mass, profile = figure(self.typed), self.scale.profile
        if mass is not None and profile.min <= mass <= profile.max:
            self.mass = mass
        else:
            self.refusal = line("refusal.check.nominal", min=profile.min, max=profile.max)

    def offer(self, weight: Weight) -> None:
        self._shown = weight
        self._verdict = self._rule.offer(weight)
        if isinstance(self._verdict, Stable) and self.mass is not None and self.answer is None:
            self._book(self._verdict.weight, self.mass)

    def tick(self, now: float) -> None:
        self._verdict = self._rule.tick(now)

    def _book(self, weight: ScaleWeight, mass: Decimal) -> None:
        profile, papers = self.scale.profile, self.scale.papers
        command = CheckScale(
            device=self.scale.device,
            day=self._day(),
            nominal=mass,
            tolerance=self.scale.tolerance,
            minimum=profile.min,
            maximum=profile.max,
            weight=booked(self.scale, weight),
            certificate=papers.certificate,
            verified_until=papers.verified_until,
        )
        result = self._give(command)
        self._rule.take()
        self._verdict = self._rule.offer(self._shown) if self._shown else self._verdict
        self.answer = result.reason if isinstance(result, Rejected) else _checked(result)

    # What is shown

    def page(self) -> Page:
        field = Field(NOMINAL, line("check.nominal"), self.typed, "decimal")
        return Page(
            instruction=self._instruction(),
            hint=self._hint(),
            fields=(field,) if self.mass is None else (),
            facts=self._facts(),
            actions=self._actions(),
        )

    @property
    def shown(self) -> str:
        """What the scale shows now, with its unit."""
        last = self._shown
        return "—" if last is None or last.value is None else f"{last.value} {last.unit}"

    def _instruction(self) -> Line:
        if isinstance(self.answer, ScaleChecked):
            return line("check.passed" if self.answer.passed else "check.failed", device=self.scale.device)
        if self.answer is not None:
            return line("check.refused")
        if self.mass is None:
            return line("check.name_mass")
        if isinstance(self._verdict, Taken):
            return line("check.empty", device=self.scale.device)
        return line("check.put", kg=self.mass, device=self.scale.device)

    def _hint(self) -> Line:
        if isinstance(self.answer, ScaleChecked):
            known = {"gross": self.answer.gross, "nominal": self.answer.nominal, "tolerance": self.answer.tolerance}
            return line("check.passed_hint" if self.answer.passed else "check.failed_hint", **known)
        if self.answer is not None:
            return self.answer
        if self.mass is None:
            return line("check.name_hint")
        ready = isinstance(self._verdict, Empty) and self._verdict.armed and not self._verdict.zero
        return line("check.ready") if ready else self._verdict.reason

    def _facts(self) -> tuple[Fact, ...]:
        papers = self.scale.papers
        certificate = " · ".join(filter(None, (papers.certificate, papers.verified_until))) or "—"
        return (
            Fact(line("check.tolerance"), f"± {self.scale.tolerance} kg"),
            Fact(line("check.certificate"), certificate, "" if papers.verified_until else "attention"),
        )

    def _actions(self) -> tuple[Action, ...]:
        if self.mass is None:
            return (first("action.next"), action("back", "action.cancel"))
        if self.answer is None:
            return (action("back", "action.cancel"),)
        if self.passed:
            return (first("check.done"),)
        return (first("check.again"), action("back", "check.leave"))


def _checked(result: Result) -> ScaleChecked:
    """The event among the accepted entries: what was written is what is shown."""
    assert not isinstance(result, Rejected)
    data = next(entry.data for entry in result.entries if entry.kind == ScaleChecked.KIND)
    event = from_data(ScaleChecked.KIND, data)
    assert isinstance(event, ScaleChecked)
    return event
