"""Each seal: a close-up, two numbers by gun, code or hand, its condition, and a person who confirms."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from station.domain.events.common import MachineRead
from station.domain.readings import Frame, NumberRead
from station.workflow.view import Page
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import arrive, show_documents


@pytest.fixture
def stage() -> Stage:
    """Two seals were announced; the manifest is photographed."""
    stage = Stage(seals=("S1001", "S1002"))
    arrive(stage)
    show_documents(stage)
    stage.picture()
    return stage


def close_up(stage: Stage, *codes: str) -> None:
    """F1, and the camera's answer with codes that it has read."""
    stage.press()
    stage.pictures += 1
    jpeg = b"close-up %d" % stage.pictures
    stage.engine.offer(
        Frame("cam", stage.clock.monotonic(), jpeg, 1280, 720, 400.0, 120.0, 0.0, "device-bytes",
              token=stage.camera.tokens[-1], codes=codes)
    )  # fmt: skip


def fields(stage: Stage) -> dict[str, str]:
    page = stage.engine.view().page
    assert page is not None
    return {field.name: field.value for field in page.fields}


def facts(stage: Stage) -> list[tuple[str, str]]:
    page = stage.engine.view().page
    assert page is not None
    return [(str(fact.value), fact.tone) for fact in page.facts if fact.label.key == "seals.in_picture"]


def seals(stage: Stage) -> list[tuple[str, str, bool]]:
    return [(seal.lock, seal.condition, seal.good) for seal in stage.handlers.visit("V20261124-01").seals]


def test_a_code_in_the_close_up_is_proposed_and_only_a_person_confirms_it(stage: Stage) -> None:
    close_up(stage, "S1001")
    assert fields(stage) == {"seal.lock": "S1001", "seal.manifest": "", "seal.condition": "intact"}
    assert facts(stage) == [("S1001", "good")]
    assert (stage.instruction(), seals(stage)) == ("seals.confirm", [])
    stage.press()
    assert (stage.last(), seals(stage)) == ("field.empty", [])
    stage.scan("S1001")
    assert seals(stage) == []
    stage.press()
    assert seals(stage) == [("S1001", "intact", True)]
    entry = next(entry for entry in reversed(stage.store.entries) if entry.kind == "visit.seal_checked")
    assert entry.data["picture"]["codes"] == ["S1001"], "what the camera read stands beside what the person said"


def test_a_number_that_is_there_is_not_replaced_but_contradicted(stage: Stage) -> None:
    stage.fill(seal__lock="S1002")
    close_up(stage, "S1001")
    assert fields(stage)["seal.lock"] == "S1002"
    assert facts(stage) == [("S1001", "attention")]


def test_of_several_codes_none_is_proposed(stage: Stage) -> None:
    """Choosing the announced one among them would tell it."""
    close_up(stage, "S1001", "690123")
    assert fields(stage)["seal.lock"] == ""
    assert facts(stage) == [("S1001 · 690123", "attention")]


def test_a_scan_fills_lock_then_manifest_or_where_F9_says(stage: Stage) -> None:
    stage.press("recount")
    stage.scan("S1001")
    assert (fields(stage)["seal.lock"], fields(stage)["seal.manifest"]) == ("", "S1001")
    stage.scan("S1003")
    assert fields(stage)["seal.lock"] == "S1003"
    stage.scan("S1009")
    assert stage.last() == "seals.scan_where"
    stage.press("recount")
    stage.scan("S1004")
    assert (fields(stage)["seal.lock"], fields(stage)["seal.manifest"]) == ("S1003", "S1004")
    stage.press("recount")
    stage.press("recount")
    stage.scan("S1001")
    assert fields(stage)["seal.lock"] == "S1001"


def test_where_there_is_no_lock_a_scan_is_the_manifests(stage: Stage) -> None:
    stage.fill(seal__condition="missing")
    stage.scan("S1001")
    assert (fields(stage)["seal.lock"], fields(stage)["seal.manifest"]) == ("", "S1001")
    close_up(stage)
    stage.press()
    assert seals(stage) == [("", "missing", False)]


def test_F2_takes_the_close_up_again(stage: Stage) -> None:
    close_up(stage, "S1001")
    stage.press("back")
    assert stage.instruction() == "seals.read"
    close_up(stage, "S1001")
    stage.fill(seal__manifest="S1001")
    stage.press()
    assert seals(stage) == [("S1001", "intact", True)]
    assert fields(stage) == {"seal.lock": "", "seal.manifest": "", "seal.condition": "intact"}, "the next one"


def test_after_a_crash_the_close_up_and_the_numbers_are_still_there(stage: Stage) -> None:
    close_up(stage, "S1001")
    stage.fill(seal__manifest="S1001")
    stage.engine.tick()
    stage.start()
    stage.sign_in("wang")
    stage.press()
    assert seals(stage) == [("S1001", "intact", True)]


