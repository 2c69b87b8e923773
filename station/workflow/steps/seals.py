"""Step 2: the manifest, then each seal before it is cut: photographed, read off the lock and off the manifest.

The announced number is not shown: the clerk reads, the station compares.
"""

from __future__ import annotations

from station.domain.commands import CheckSeal, OpenDoor, PhotographManifest
from station.domain.events.common import Picture
from station.domain.rules.truck import SEAL_CONDITIONS
from station.texts import line
from station.workflow.camera_roles import role_for
from station.workflow.effects import ALL, Do, Effects, Take, bad
from station.workflow.scene import Scene
from station.workflow.steps.base import Plain, around, back, first
from station.workflow.view import Choice, Fact, Field, Page

LOCK, MANIFEST, CONDITION = "seal.lock", "seal.manifest", "seal.condition"
WITHOUT_NUMBER = ("missing", "removed")


class Seals(Plain):
    def page(self, scene: Scene) -> Page:
        visit = scene.truck.visit
        if not visit.manifest:
            return Page(
                instruction=line("seals.manifest_photo"), hint=line("seals.manifest_hint"), live=role_for("manifest"),
                actions=(first("action.take"), *around()),
            )  # fmt: skip
        left = _left(scene)
        facts = tuple(_checked(scene))
        if left:
            number = len(visit.seals) + 1
            return Page(
                instruction=line("seals.read", number=number, of=len(visit.seals) + len(left)),
                hint=line("seals.hint"),
                fields=_fields(scene),
                facts=facts,
                live="camera",
                actions=(first("action.take"), *around()),
            )
        return Page(
            instruction=line("seals.open_door"), hint=line("seals.open_door_hint"), facts=facts,
            actions=(first("action.door"), *around()),
        )  # fmt: skip

    def act(self, scene: Scene, action: str) -> Effects:
        if action not in ("next", "accept"):
            return back(action)
        visit = scene.truck.visit
        if not visit.manifest:
            return (Take("manifest"),)
        if not _left(scene):
            good = line("seals.door_opened")
            return (Do(OpenDoor(visit=visit.id, climate=scene.climate), good=good, clear=(ALL,)),)
        numbered = scene.text(CONDITION, "intact") not in WITHOUT_NUMBER
        for name, key in ((LOCK, "seals.lock"), (MANIFEST, "seals.manifest")):
            if not scene.text(name) and (numbered or name == MANIFEST):
                return bad("field.empty", field=line(key))
        return (Take("seal"),)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        visit = scene.truck.visit.id
        if purpose == "manifest":
            return (Do(PhotographManifest(visit=visit, picture=picture), good=line("seals.manifest_taken")),)
        command = CheckSeal(
            visit=visit,
            announced=_announced(scene),
            lock=scene.text(LOCK),
            manifest=scene.text(MANIFEST),
            condition=scene.text(CONDITION, "intact"),
            picture=picture,
        )
        return (Do(command, good=line("seals.checked"), clear=(LOCK, MANIFEST, CONDITION)),)


def _left(scene: Scene) -> list[str]:
    checked = {seal.announced for seal in scene.truck.visit.seals}
    return [seal for seal in scene.truck.announced_seals if seal not in checked]


def _announced(scene: Scene) -> str:
    """Which announced seal the clerk stands at: the one that lock or manifest name, else the first that is left."""
    left = _left(scene)
    return next((read for read in (scene.text(LOCK), scene.text(MANIFEST)) if read in left), left[0])


def _fields(scene: Scene) -> tuple[Field, ...]:
    choices = tuple(Choice(condition, line(f"seal.{condition}")) for condition in SEAL_CONDITIONS)
    return (
        Field(LOCK, line("seals.lock"), scene.text(LOCK), scannable=True),
        Field(MANIFEST, line("seals.manifest"), scene.text(MANIFEST), scannable=True),
        Field(CONDITION, line("seals.condition"), scene.text(CONDITION, "intact"), "choice", choices),
    )


def _checked(scene: Scene) -> list[Fact]:
    return [
        Fact(line("seals.seal"), seal.lock or seal.manifest, tone="good" if seal.good else "stop")
        for seal in scene.truck.visit.seals
    ]
