"""The number of a card, read by machine while it lies under the camera: proposed, taken over, kept nowhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.events.common import MachineRead
from station.domain.readings import NumberRead
from station.workflow.film_desk import FilmDesk
from station.workflow.scene import FilmNow
from station.workflow.view import Page
from tests.unit.workflow.stage import DRIVER, Stage
from tests.unit.workflow.test_engine import arrive

FIELD, LICENCE = "identity.id_card.id_number", "identity.licence.licence_number"
OTHER = "11010519491231002X"
PIECE = b"a line of the picture"


@pytest.fixture
def stage() -> Stage:
    """At the driver's ID card, where a machine reads."""
    stage = Stage()
    stage.numbers.reads = True
    stage.camera.serves["document_camera"] = "doc"
    arrive(stage)
    return stage


def page(stage: Stage) -> Page:
    found = stage.engine.view().page
    assert found is not None
    return found


def keys(stage: Stage) -> dict[str, str]:
    return {action.key: action.label.key for action in page(stage).actions}


def hint(stage: Stage) -> str:
    found = page(stage).hint
    return found.key if found else ""


def number(stage: Stage) -> str:
    return next(field.value for field in page(stage).fields if field.name in (FIELD, LICENCE))


def look(stage: Stage, text: str = DRIVER.id_number, key: str = "extra") -> None:
    """The key, the camera's picture, and what the machine reads in it; "" for nothing."""
    stage.press(key)
    stage.shoot()
    read = MachineRead(text=text, engine="engine 1", sure=Decimal("0.987"), corners=()) if text else None
    token, _ = stage.numbers.cards[-1]
    stage.engine.number_read(NumberRead("numbers", stage.clock.monotonic(), token, read, PIECE if text else b""))


def done(stage: Stage) -> None:
    """All three documents, the first with the number that stands in its form."""
    stage.fill(identity__id_card__name=DRIVER.name)
    stage.press()
    done_from_licence(stage)


def done_from_licence(stage: Stage) -> None:
    stage.fill(identity__licence__name=DRIVER.name, identity__licence__licence_number=DRIVER.id_number)
    stage.press()
    plate = stage.handlers.visit("V20261124-01").plate
    stage.fill(identity__vehicle_licence__plate=plate)
    stage.fill(identity__vehicle_licence__vehicle_licence=DRIVER.vehicle_licence)
    stage.press()


def matched(stage: Stage) -> list[object]:
    """What the entry tells of each document's reading."""
    [entry] = [entry for entry in stage.store.entries if entry.kind.startswith("visit.identity")]
    return [document.get("read") for document in entry.data["documents"]]


def test_it_stands_outside_the_field_until_a_person_takes_it_over(stage: Stage) -> None:
    assert (page(stage).live, keys(stage)["F10"]) == ("document_camera", "action.look_card")
    look(stage)
    excerpt = page(stage).excerpt
    assert excerpt is not None
    assert (excerpt.text, excerpt.piece, excerpt.said.key) == (DRIVER.id_number, PIECE, "identity.machine_open")
    assert (number(stage), keys(stage)["F10"], hint(stage)) == ("", "action.take_over", "identity.compare_hint")
    stage.press("extra")
    assert (number(stage), "F10" in keys(stage)) == (DRIVER.id_number, False)
    done(stage)
    assert matched(stage) == [{"engine": "engine 1", "sure": "0.987", "confirmed": True}, None, None]


def test_what_a_person_types_counts_and_the_log_says_that_it_was_another_number(stage: Stage) -> None:
    look(stage, OTHER)
    stage.fill(identity__id_card__id_number=DRIVER.id_number)
    excerpt = page(stage).excerpt
    assert excerpt is not None
    assert (excerpt.said.key, excerpt.said.params["place"]) == ("identity.machine_differs", 1)
    done(stage)
    assert matched(stage)[0] == {"engine": "engine 1", "sure": "0.987", "confirmed": False}
    assert OTHER not in str([entry.data for entry in stage.store.entries]), "nothing of another person's number stays"


def test_neither_picture_nor_proposal_is_written_anywhere(stage: Stage) -> None:
    files, entries = len(stage.evidence.kept), len(stage.store.entries)
    look(stage)
    stage.engine.tick()
    assert (len(stage.evidence.kept), len(stage.store.entries)) == (files, entries)
    token, _ = stage.numbers.cards[-1]
    assert (token in str(stage.drafts.texts), DRIVER.id_number in str(stage.drafts.texts)) == (True, False)


def test_the_licence_is_read_like_the_card(stage: Stage) -> None:
    stage.fill(identity__id_card__name=DRIVER.name, identity__id_card__id_number=DRIVER.id_number)
    stage.press()
    look(stage)
    stage.press("extra")
    assert number(stage) == DRIVER.licence_number


