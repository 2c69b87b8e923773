"""What may come up beside a step: damage that is found now, a rejection that is taken back. It takes the page over."""

from __future__ import annotations

from dataclasses import replace

from station.domain.codes import Understood
from station.domain.events.common import Picture
from station.domain.rules.damage import markable
from station.domain.verdicts import ScaleWeight
from station.workflow.effects import Effects
from station.workflow.scene import Scene
from station.workflow.steps.appearance import MODE
from station.workflow.steps.base import Step, action
from station.workflow.steps.damage import PURPOSE, Damage
from station.workflow.steps.reinstate import Reinstate
from station.workflow.view import Page

_DAMAGE, _REINSTATE = Damage(), Reinstate()


class Beside:
    """A step with F3 for damage, and with whatever was begun beside it."""

    def __init__(self, step: Step) -> None:
        self._step = step

    def page(self, scene: Scene) -> Page:
        page = self._now(scene).page(scene)
        return _with_key(page) if self._may_begin(scene) else page

    def act(self, scene: Scene, action: str) -> Effects:
        if action == "damage" and self._may_begin(scene):
            return _DAMAGE.begin(scene)
        return self._now(scene).act(scene, action)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        opened = _REINSTATE.asked(scene, found) if self._now(scene) is self._step else ()
        return opened or self._now(scene).scan(scene, found)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        step = _DAMAGE if purpose == PURPOSE else self._step
        return step.taken(scene, purpose, picture)

    def weighs(self, scene: Scene) -> bool:
        return self._now(scene).weighs(scene)

    def weighed(self, scene: Scene, weight: ScaleWeight) -> Effects:
        return self._now(scene).weighed(scene, weight)

    def _now(self, scene: Scene) -> Step:
        begun = (aside for aside in (_DAMAGE, _REINSTATE) if aside.is_open(scene))
        return next(begun, self._step)

    def _may_begin(self, scene: Scene) -> bool:
        """Not in the middle of another form of the unit in hand."""
        return self._now(scene) is self._step and markable(scene.case) and not scene.text(MODE)


def _with_key(page: Page) -> Page:
    """F3 before the keys that are always there; where units are unloaded it is there already."""
    if any(known.id == "damage" for known in page.actions):
        return page
    at = next((place for place, known in enumerate(page.actions) if known.id == "back"), len(page.actions))
    found = action("damage", "action.damage")
    return replace(page, actions=(*page.actions[:at], found, *page.actions[at:]))
