"""Step 6: the drawn cartons are opened, checked by their flags and closed again with a numbered tamper seal."""

from __future__ import annotations

from station.domain.article import GTIN, LOT, PRODUCED, SHOWN, differing, from_brackets, in_brackets, said
from station.domain.codes import Understood
from station.domain.commands import RecloseUnit, RecordSample
from station.domain.events.common import Picture
from station.domain.films import film_settled
from station.domain.printable import printable
from station.domain.progress import samples_left
from station.domain.rules.close import wanted_checks
from station.texts import Line, line
from station.workflow.effects import Do, Effects, Put, Take, Tell, bad
from station.workflow.scene import Scene
from station.workflow.signals import Tone
from station.workflow.steps.base import Plain, around, back, first
from station.workflow.steps.filming import FILM_ACTIONS, IN_HAND, film_act, film_actions, film_facts, film_live, in_hand
from station.workflow.view import Choice, Fact, Field, Page

OPEN, NOTE, SEAL, ARTICLE = "sample.open", "sample.note", "sample.seal", "sample.article"


class Sampling(Plain):
    def page(self, scene: Scene) -> Page:
        unit = _opened(scene)
        if not unit:
            return Page(
                instruction=line("sampling.open", unit=samples_left(scene.case)[0]),
                hint=line("sampling.open_hint"),
                facts=tuple(_drawn(scene)),
                actions=around(),
            )
        if not scene.case.units[unit].sampled:
            return Page(
                instruction=line("sampling.check", unit=unit), hint=line("sampling.check_hint"),
                fields=_checks(scene, unit), facts=(*film_facts(scene, unit), *_article(scene, unit)),
                actions=(first("action.confirm"), *film_actions(scene, unit), *around()), live=film_live(scene),
            )  # fmt: skip
        return Page(
            instruction=line("sampling.reclose", unit=unit),
            hint=line("sampling.reclose_hint"),
            fields=_closing(scene, unit),
            facts=film_facts(scene, unit),
            live="camera",
            actions=(first("action.take"), *film_actions(scene, unit), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        unit = _opened(scene)
        if unit and action in FILM_ACTIONS:
            return film_act(scene, unit, action, NOTE)
        if action not in ("next", "accept"):
            return back(action)
        if not unit:
            return bad("sampling.scan_first")
        if scene.case.units[unit].sampled:
            return (Take("reclose"),) if scene.text(SEAL) else bad("field.empty", field=line("sampling.seal"))
        return _record(scene, unit)

    def scan(self, scene: Scene, found: Understood) -> Effects:
        unit = _opened(scene)
        if unit and (read := scene.case.declared_by_code(found.text)) is not None:
            return in_hand(scene, unit, read)
        if unit and not scene.case.units[unit].sampled:
            return _compared(scene, unit, found)
        if unit:
            return super().scan(scene, found)
        declared = scene.case.declared_by_code(found.text)
        if declared is None or declared.id not in samples_left(scene.case):
            return bad("sampling.not_this_one", code=found.text)
        return (Put(OPEN, declared.id),)

    def taken(self, scene: Scene, purpose: str, picture: Picture) -> Effects:
        unit = _opened(scene)
        reclose = RecloseUnit(delivery=scene.case.delivery.id, unit=unit, seal=scene.text(SEAL), picture=picture)
        return (Do(reclose, good=line("sampling.reclosed", unit=unit), clear=(OPEN, SEAL, NOTE, ARTICLE, IN_HAND)),)


def _opened(scene: Scene) -> str:
    """The carton that lies open: the one that was scanned, or one that was checked and not closed yet."""
    left = samples_left(scene.case)
    half = [unit for unit in left if scene.case.units[unit].sampled]
    return half[0] if half else scene.text(OPEN) if scene.text(OPEN) in left else ""


def _closing(scene: Scene, unit: str) -> tuple[Field, ...]:
    seal = Field(SEAL, line("sampling.seal"), scene.text(SEAL), scannable=True)
    note = Field(NOTE, line("film.waive_reason"), scene.text(NOTE))
    return (seal,) if film_settled(scene.case, scene.case.units[unit]) else (seal, note)


def _name(check: str) -> str:
    return f"sample.check.{check}"


def _checks(scene: Scene, unit: str) -> tuple[Field, ...]:
    choices = (Choice("good", line("check.good")), Choice("bad", line("check.bad")))
    fields = [
        Field(_name(check), line(f"check.{check}"), scene.text(_name(check)), "choice", choices)
        for check in wanted_checks(scene.case, unit)
    ]
    return (*fields, Field(NOTE, line("sampling.note"), scene.text(NOTE)))


def _compared(scene: Scene, unit: str, found: Understood) -> Effects:
    """The code on the goods: what it says stands beside the notice at once. Another one takes its place."""
    if not any(ai in found.elements for ai in SHOWN):
        return bad("sampling.no_article", code=printable(found.text, 80))
    kept = Put(ARTICLE, in_brackets(found.elements))
    declared = scene.case.declared(unit)
    if declared is not None and differing(declared, found.elements, scene.day):
        return (kept, Tell(Tone.ATTENTION, line("sampling.differs", unit=unit)))
    return (kept,)


def _article(scene: Scene, unit: str) -> tuple[Fact, ...]:
    """What the scanned code says, value by value; where it contradicts the notice, with the notice's value."""
    elements = from_brackets(scene.text(ARTICLE))
    declared = scene.case.declared(unit)
    wrong = () if declared is None else differing(declared, elements, scene.day)
    noticed = {} if declared is None else {GTIN: declared.item, LOT: declared.lot, PRODUCED: declared.production_date}
    return tuple(
        Fact(line(f"article.{ai}"), _beside(value, noticed.get(ai, "")), "attention")
        if ai in wrong
        else Fact(line(f"article.{ai}"), value)
        for ai, value in said(elements, int(scene.day[:4])).items()
    )


def _beside(value: str, noticed: str) -> Line:
    return line("article.noticed", value=value, noticed=noticed) if noticed else line("article.past", value=value)


def _record(scene: Scene, unit: str) -> Effects:
    wanted = wanted_checks(scene.case, unit)
    for check in wanted:
        if not scene.text(_name(check)):
            return bad("field.empty", field=line(f"check.{check}"))
    checks = {check: scene.text(_name(check)) == "good" for check in wanted}
    command = RecordSample(
        delivery=scene.case.delivery.id,
        unit=unit,
        checks=checks,
        note=scene.text(NOTE),
        article=dict(from_brackets(scene.text(ARTICLE))),
    )
    good = line("sampling.recorded", unit=unit) if all(checks.values()) else line("sampling.isolated", unit=unit)
    return (Do(command, good=good, clear=(*map(_name, wanted), NOTE, ARTICLE)),)


def _drawn(scene: Scene) -> list[Fact]:
    return [
        Fact(line("sampling.drawn"), declared.code)
        for unit in samples_left(scene.case)
        if (declared := scene.case.declared(unit)) is not None
    ]
