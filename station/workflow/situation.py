"""Which step is asked at a scene, and the whole page as a View."""

from __future__ import annotations

from dataclasses import dataclass

from station.domain.case import Case
from station.domain.doubts import open_doubts
from station.domain.events.common import ClimateNow
from station.domain.plan import StepPlan
from station.domain.progress import closed, current, current_kind
from station.domain.readings import Climate
from station.texts import Bilingual, Line, line
from station.workflow import history, second
from station.workflow.scene import Scene
from station.workflow.steps import STEPS
from station.workflow.steps.arrival import Arrival
from station.workflow.steps.base import Step
from station.workflow.steps.doubted import Doubted
from station.workflow.steps.sign_off import Signed
from station.workflow.steps.stopped import Stopped, stop_view
from station.workflow.view import Page, StepMark, Tab, View

CLIMATE_FRESH = 30.0  # seconds; sampled every 10 s
_ARRIVAL, _SIGNED, _STOPPED, _DOUBTED = Arrival(), Signed(), Stopped(), Doubted()


@dataclass(frozen=True, slots=True)
class TabFacts:
    case: Case
    active: bool


def step_of(scene: Scene) -> Step:
    """The step that a key, a scan or a weight belongs to. A stopped truck knows one only."""
    if scene.open_case is None:
        return _ARRIVAL
    if scene.case.visit.stop is not None:
        return _STOPPED
    now = current(scene.case)
    if now is not None and open_doubts(scene.case):
        return _DOUBTED
    return _SIGNED if now is None else STEPS[now.kind]


def kind_of(scene: Scene) -> str:
    """The kind of the step in the middle. Appearance and weight run together: the unit in hand says which it is."""
    if scene.open_case is None:
        return "arrival"
    now = current(scene.case)
    if now is None:
        return "signed"
    return "weight" if now.kind == "appearance" and step_of(scene).weighs(scene) else now.kind


def behind(scene: Scene) -> list[StepPlan]:
    """The steps that are closed, the last one first."""
    if scene.open_case is None:
        return []
    return [step for step in reversed(scene.case.delivery.steps) if closed(scene.case, step)]


def steps_behind(scene: Scene) -> int:
    return len(behind(scene))


def climate_now(reading: Climate | None, now: float) -> ClimateNow | None:
    """The climate that may stand in an entry: the last reading, while it is fresh."""
    if reading is None or now - reading.seen_at > CLIMATE_FRESH:
        return None
    age = round((now - reading.seen_at) * 1000)
    return ClimateNow(
        device=reading.device, temperature=reading.temperature, humidity=reading.humidity, age_ms=max(0, age)
    )


def view_of(
    scene: Scene,
    *,
    tabs: tuple[TabFacts, ...],
    waiting: second.Waiting | None,
    refusal: Line | None,
    unsaved: Line | None,
    busy: bool,
    back: int,
) -> View:
    kind = kind_of(scene)
    now = _now(scene, kind)
    number, of = _place(scene, now)
    delivery = scene.open_case.delivery.id if scene.open_case else ""
    return View(
        tabs=tuple(map(_tab, tabs)),
        delivery=delivery,
        visit=scene.open_case.visit.id if scene.open_case else "",
        steps=_marks(scene, now),
        step=kind,
        number=number,
        of=of,
        title=_title(scene, now),
        page=_page(scene, waiting, back),
        stop=stop_view(scene) if scene.open_case and not back else None,
        refusal=refusal,
        unsaved=unsaved,
        busy=line("camera.taking") if busy else None,
        looking_back=bool(back),
        people=(scene.person,) if scene.person else (),
    )


def _page(scene: Scene, waiting: second.Waiting | None, back: int) -> Page:
    if waiting is not None:
        return second.page(waiting)
    if back:
        return history.page_of(behind(scene)[back - 1], scene)
    return step_of(scene).page(scene)


def _tab(facts: TabFacts) -> Tab:
    case = facts.case
    done = None if current_kind(case) == "count" else len(case.present) - len(case.in_hand)
    delivery, visit = case.delivery, case.visit
    return Tab(delivery.id, delivery.customer, visit.plate, done, facts.active, visit.stop is not None)


def _marks(scene: Scene, now: StepPlan | None) -> tuple[StepMark, ...]:
    if scene.open_case is None:
        return tuple(StepMark(step.kind, _step_title(step), _open_state(step)) for step in scene.checklist.steps)
    return tuple(
        StepMark(step.kind, _step_title(step), _state(scene.case, step, now)) for step in scene.case.delivery.steps
    )


def _now(scene: Scene, kind: str) -> StepPlan | None:
    """The step that the screen names, by its kind: while a unit is weighed, the weight's."""
    if scene.open_case is None:
        return None
    return scene.case.step("weight") if kind == "weight" else current(scene.case)


def _open_state(step: StepPlan) -> str:
    return "now" if step.kind == "arrival" else "open"


def _state(case: Case, step: StepPlan, now: StepPlan | None) -> str:
    if now is not None and step.id == now.id:
        return "now"
    return "done" if closed(case, step) else "open"


def _step_title(step: StepPlan) -> Line:
    if step.kind == "confirm":
        return line("confirm.question", title=Bilingual(step.title_zh, step.title_en))
    return line(f"step.{step.kind}")


def _title(scene: Scene, now: StepPlan | None) -> Line:
    if scene.open_case is None:
        return line("step.arrival")
    return line("step.signed") if now is None else _step_title(now)


def _place(scene: Scene, now: StepPlan | None) -> tuple[int, int]:
    """Which step of how many; arrival is step 0 of the rules and counts from there."""
    if scene.open_case is None:
        return 0, len(scene.checklist.steps) - 1
    steps = scene.case.delivery.steps
    return (len(steps) - 1 if now is None else steps.index(now)), len(steps) - 1
