"""The daily check, played without a screen: real rule, real handlers, readings as a scale sends them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from station.domain.readings import Weight
from station.domain.scale import Scale, ScalePapers
from station.domain.verdicts import Stale
from station.errors import StoreError
from station.workflow.scale_check import NOMINAL
from tests.unit.workflow.stage import DAY, PLATFORM, SCALE, Stage, check_of
from tests.unit.workflow.test_engine import FACES, to_units


@pytest.fixture
def stage() -> Stage:
    made = Stage(scales=(SCALE, PLATFORM))
    made.sign_in("wang")
    return made


def papers(**more: object) -> Scale:
    return replace(SCALE, papers=replace(SCALE.papers, **more))  # type: ignore[arg-type]


def tone(stage: Stage, device: str = "scale") -> tuple[str, str]:
    standing = next(one for one in stage.checks.standings() if one.scale.device == device)
    return standing.tone, standing.said.key


def checks(stage: Stage) -> int:
    return stage.store.kinds().count("device.scale_checked")


def instruction(stage: Stage) -> str:
    assert stage.checks.open is not None
    return stage.checks.open.page().instruction.key


# How the scales stand


def test_a_checked_scale_is_fit_and_each_stands_by_itself(stage: Stage) -> None:
    assert (tone(stage), tone(stage, "platform")) == (("good", "scale.fit"), ("good", "scale.fit"))
    stage.give(check_of(PLATFORM, shown="20.4"), "wang")
    assert (tone(stage), tone(stage, "platform")[1]) == (("good", "scale.fit"), "refusal.scale.check_failed")
    assert stage.checks.fault("scale") is None
    assert stage.checks.fault("a scale that nobody has set up") is None


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", ("stop", "refusal.scale.no_certificate")),
        ("2026-11-23", ("stop", "refusal.scale.certificate_expired")),
        (DAY, ("attention", "scale.expires_soon")),
        ("2026-12-24", ("attention", "scale.expires_soon")),
        ("2026-12-25", ("good", "scale.fit")),
    ],
)
def test_the_end_of_a_verification_is_told_thirty_days_before(until: str, said: tuple[str, str]) -> None:
    stage = Stage(scales=(papers(verified_until=until),))
    assert tone(stage) == said


def test_a_scale_that_was_not_checked_today_may_not_weigh() -> None:
    stage = Stage()
    stage.checks.add(replace(SCALE, profile=replace(SCALE.profile, name="scale-2")))
    assert tone(stage, "scale-2") == ("stop", "refusal.scale.unchecked")


# The check itself


def test_a_check_of_the_old_plate_says_nothing_of_a_scale_with_another(stage: Stage) -> None:
    assert stage.checks.fault("scale") is None
    stage.checks.add(replace(SCALE, profile=replace(SCALE.profile, max=Decimal(15))))
    assert stage.checks.fault("scale") is not None


def test_a_check_weight_is_put_on_and_books_itself(stage: Stage) -> None:
    before = checks(stage)
    stage.checks.begin("scale", "wang")
    assert instruction(stage) == "check.put"
    stage.empty_scale()
    stage.weigh("10.000")
    assert checks(stage) == before + 1
    assert instruction(stage) == "check.passed"
    assert stage.checks.open is not None
    assert stage.checks.open.act("next"), "the check is over"
    entry = stage.store.entries[-1]
    assert (entry.stream, entry.actor, entry.data["passed"]) == ("device/scale", "wang", True)
    assert entry.data["frames"]
    assert entry.data["profile"] == SCALE.profile.version


def test_a_weight_that_lay_there_before_is_not_taken(stage: Stage) -> None:
    stage.checks.begin("scale", "wang")
    stage.weigh("10.000")
    assert instruction(stage) == "check.empty"
    stage.empty_scale()
    stage.weigh("10.000")
    assert instruction(stage) == "check.passed"


def test_a_failed_check_is_recorded_and_can_be_given_again(stage: Stage) -> None:
    before = checks(stage)
    stage.checks.begin("scale", "wang")
    stage.empty_scale()
    stage.weigh("10.010")
    assert instruction(stage) == "check.failed"
    assert tone(stage) == ("stop", "refusal.scale.check_failed")
    check = stage.checks.open
    assert check is not None
    assert not check.act("next")
    assert instruction(stage) == "check.empty"
    stage.empty_scale()
    stage.weigh("10.000")
    assert instruction(stage) == "check.passed"
    assert checks(stage) == before + 2
    assert tone(stage) == ("good", "scale.fit")


def test_a_mass_that_the_settings_do_not_name_is_typed_and_confirmed_before_anything_counts() -> None:
    scale = papers(check_weight=None)
    stage = Stage(scales=(SCALE,))
    stage.checks.add(scale)
    check = stage.checks.begin("scale", "wang")
    assert check.typed == "10", "what the last check was given with is offered"
    before = checks(stage)
    check.fill("1")
    stage.empty_scale()
    stage.weigh("10.000")
    assert (instruction(stage), checks(stage)) == ("check.name_mass", before)
    assert [field.name for field in check.page().fields] == [NOMINAL]
    for text in ("", "ten", "0.05", "61"):
        check.fill(text)
        assert not check.act("next")
        assert check.refusal is not None
        assert check.refusal.key == "refusal.check.nominal"
    check.fill("20,0")
    assert not check.act("next")
    stage.empty_scale()
    stage.weigh("20.000")
    assert instruction(stage) == "check.passed"
    assert stage.store.entries[-1].data["nominal"] == "20.0"


def test_whoever_may_not_check_is_refused_and_nothing_is_booked(stage: Stage) -> None:
    before = checks(stage)
    stage.checks.begin("scale", "chen")
    stage.empty_scale()
    stage.weigh("10.000")
    assert (instruction(stage), checks(stage)) == ("check.refused", before)
    assert stage.store.kinds()[-1] == "device.refused"
    assert stage.store.entries[-1].stream == "device/scale"


def test_a_full_disk_is_said(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("store.full", path="/data")

    check = stage.checks.begin("scale", "wang")
    stage.empty_scale()
    monkeypatch.setattr(stage.handlers, "dispatch", full)
    stage.weigh("10.000")
    assert instruction(stage) == "check.refused"
    assert getattr(check.answer, "key", "") == "store.full"


def test_a_silent_scale_is_told_as_silent(stage: Stage) -> None:
    check = stage.checks.begin("scale", "wang")
    stage.empty_scale()
    assert check.page().hint is not None
    assert check.page().hint.key == "check.ready"  # type: ignore[union-attr]
    stage.clock.forward(2)
    stage.engine.tick()
    assert check.page().hint == Stale().reason


def test_a_check_weight_is_never_the_weight_of_the_unit_in_hand(stage: Stage) -> None:
    to_units(stage)
    stage.scan(f"SF{1:013}")
    for _ in range(FACES):
        stage.picture()
    stage.empty_scale()  # the next load would be booked
    stage.checks.begin("scale", "wang")
    stage.empty_scale()
    stage.weigh("10.000")
    stage.checks.end()
    stage.weigh("10.000")
    assert "unit.weighed" not in stage.store.kinds()
    assert stage.engine.verdict.reason.key == "weight.empty_first"
    stage.empty_scale()
    stage.weigh("12.000")
    assert "unit.weighed" in stage.store.kinds()


def test_the_other_scale_weighs_meanwhile(stage: Stage) -> None:
    stage.checks.begin("platform", "wang")
    assert not stage.checks.offer(Weight("scale", 1.0, b"1", Decimal(1), "kg", True))
    stage.checks.end()
    assert not stage.checks.offer(Weight("platform", 1.0, b"1", Decimal(1), "kg", True))


def test_papers_have_no_weight_where_the_settings_name_none() -> None:
    stage = Stage()
    stage.checks.add(replace(SCALE, profile=replace(SCALE.profile, name="new"), papers=ScalePapers()))
    assert stage.checks.begin("new", "wang").typed == ""
    assert instruction(stage) == "check.name_mass"
