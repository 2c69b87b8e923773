"""The number of an ID card or driving licence, read by machine while it lies under the camera; the picture is not kept.

The proposal stands beside its line of the picture, outside the field, until a person has compared it with the card and
takes it over with F10, or types what the card says (docs/reading-numbers.md).
"""

from __future__ import annotations

from station.domain.events.common import MachineRead
from station.domain.rules.identity import NUMBERS
from station.texts import Line, line
from station.workflow.camera_roles import DOCUMENTS
from station.workflow.effects import Effects, Put, Take
from station.workflow.papers import LOOK
from station.workflow.scene import LookedAt, Scene
from station.workflow.steps.base import action
from station.workflow.steps.machine import compared
from station.workflow.view import Action, Excerpt


def may_look(scene: Scene, document: str) -> bool:
    """Whether the camera may be asked for a document's number: only mainland ones bear one that can be checked."""
    foreign = scene.text("identity.id_card.foreign") == "yes"
    return document in NUMBERS and scene.reads_cards and not foreign


def machine_read(scene: Scene, document: str) -> MachineRead | None:
    """What is proposed for the document that lies there now."""
    looked = _looked(scene, document)
    return None if looked is None or not may_look(scene, document) else looked.read


def looks(scene: Scene, document: str) -> str:
    """The purpose of the picture that the page may ask for."""
    return LOOK + document if may_look(scene, document) else ""


def live(scene: Scene, document: str) -> str:
    """The camera whose picture is shown while nothing is proposed."""
    return DOCUMENTS if may_look(scene, document) and machine_read(scene, document) is None else ""


def hint(scene: Scene, document: str) -> Line:
    looked = _looked(scene, document)
    if not may_look(scene, document):
        return line("identity.hint")
    if looked is None:
        return line("identity.look_hint")
    if looked.read is not None:
        return line("identity.compare_hint")
    return line("identity.look_empty" if looked.answered else "identity.looking")


def excerpt(scene: Scene, document: str) -> Excerpt | None:
    read, looked = machine_read(scene, document), _looked(scene, document)
    if read is None or looked is None:
        return None
    said, tone = compared("identity", scene.text(field(document)), read.text)
    return Excerpt("", 0, read.corners, read.text, said, tone, looked.piece)


def actions(scene: Scene, document: str) -> tuple[Action, ...]:
    """F10 looks, or takes over what was read; F9 looks again."""
    if not may_look(scene, document):
        return ()
    read = machine_read(scene, document)
    if read is None:
        return (action("extra", "action.look_card", icon="camera"),)
    again = action("recount", "action.look_again", icon="camera")
    same = scene.text(field(document)) == read.text
    return (again,) if same else (action("extra", "action.take_over", icon="good"), again)


def act(scene: Scene, document: str, action: str) -> Effects | None:
    """None where the key is not about this."""
    if action not in ("extra", "recount") or not may_look(scene, document):
        return None
    read = machine_read(scene, document)
    if action == "extra" and read is not None:
        return (Put(field(document), read.text),)
    return (Take(LOOK + document),)


def close(scene: Scene, document: str) -> Effects:
    """A form is done: what nobody has seen yet was proposed to nobody."""
    return () if machine_read(scene, document) is not None else (Put(LOOK + document),)


def field(document: str) -> str:
    """The field of a document's number."""
    return f"identity.{document}.{NUMBERS[document]}"


def _looked(scene: Scene, document: str) -> LookedAt | None:
    """None where nobody has asked, and after a new start: what was read is not written down."""
    return scene.cards.get(scene.text(LOOK + document))
