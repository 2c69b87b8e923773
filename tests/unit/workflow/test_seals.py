"""Each seal: a close-up, two numbers by gun, code or hand, its condition, and a person who confirms."""

from __future__ import annotations

import pytest

from station.domain.readings import Frame
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
