"""Step 1: one document after the other, then all of them against the appointment (receiving.md §4.1).

What was announced is never shown: a person who reads it would see it on the card.
"""

from __future__ import annotations

from collections.abc import Iterator

from station.domain.commands import AcceptChange, AcceptProxy, CheckIdentity, ReadDocument
from station.domain.events.common import Picture
from station.domain.papers import copies_wanted
from station.domain.roles import Role
from station.domain.rules.identity import FIELDS, wanted_documents
from station.texts import Line, line
from station.workflow.camera_roles import DOCUMENTS
from station.workflow.effects import ALL, Do, Effects, Put, Take, bad
from station.workflow.picture_text import as_text, from_text
from station.workflow.scene import Scene
from station.workflow.steps import card
from station.workflow.steps.base import Plain, around, back, empty_field, first
from station.workflow.view import Choice, Fact, Field, Page

DONE, WAY = "identity.read", "identity.way"
LETTER, ID_COPY, NOTICE = "identity.letter", "identity.id_copy", "identity.notice"
COPY = "identity.copy."  # and the document: its picture, where the agreement asks for one
WAYS = ("again", "proxy", "driver", "vehicle", "both")
FORMS = ("original", "copy", "electronic")


class Identity(Plain):
    def page(self, scene: Scene) -> Page:
        if scene.truck.visit.identity == "failed" and not _way(scene):
            return _failed(scene)
        copy = _next_copy(scene)
        if copy:
            return _photo(line("identity.copy_photo", document=line(f"document.{copy}")), line("identity.copy_hint"))
        document = _next_document(scene)
        if document:
            return Page(
                instruction=line("identity.read_document", document=line(f"document.{document}")),
                hint=card.hint(scene, document),
                fields=tuple(_fields(scene, document)),
                live=card.live(scene, document),
                looks=card.looks(scene, document),
                excerpt=card.excerpt(scene, document),
                actions=(first("action.next"), *card.actions(scene, document), *around()),
                missing=tuple(line(f"document.{kind}") for kind in _left(scene)),
            )
        paper = _paper(scene)
        if paper:
            return _photo(line(f"{paper}_photo"), line("identity.paper_hint"))
        return Page(instruction=line("identity.compare"), actions=(first("action.compare"), *around()))

    def act(self, scene: Scene, action: str) -> Effects:
        looked = card.act(scene, _form(scene), action)
        if looked is not None:
            return looked
        if action not in ("next", "accept"):
            return back(action)
        if scene.truck.visit.identity == "failed" and not _way(scene):
            return _choose_way(scene)
        copy = _next_copy(scene)
        if copy:
            return (Take(COPY + copy),)
        document = _next_document(scene)
        if document:
            return _read(scene, document)
        paper = _paper(scene)
        return (Take(paper),) if paper else _compare(scene)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        return (Put(purpose, as_text(picture)),)


def _photo(instruction: Line, hint: Line) -> Page:
    """A paper under the camera."""
    return Page(instruction=instruction, hint=hint, actions=(first("action.take"), *around()), live=DOCUMENTS)


def _form(scene: Scene) -> str:
    """The document whose form is on the screen, "" for none."""
    failed = scene.truck.visit.identity == "failed" and not _way(scene)
    return "" if failed or _next_copy(scene) else _next_document(scene)


def _next_copy(scene: Scene) -> str:
    """The document that was read and whose copy the agreement asks for."""
    if not copies_wanted(scene.truck.deliveries.values()):
        return ""
    return next((kind for kind in scene.text(DONE).split() if _kept(scene, COPY + kind) is None), "")


def _failed(scene: Scene) -> Page:
    choices = tuple(Choice(way, line(f"identity.way_{way}")) for way in WAYS)
    ways = Field("identity.chosen", line("identity.way_label"), scene.text("identity.chosen"), "choice", choices)
    return Page(
        instruction=line("identity.failed"),
        hint=line("identity.failed_hint"),
        fields=(ways,),
        facts=tuple(_difference(name) for name in scene.truck.visit.differences),
        actions=(first("action.next"), *around()),
    )


def _difference(name: str) -> Fact:
    """ "id_card.name@2" as a sentence: which document, which field, which character."""
    field, _, place = name.partition("@")
    document, _, part = field.partition(".")
    said = line("identity.differs", field=line(f"identity.field.{part}"), place=place)
    return Fact(line(f"document.{document}"), said, tone="stop")


