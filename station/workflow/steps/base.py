"""What every kind of step can do, and the buttons that they share."""

from __future__ import annotations

from typing import Protocol

from station.domain.codes import Understood
from station.domain.events.common import Picture
from station.domain.verdicts import ScaleWeight
from station.texts import Line
from station.workflow.effects import Effects, Look, Put
from station.workflow.scene import Scene
from station.workflow.view import Action, Field, Page

KEYS = {
    "next": "F1",
    "back": "F2",
    "damage": "F3",
    "reject": "F4",
    "finish": "F5",
    "waive": "F6",
    "print": "F7",
    "switch": "F8",
    "recount": "F9",
    "extra": "F10",
    "film": "F11",
    "pause": "F12",
}


class Step(Protocol):
    """A kind of step: pure functions of the scene. It decides nothing: rules do; it knows what to ask next."""

    def page(self, scene: Scene) -> Page:
        """What the middle of the screen shows."""
        ...

    def act(self, scene: Scene, action: str) -> Effects:
        """A button, a key or a control code."""
        ...

    def scan(self, scene: Scene, found: Understood) -> Effects:
        """A code that is no control code and no badge."""
        ...

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        """A picture that the step asked for; its file is durable if it is good."""
        ...

    def weighs(self, scene: Scene) -> bool:
        """Whether a stable weight is wanted now."""
        ...

    def weighed(self, scene: Scene, weight: ScaleWeight) -> Effects: ...


class Plain:
    """The step that only shows and asks; others override what they need."""

    def page(self, scene: Scene) -> Page:
        raise NotImplementedError

    def act(self, scene: Scene, action: str) -> Effects:
        return back(action)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        """A gun fills the first empty field that may be scanned."""
        return fill_by_scan(scene, self.page(scene).fields, found.text)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        return ()

    def weighs(self, scene: Scene) -> bool:
        return False

    def weighed(self, scene: Scene, weight: ScaleWeight) -> Effects:
        return ()


def back(action: str) -> Effects:
    return (Look(-1),) if action == "back" else ()


def fill_by_scan(scene: Scene, fields: tuple[Field, ...], text: str) -> Effects:
    empty = next((field for field in fields if field.scannable and not scene.text(field.name)), None)
    return (Put(empty.name, text),) if empty else ()


def action(name: str, label: str, *, icon: str = "", primary: bool = False, **params: object) -> Action:
    """A button with the key that belongs to its id."""
    return Action(id=name, key=KEYS[name], label=Line(label, params), icon=icon or name, primary=primary)


def first(label: str, **params: object) -> Action:
    """The one accent button: F1."""
    return Action(id="next", key=KEYS["next"], label=Line(label, params), icon="next", primary=True)


def around() -> tuple[Action, ...]:
    """What is always possible: back, another person, pause."""
    return (
        action("back", "action.back"),
        action("switch", "action.switch"),
        action("pause", "action.pause"),
    )


def empty_field(scene: Scene, fields: tuple[Field, ...]) -> Field | None:
    """The first field that still wants something."""
    return next((field for field in fields if not scene.text(field.name, field.value)), None)