def test_nothing_read_is_said_and_it_may_be_looked_at_again(stage: Stage) -> None:
    stage.press("extra")
    stage.shoot()
    assert hint(stage) == "identity.looking"
    look(stage, "")
    assert (hint(stage), page(stage).excerpt) == ("identity.look_empty", None)
    look(stage)
    assert page(stage).excerpt is not None
    look(stage, OTHER, key="recount")
    excerpt = page(stage).excerpt
    assert excerpt is not None
    assert excerpt.text == OTHER


def test_a_blurred_picture_is_not_read_and_takes_nothing_away(stage: Stage) -> None:
    look(stage)
    stage.press("recount")
    stage.shoot(sharpness=5.0)
    assert (len(stage.numbers.cards), page(stage).excerpt is not None) == (1, True)
    assert stage.last().startswith("refusal.picture")


def test_an_answer_about_an_earlier_picture_is_not_shown(stage: Stage) -> None:
    look(stage, OTHER)
    token, _ = stage.numbers.cards[-1]
    stage.press("recount")
    stage.shoot()
    read = MachineRead(text=OTHER, engine="engine 1", sure=Decimal(1), corners=())
    stage.engine.number_read(NumberRead("numbers", stage.clock.monotonic(), token, read, PIECE))
    assert page(stage).excerpt is None


def test_whoever_came_since_looks_again(stage: Stage) -> None:
    stage.press("extra")
    stage.sign_in("li")
    stage.shoot()
    assert (stage.last(), stage.numbers.cards) == ("camera.other_person", [])


def test_a_proposal_goes_with_what_was_typed(stage: Stage) -> None:
    """Another driver's card must not meet what was read from the first one."""
    look(stage, OTHER)
    stage.press("extra")
    done(stage)
    assert stage.instruction() == "identity.failed"
    stage.fill(identity__chosen="again")
    stage.press()
    assert (number(stage), page(stage).excerpt) == ("", None)


def test_a_foreign_document_has_no_such_number(stage: Stage) -> None:
    stage.fill(identity__id_card__foreign="yes")
    assert (page(stage).live, "F10" in keys(stage)) == ("", False)


@pytest.mark.parametrize(("reads", "camera"), [(False, "doc"), (True, "")])
def test_without_machine_or_camera_the_page_is_as_before(reads: bool, camera: str) -> None:
    stage = Stage()
    stage.numbers.reads = reads
    stage.camera.serves["document_camera"] = camera
    arrive(stage)
    assert (page(stage).live, hint(stage), "F10" in keys(stage)) == ("", "identity.hint", False)
    stage.press("extra")
    assert stage.camera.tokens == []


def test_only_the_last_look_at_a_document_is_remembered(stage: Stage) -> None:
    look(stage, OTHER)
    look(stage, key="recount")
    assert [card.read.text for card in stage.engine._scene().cards.values() if card.read] == [DRIVER.id_number]


@pytest.mark.parametrize("who", ["li", ""])
def test_nothing_is_remembered_for_the_next_person_or_behind_the_lock(stage: Stage, who: str) -> None:
    look(stage)
    stage.engine.sign_in(who, frozenset())
    assert (stage.engine._scene().cards, page(stage).excerpt) == ({}, None)


def test_nothing_is_remembered_when_the_step_is_done(stage: Stage) -> None:
    look(stage)
    stage.press("extra")
    done(stage)
    assert stage.engine._scene().cards == {}


def test_a_picture_that_comes_late_is_not_read(stage: Stage) -> None:
    """The form was closed meanwhile."""
    stage.fill(identity__id_card__name=DRIVER.name, identity__id_card__id_number=DRIVER.id_number)
    stage.press("extra")
    stage.press()
    stage.shoot()
    assert stage.numbers.cards == []


def test_what_nobody_saw_was_proposed_to_nobody(stage: Stage) -> None:
    stage.fill(identity__id_card__name=DRIVER.name, identity__id_card__id_number=DRIVER.id_number)
    stage.press("extra")
    stage.shoot()
    stage.press()
    token, _ = stage.numbers.cards[-1]
    read = MachineRead(text=OTHER, engine="engine 1", sure=Decimal(1), corners=())
    stage.engine.number_read(NumberRead("numbers", stage.clock.monotonic(), token, read, PIECE))
    done_from_licence(stage)
    assert matched(stage) == [None, None, None]


def test_no_card_is_looked_at_with_a_camera_that_films(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FilmDesk, "now", FilmNow("D", "1"))
    assert "F10" in keys(stage)
    stage.camera.serves["camera"] = "doc"
    assert "F10" not in keys(stage)