def _choose_way(scene: Scene) -> Effects:
    way = scene.text("identity.chosen")
    if not way:
        return bad("identity.choose_way")
    if way in ("driver", "vehicle", "both") and not scene.is_a(Role.SUPERVISOR):
        return bad("identity.supervisor_changes")
    forget = [Put(name) for name in scene.draft if name.startswith("identity.")]
    return (*forget, Put(WAY, way))


def _way(scene: Scene) -> str:
    return scene.text(WAY)


def _wanted(scene: Scene) -> tuple[str, ...]:
    return ("id_card",) if _way(scene) == "proxy" else wanted_documents(scene.truck)


def _left(scene: Scene) -> tuple[str, ...]:
    return tuple(kind for kind in _wanted(scene) if kind not in scene.text(DONE).split())


def _next_document(scene: Scene) -> str:
    return next(iter(_left(scene)), "")


def _fields(scene: Scene, document: str) -> Iterator[Field]:
    for part in FIELDS[document]:
        name = f"identity.{document}.{part}"
        kind = "plate" if part == "plate" else "text"
        yield Field(name, line(f"identity.field.{part}"), scene.text(name), kind, scannable=True, personal=True)
    name = f"identity.{document}.form"
    choices = tuple(Choice(form, line(f"identity.form.{form}")) for form in FORMS)
    yield Field(name, line("identity.form_label"), scene.text(name, "original"), "choice", choices)
    if document == "id_card":
        name = "identity.id_card.foreign"
        choices = (Choice("no", line("choice.no")), Choice("yes", line("choice.yes")))
        yield Field(name, line("identity.foreign"), scene.text(name, "no"), "choice", choices)


def _read(scene: Scene, document: str) -> Effects:
    empty = empty_field(scene, tuple(_fields(scene, document)))
    if empty is not None:
        return bad("field.empty", field=empty.label)
    done = f"{scene.text(DONE)} {document}".strip()
    last = len(_left(scene)) == 1
    if last and not _papers(_way(scene)) and not copies_wanted(scene.truck.deliveries.values()):
        return _compare(scene)
    return (Put(DONE, done), *card.close(scene, document))


def _papers(way: str) -> tuple[str, ...]:
    return {"proxy": (LETTER, ID_COPY), "driver": (NOTICE,), "vehicle": (NOTICE,), "both": (NOTICE,)}.get(way, ())


def _paper(scene: Scene) -> str:
    """The next paper that has to be photographed."""
    return next((paper for paper in _papers(_way(scene)) if _kept(scene, paper) is None), "")


def _kept(scene: Scene, name: str) -> Picture | None:
    """A paper that was photographed; one from before pictures were sealed has to be taken again."""
    text = scene.text(name)
    picture = from_text(text) if text else None
    return picture if picture is not None and picture.record else None


def _compare(scene: Scene) -> Effects:
    documents = tuple(_document(scene, kind) for kind in _wanted(scene))
    visit = scene.truck.visit.id
    way = _way(scene)
    good: Line = line("identity.matched")
    if way == "proxy":
        letter, copy = from_text(scene.text(LETTER)), from_text(scene.text(ID_COPY))
        command = AcceptProxy(visit=visit, documents=documents, letter=letter, id_copy=copy)
        return (Do(command, good=good, clear=(ALL,), second=True),)
    if way in ("driver", "vehicle", "both"):
        change = AcceptChange(visit=visit, what=way, documents=documents, notice=from_text(scene.text(NOTICE)))
        return (Do(change, good=good, clear=(ALL,)),)
    foreign = any(document.foreign for document in documents)
    return (Do(CheckIdentity(visit=visit, documents=documents), good=None, clear=(ALL,), second=foreign),)


def _document(scene: Scene, kind: str) -> ReadDocument:
    values = {part: scene.text(f"identity.{kind}.{part}") for part in FIELDS[kind]}
    form = scene.text(f"identity.{kind}.form", "original")
    foreign = kind == "id_card" and scene.text("identity.id_card.foreign") == "yes"
    return ReadDocument(
        kind=kind,
        form=form,
        values=values,
        foreign=foreign,
        picture=_kept(scene, COPY + kind),
        read=card.machine_read(scene, kind),
    )
