"""Step 2: the manifest, then each seal before it is cut: a close-up, the number on the lock and on the manifest.

The announced number is not shown: the clerk reads, the station compares. A code that was read in the close-up is
proposed as the lock's number; what counts is what a person confirms with F1 once picture, numbers and condition stand.
Where no code is read, a machine may read the number itself: it stands beside its piece of the picture, outside the
field, until a person takes it over with F10 or types another one.
"""

from __future__ import annotations

from station.domain.codes import Understood
from station.domain.cold_chain import cold_chain
from station.domain.commands import CheckSeal, OpenDoor, PhotographManifest
from station.domain.events.common import MachineRead, Picture
from station.domain.rules.truck import SEAL_CONDITIONS
from station.texts import Line, line
from station.workflow.camera_roles import role_for
from station.workflow.effects import ALL, Do, Effects, Put, ReadNumber, Take, bad
from station.workflow.picture_text import as_text, from_text, read_in
from station.workflow.scene import Scene
from station.workflow.steps.base import Plain, action, around, back, first
from station.workflow.steps.machine import compared
from station.workflow.view import Action, Choice, Excerpt, Fact, Field, Page

LOCK, MANIFEST, CONDITION = "seal.lock", "seal.manifest", "seal.condition"
CLOSE_UP, INTO = "seal.close_up", "seal.into"
MACHINE = "seal.machine"  # what was read in which close-up
FORM = (LOCK, MANIFEST, CONDITION, CLOSE_UP, INTO, MACHINE)
LABELS = {LOCK: "seals.lock", MANIFEST: "seals.manifest"}
SHORT = {LOCK: "seals.into.lock", MANIFEST: "seals.into.manifest"}
WITHOUT_NUMBER = ("missing", "removed")


class Seals(Plain):
    def page(self, scene: Scene) -> Page:
        visit = scene.truck.visit
        if not visit.manifest:
            return Page(
                instruction=line("seals.manifest_photo"), hint=line("seals.manifest_hint"), live=role_for("manifest"),
                actions=(first("action.take"), *around()),
            )  # fmt: skip
        if not _left(scene):
            return Page(
                instruction=line("seals.open_door"), hint=line("seals.open_door_hint"),
                facts=(*_checked(scene), *_truck_air(scene)),
                actions=(first("action.door"), *around()),
            )  # fmt: skip
        return _seal_page(scene)

    def act(self, scene: Scene, action: str) -> Effects:
        visit = scene.truck.visit
        if visit.manifest and _left(scene):
            return _act_seal(scene, action)
        if action not in ("next", "accept"):
            return back(action)
        if not visit.manifest:
            return (Take("manifest"),)
        good = line("seals.door_opened")
        opened = OpenDoor(
            visit=visit.id, climate=scene.climate, truck_air=scene.truck_air, no_truck_air=_no_truck_air(scene)
        )
        return (Do(opened, good=good, clear=(ALL,)),)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        """Into the field that F9 names: the first one that still wants a number, or the one that was chosen."""
        if not scene.truck.visit.manifest or not _left(scene):
            return ()
        into = _into(scene)
        return (Put(into, found.text), Put(INTO)) if into else bad("seals.scan_where")

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        if purpose == "manifest":
            command = PhotographManifest(visit=scene.truck.visit.id, picture=picture)
            return (Do(command, good=line("seals.manifest_taken")),)
        proposed = picture.codes[0] if len(picture.codes) == 1 and not scene.text(LOCK) else ""
        reading = () if picture.codes else (ReadNumber(picture.sha256, MACHINE),)
        return (Put(CLOSE_UP, as_text(picture)), *((Put(LOCK, proposed),) if proposed else ()), *reading)


def _seal_page(scene: Scene) -> Page:
    seals, left, picture = scene.truck.visit.seals, _left(scene), _close_up(scene)
    known = {"number": len(seals) + 1, "of": len(seals) + len(left)}
    into = _into(scene) or MANIFEST
    where = action("recount", "action.scan_into", icon="gun", field=line(SHORT[into]))
    return Page(
        instruction=line("seals.confirm", **known) if picture else line("seals.read", **known),
        hint=line("seals.confirm_hint" if picture else "seals.hint"),
        fields=_fields(scene),
        facts=(*_read_in(picture, scene.text(LOCK)), *_checked(scene)),
        live="" if picture else "camera",
        excerpt=_excerpt(scene),
        actions=(first("action.confirm_seal" if picture else "action.take"), where, *_take_over(scene), *around()),
    )


