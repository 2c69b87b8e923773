"""The number of a card, read by machine while it lies under the camera: proposed, taken over, kept nowhere."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.events.common import MachineRead
from station.domain.readings import NumberRead
from station.workflow.number_desk import MOST
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
    """All three documents, the first two with the number that stands in their form."""
    stage.fill(identity__id_card__name=DRIVER.name)
    stage.press()
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
    assert (number(stage), keys(stage)["F10"]) == ("", "action.take_over")
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
    hint = page(stage).hint
    assert hint is not None
    assert hint.key == "identity.looking"
    look(stage, "")
    hint = page(stage).hint
    assert hint is not None
    assert (hint.key, page(stage).excerpt) == ("identity.look_empty", None)
    look(stage)
    assert page(stage).excerpt is not None
    look(stage, OTHER, key="recount")
    excerpt = page(stage).excerpt
    assert excerpt is not None
    assert excerpt.text == OTHER


def test_a_blurred_picture_is_not_read(stage: Stage) -> None:
    stage.press("extra")
    stage.shoot(sharpness=5.0)
    assert stage.numbers.cards == []
    assert stage.last().startswith("refusal.picture")


def test_an_answer_about_an_earlier_picture_is_not_shown(stage: Stage) -> None:
    look(stage, OTHER)
    token, _ = stage.numbers.cards[-1]
    stage.press("recount")
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
    hint = page(stage).hint
    assert hint is not None
    assert (page(stage).live, hint.key, "F10" in keys(stage)) == ("", "identity.hint", False)
    stage.press("extra")
    assert stage.camera.tokens == []


def test_only_a_few_are_remembered(stage: Stage) -> None:
    for _ in range(MOST + 3):
        stage.press("recount")
        stage.shoot()
    assert len({token for token, _ in stage.numbers.cards}) == MOST + 3
    look(stage)
    assert page(stage).excerpt is not None
