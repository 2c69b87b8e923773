"""A picture that was shown before: both side by side, then it is taken again, or two people let it stand."""

from __future__ import annotations

from station.domain.commands import AcceptPicture, TakeFace
from station.domain.doubts import Doubt, open_doubts
from station.domain.events.common import Picture
from station.domain.progress import unloading_open
from station.texts import Line, line
from station.workflow.camera_roles import role_for_face
from station.workflow.compared import pair
from station.workflow.effects import Do, Effects, Put, Take, bad
from station.workflow.scene import Scene
from station.workflow.sentences import shown
from station.workflow.steps.base import Plain, action, around, first
from station.workflow.view import Action, Beside, Field, Page

KEEPS, REASON = "doubt.keeps", "doubt.reason"
PURPOSE = "face:"


class Doubted(Plain):
    """Stands before every other step while a doubt is open."""

    def page(self, scene: Scene) -> Page:
        doubt = open_doubts(scene.case)[0]
        keeps = scene.text(KEEPS) == doubt.doubt.sha256 or not _again(scene, doubt)
        reason = Field(REASON, line("field.reason"), scene.text(REASON))
        return Page(
            instruction=line("doubt.accept" if keeps else "doubt.look", unit=doubt.unit.id, shows=_shows(doubt)),
            hint=line("unit.waive_hint") if keeps else line("doubt.alike"),
            fields=(reason,) if keeps else (),
            beside=_beside(doubt),
            live=_role(scene, doubt),
            actions=_actions(scene, doubt, keeps),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        doubt = open_doubts(scene.case)[0]
        again = _again(scene, doubt)
        keeps = scene.text(KEEPS) == doubt.doubt.sha256 or not again
        if action == "waive" and again:
            return (Put(KEEPS, doubt.doubt.sha256),)
        if action == "back" and again:
            return (Put(KEEPS), Put(REASON))
        if action not in ("next", "accept"):
            return ()
        return _accept(scene, doubt) if keeps else (Take(f"{PURPOSE}{doubt.doubt.shows}", _role(scene, doubt)),)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        doubt = open_doubts(scene.case)[0]
        face = purpose.removeprefix(PURPOSE)
        if face != doubt.doubt.shows:
            return ()
        take = TakeFace(delivery=scene.case.delivery.id, unit=doubt.unit.id, face=face, picture=picture)
        return (Do(take, good=line("unit.face_taken", face=line(f"face.{face}")), clear=(KEEPS, REASON)),)


def _role(scene: Scene, doubt: Doubt) -> str:
    return role_for_face(scene.case, doubt.unit.id, doubt.doubt.shows)


def _again(scene: Scene, doubt: Doubt) -> bool:
    """Whether the picture can be taken again: a face, while the goods are still unloaded."""
    return doubt.doubt.shows in scene.case.faces and unloading_open(scene.case)


def _accept(scene: Scene, doubt: Doubt) -> Effects:
    if not scene.text(REASON):
        return bad("field.empty", field=line("field.reason"))
    accept = AcceptPicture(
        delivery=scene.case.delivery.id, unit=doubt.unit.id, sha256=doubt.doubt.sha256, reason=scene.text(REASON)
    )
    return (Do(accept, good=line("doubt.accepted"), clear=(KEEPS, REASON), second=True),)


def _actions(scene: Scene, doubt: Doubt, keeps: bool) -> tuple[Action, ...]:
    others = (action("switch", "action.switch"), action("pause", "action.pause"))
    if keeps:
        return (first("action.confirm"), *(around() if _again(scene, doubt) else others))
    return (first("action.retake"), action("waive", "action.accept_picture"), *others)


def _shows(doubt: Doubt) -> Line | str:
    return shown(doubt.doubt.shows)


def _beside(doubt: Doubt) -> tuple[Beside, ...]:
    unit, said = doubt
    return pair(unit.delivery, unit.id, said, said.at)