@pytest.mark.parametrize(
    ("condition", "lock", "reason"),
    [
        ("intact", "S1001", ""),
        ("intact", "S9999", "different"),
        ("broken", "S1001", "broken"),
        ("missing", "", "missing"),
        ("different", "S1001", "different"),
        ("removed", "", "removed"),
    ],
)
def test_every_condition_but_intact_stops_the_truck(stage: Stage, condition: str, lock: str, reason: str) -> None:
    stage.fill(seal__lock=lock, seal__manifest="S1001", seal__condition=condition)
    close_up(stage)
    stage.press()
    stop = stage.handlers.visit("V20261124-01").stop
    assert (stop.reason if stop else "") == reason
    kinds = stage.store.kinds()
    assert ("delivery.exception_raised" in kinds) == bool(reason)
    assert stage.last() == ("stop.now" if reason else "seals.checked")


READ = MachineRead(text="S1001", engine="engine 1", sure=Decimal("0.987"), corners=((1, 2), (9, 2), (9, 4), (1, 4)))


def machine_reads(stage: Stage, read: MachineRead | None, sha256: str = "") -> None:
    """The answer about the picture that was asked for last, or about another one."""
    stage.engine.number_read(NumberRead("numbers", stage.clock.monotonic(), sha256 or stage.numbers.asked[-1], read))


def page_of(stage: Stage) -> Page:
    page = stage.engine.view().page
    assert page is not None
    return page


def said(stage: Stage) -> str:
    excerpt = page_of(stage).excerpt
    return excerpt.said.key if excerpt else ""


def checked(stage: Stage) -> dict[str, object]:
    return next(entry.data for entry in reversed(stage.store.entries) if entry.kind == "visit.seal_checked")


def test_a_number_read_by_machine_stays_outside_the_field_until_a_person_takes_it_over(stage: Stage) -> None:
    close_up(stage)
    machine_reads(stage, READ)
    assert fields(stage)["seal.lock"] == ""
    assert said(stage) == "seals.machine_open"
    excerpt = page_of(stage).excerpt
    assert excerpt is not None
    assert (excerpt.text, excerpt.width, excerpt.corners) == ("S1001", 1280, READ.corners)
    stage.fill(seal__manifest="S1001")
    stage.press()
    assert (stage.last(), seals(stage)) == ("field.empty", [])
    stage.press("extra")
    assert fields(stage)["seal.lock"] == "S1001"
    assert said(stage) == "seals.machine_same"
    assert "extra" not in [action.id for action in page_of(stage).actions]
    stage.press()
    assert seals(stage) == [("S1001", "intact", True)]
    entry = checked(stage)
    assert entry["lock"] == "S1001"
    assert entry["read"] == {
        "text": "S1001", "engine": "engine 1", "sure": "0.987", "corners": [[1, 2], [9, 2], [9, 4], [1, 4]]
    }  # fmt: skip


def test_what_a_person_types_counts_and_what_the_machine_read_is_kept_beside_it(stage: Stage) -> None:
    close_up(stage)
    machine_reads(stage, replace(READ, text="S1007"))
    stage.fill(seal__lock="S1001", seal__manifest="S1001")
    assert said(stage) == "seals.machine_differs"
    excerpt = page_of(stage).excerpt
    assert excerpt is not None
    assert (excerpt.said.params["place"], excerpt.tone) == (5, "attention")
    stage.press()
    assert seals(stage) == [("S1001", "intact", True)]
    assert checked(stage)["read"]["text"] == "S1007"  # type: ignore[index]


def test_a_wrong_number_taken_over_stops_the_unloading_like_a_typed_one(stage: Stage) -> None:
    close_up(stage)
    machine_reads(stage, replace(READ, text="S1007"))
    stage.press("extra")
    stage.fill(seal__manifest="S1001")
    stage.press()
    assert seals(stage) == [("S1007", "intact", False)]


def test_an_answer_about_another_close_up_is_nobodys(stage: Stage) -> None:
    close_up(stage)
    first = stage.numbers.asked[-1]
    stage.press("back")
    close_up(stage)
    machine_reads(stage, READ, first)
    assert page_of(stage).excerpt is None
    machine_reads(stage, READ)
    assert page_of(stage).excerpt is not None
    machine_reads(stage, READ, "0" * 64)


def test_without_a_proposal_the_page_is_as_without_a_machine(stage: Stage) -> None:
    close_up(stage)
    before = page_of(stage)
    machine_reads(stage, None)
    assert page_of(stage) == before
    stage.press("extra")
    stage.fill(seal__lock="S1001", seal__manifest="S1001")
    stage.press()
    assert "read" not in checked(stage)


def test_a_machine_is_not_asked_where_a_code_was_read(stage: Stage) -> None:
    close_up(stage, "S1001")
    assert stage.numbers.asked == []


def test_an_answer_after_the_seal_was_confirmed_does_not_reach_the_next_one(stage: Stage) -> None:
    close_up(stage)
    late = stage.numbers.asked[-1]
    stage.fill(seal__lock="S1001", seal__manifest="S1001")
    stage.press()
    close_up(stage)
    machine_reads(stage, READ, late)
    assert page_of(stage).excerpt is None