def _act_seal(scene: Scene, action: str) -> Effects:
    picture = _close_up(scene)
    if action == "recount":
        return (Put(INTO, LOCK if _into(scene) == MANIFEST else MANIFEST),)
    if action == "back" and picture:
        return (Put(CLOSE_UP),)  # taken again
    read = _machine_read(scene)
    if action == "extra" and read is not None:
        return (Put(LOCK, read.text),)
    if action not in ("next", "accept"):
        return back(action)
    if picture is None:
        return (Take("seal"),)
    empty = next((name for name in _wanted(scene) if not scene.text(name)), "")
    return bad("field.empty", field=line(LABELS[empty])) if empty else (_check(scene, picture),)


def _check(scene: Scene, picture: Picture) -> Do:
    command = CheckSeal(
        visit=scene.truck.visit.id,
        announced=_announced(scene),
        lock=scene.text(LOCK),
        manifest=scene.text(MANIFEST),
        condition=scene.text(CONDITION, "intact"),
        picture=picture,
        read=_machine_read(scene),
    )
    return Do(command, good=line("seals.checked"), clear=FORM)


def _close_up(scene: Scene) -> Picture | None:
    text = scene.text(CLOSE_UP)
    return from_text(text) if text else None


def _machine_read(scene: Scene) -> MachineRead | None:
    """What a machine read in the close-up that stands now."""
    picture = _close_up(scene)
    return None if picture is None else read_in(scene.text(MACHINE), picture.sha256)


def _excerpt(scene: Scene) -> Excerpt | None:
    picture, read = _close_up(scene), _machine_read(scene)
    if picture is None or read is None:
        return None
    said, tone = compared("seals", scene.text(LOCK), read.text)
    return Excerpt(picture.sha256, picture.width, read.corners, read.text, said, tone)


def _take_over(scene: Scene) -> tuple[Action, ...]:
    read = _machine_read(scene)
    if read is None or scene.text(LOCK) == read.text:
        return ()
    return (action("extra", "action.take_over", icon="good"),)


def _wanted(scene: Scene) -> tuple[str, ...]:
    """The numbers that must be there: a seal that is gone has none on its lock."""
    gone = scene.text(CONDITION, "intact") in WITHOUT_NUMBER
    return (MANIFEST,) if gone else (LOCK, MANIFEST)


def _into(scene: Scene) -> str:
    """The field that the next scan fills; "" where all are filled and none was chosen."""
    return scene.text(INTO) or next((name for name in _wanted(scene) if not scene.text(name)), "")


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


def _read_in(picture: Picture | None, lock: str) -> list[Fact]:
    """What a code in the close-up says, and whether the lock's number is that."""
    if picture is None or not picture.codes:
        return []
    said: str | Line = " · ".join(picture.codes)
    return [Fact(line("seals.in_picture"), said, tone="good" if lock in picture.codes else "attention")]


def _checked(scene: Scene) -> list[Fact]:
    return [
        Fact(line("seals.seal"), seal.lock or seal.manifest, tone="good" if seal.good else "stop")
        for seal in scene.truck.visit.seals
    ]


def _cold(scene: Scene) -> bool:
    return any(cold_chain(delivery) for delivery in scene.truck.deliveries.values())


def _no_truck_air(scene: Scene) -> str:
    """Why goods of the cold chain come without the temperature of their hold; the door opens all the same."""
    if scene.truck_air is not None or not _cold(scene):
        return ""
    return "no_reading" if scene.truck_sensor else "no_sensor"


def _truck_air(scene: Scene) -> list[Fact]:
    """The air in the hold, as it will stand in the entry of the door."""
    missing, air = _no_truck_air(scene), scene.truck_air
    if air is not None:
        return [Fact(line("seals.truck_air"), f"{air.temperature} °C · {air.humidity} %", "good")]
    return [Fact(line("seals.truck_air"), line(f"truck_air.{missing}"), "attention")] if missing else []
