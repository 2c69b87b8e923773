"""The daily check weight, and whether a scale may weigh today."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain import commands as c
from station.domain.events.site import ScaleChecked
from tests.unit.domain.harness import DAY, Dock


def checked(dock: Dock, **more: object) -> ScaleChecked:
    event = dock.give(dock.check(**more))[0]  # type: ignore[arg-type]
    assert isinstance(event, ScaleChecked)
    return event


@pytest.mark.parametrize(
    ("shown", "passed"),
    [("10.000", True), ("10.005", True), ("9.995", True), ("10.010", False), ("9.990", False), ("0.000", False)],
)
def test_a_check_passes_within_its_tolerance_and_is_recorded_either_way(shown: str, passed: bool) -> None:
    dock = Dock()
    event = checked(dock, gross=shown)
    assert (event.passed, event.gross, event.nominal, event.day) == (passed, Decimal(shown), Decimal(10), DAY)
    state = dock.state("device/scale").check
    assert (state.passed, state.by, state.day) == (passed, "wang", DAY)


def test_a_check_keeps_what_a_later_judge_needs() -> None:
    event = checked(Dock())
    assert event.frames == ("53",)
    assert (event.protocol, event.profile, event.d, event.role) == ("mt-sics", "p", Decimal("0.005"), "parcel")
    assert (event.certificate, event.verified_until) == ("JD-1", "2027-03-31")


def test_a_check_weight_beside_the_scale_s_range_is_none() -> None:
    dock = Dock()
    assert dock.refusal(dock.check(nominal=Decimal("0.099"))) == "check.nominal"
    assert dock.refusal(dock.check(nominal=Decimal("60.005"))) == "check.nominal"
    for edge in ("0.1", "60"):
        dock.give(dock.check(nominal=Decimal(edge), gross=edge))


def test_a_clerk_or_a_supervisor_gives_it_and_nobody_else() -> None:
    dock = Dock()
    dock.give(dock.check(), "zhao")
    for person in ("admin", "chen", "account", "audit"):
        assert dock.refusal(dock.check(), person) == "role.not_yours"


def test_a_scale_that_failed_weighs_again_once_it_has_passed() -> None:
    dock = Dock().to("photographed")
    dock.give(dock.check("10.010"))
    assert dock.refusal(dock.weight()) == "scale.check_failed"
    dock.give(dock.check())
    dock.give(dock.weight())
    assert dock.case.units["1"].weight is not None


def test_yesterday_s_check_is_none_today() -> None:
    dock = Dock().to("photographed")
    tomorrow = "2026-11-25"
    assert dock.refusal(dock.weight(day=tomorrow)) == "scale.unchecked"
    dock.give(dock.check(day=tomorrow))
    dock.give(dock.weight(day=tomorrow))


def test_each_scale_is_checked_by_itself() -> None:
    dock = Dock().to("photographed")
    weight = dock.weight().weight
    assert weight is not None
    other = c.WeighUnit(
        delivery="D1",
        unit="1",
        day=DAY,
        weight=c.Booked(**{**_fields(weight), "device": "scale-2"}),  # type: ignore[arg-type]
    )
    assert dock.refusal(other) == "scale.unchecked"


def _fields(weight: c.Booked) -> dict[str, object]:
    return {name: getattr(weight, name) for name in weight.__struct_fields__}


def test_a_check_speaks_for_the_plate_that_it_was_given_to() -> None:
    """Another scale under the same name, or another plate in the settings, is checked anew."""
    dock = Dock().to("photographed")
    weight = dock.weight().weight
    assert weight is not None
    other = c.Booked(**{**_fields(weight), "profile": "another plate"})  # type: ignore[arg-type]
    assert dock.refusal(dock.weight(weight=other)) == "scale.unchecked"
    dock.give(dock.check(weight=c.Booked(**{**_fields(other), "gross": Decimal(10)})))  # type: ignore[arg-type]
    dock.give(dock.weight(weight=other))


@pytest.mark.parametrize(("until", "refused"), [(DAY, ""), ("2026-11-23", "scale.certificate_expired")])
def test_a_certificate_is_good_to_the_end_of_its_last_day(until: str, refused: str) -> None:
    dock = Dock().to("photographed")
    dock.give(dock.check(verified_until=until))
    if refused:
        assert dock.refusal(dock.weight()) == refused
    else:
        dock.give(dock.weight())


def test_without_a_certificate_nothing_is_weighed() -> None:
    dock = Dock().to("photographed")
    dock.give(dock.check(verified_until="", certificate=""))
    assert dock.refusal(dock.weight()) == "scale.no_certificate"
