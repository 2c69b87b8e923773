"""Which weight may be booked from which scale: pallets, tare, limits by the scale's own e, and restless loads."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from station.domain import commands as c
from station.domain.agreements import Terms
from station.domain.events.unit import UnitWeighed
from tests.unit.domain.harness import DAY, ORDER, Dock, unit

E = Decimal("0.2")


def pallets(weight: str = "320") -> Dock:
    """One pallet of a declared weight, ready to be weighed."""
    dock = Dock(unit(1, level="pallet", weight=Decimal(weight)), terms=Terms(level="pallet"))
    return dock.to("photographed")


def on_platform(dock: Dock, gross: str, tare: str | None = "25.0", **more: object) -> c.WeighUnit:
    weight = dock.weight().weight
    assert weight is not None
    told = {"gross": Decimal(gross), "role": "platform", "d": E, "e": E, "tare": tare and Decimal(tare), **more}
    return dock.weight(weight=replace(weight, **told))


def weighed(dock: Dock, command: c.Command, second: str = "") -> UnitWeighed:
    event = dock.give(command, second=second)[0]
    assert isinstance(event, UnitWeighed)
    return event


def test_a_pallet_is_weighed_on_the_platform_and_its_tare_recorded() -> None:
    dock = pallets()
    event = weighed(dock, on_platform(dock, "320.2", alibi="00017"))
    assert (event.gross, event.tare, event.role, event.e, event.alibi) == (
        Decimal("320.2"), Decimal("25.0"), "platform", E, "00017",
    )  # fmt: skip
    state = dock.case.units["1"].weight
    assert state is not None
    assert state.tare == Decimal("25.0")


@pytest.mark.parametrize(
    ("declared", "limit"),
    [("12", "0.400"), ("40", "0.400"), ("41", "0.410"), ("320", "3.200")],
)
def test_its_limit_is_never_less_than_twice_its_own_e(declared: str, limit: str) -> None:
    dock = pallets(declared)
    assert weighed(dock, on_platform(dock, "60", tare="5")).limit == Decimal(limit)


def test_a_pallet_without_tare_or_with_one_that_cannot_be_is_refused() -> None:
    dock = pallets()
    assert dock.refusal(on_platform(dock, "320", tare=None)) == "weight.tare_missing"
    for tare in ("-0.2", "320", "321"):
        assert dock.refusal(on_platform(dock, "320", tare=tare)) == "weight.tare_wrong"
    dock.give(on_platform(dock, "320", tare="0"))


@pytest.mark.parametrize("level", ["carton", "piece"])
def test_a_platform_scale_never_proves_cartons_or_pieces(level: str) -> None:
    dock = Dock(unit(1, level=level), terms=Terms(level=level)).to("photographed")
    assert dock.refusal(on_platform(dock, "12.0")) == "weight.pallets_only"
    dock.give(dock.weight())


def test_a_pallet_may_be_weighed_where_there_is_no_platform() -> None:
    dock = pallets("40")
    event = weighed(dock, dock.weight(gross="40.000"))
    assert (event.role, event.e, event.limit) == ("parcel", None, Decimal("0.400"))


def test_a_net_weight_counts_only_with_its_tare() -> None:
    dock = Dock().to("photographed")
    weight = dock.weight().weight
    assert weight is not None
    assert dock.refusal(dock.weight(weight=replace(weight, mode="net"))) == "weight.net"
    event = weighed(dock, dock.weight(weight=replace(weight, mode="net", tare=Decimal("0.350"))))
    assert (event.mode, event.tare) == ("net", Decimal("0.350"))


def unstable(dock: Dock, **more: object) -> c.TakeUnstable:
    told = {"delivery": ORDER, "unit": "1", "day": DAY, "weight": dock.weight().weight, "reason": "风大,卷帘门关不上"}
    return c.TakeUnstable(**{**told, **more})  # type: ignore[arg-type]


def test_an_unstable_weight_needs_a_reason_and_a_second_person_and_says_so() -> None:
    dock = Dock().to("photographed")
    assert dock.refusal(unstable(dock)) == "second.missing"
    assert dock.refusal(unstable(dock), second="wang") == "second.same_person"
    assert dock.refusal(unstable(dock), second="chen") == "second.role"
    assert dock.refusal(unstable(dock, reason=" "), second="li") == "reason.missing"
    event = weighed(dock, unstable(dock), second="li")
    assert (event.unstable, event.unstable_reason) == (True, "风大,卷帘门关不上")
    state = dock.case.units["1"].weight
    assert state is not None
    assert state.unstable_reason == "风大,卷帘门关不上"
    assert dock.case.complete(dock.case.units["1"])


@pytest.mark.parametrize("state", ["stale", "over", "under", "error", "empty", "over_max", "below_zero", "stuck"])
def test_nothing_is_taken_of_a_scale_that_shows_nothing_good(state: str) -> None:
    dock = Dock().to("photographed")
    assert dock.refusal(unstable(dock, weight=None, refused=state), second="li") == f"weight.{state}"


def test_an_unstable_weight_replaces_no_other_and_needs_a_fit_scale() -> None:
    dock = Dock().to("photographed")
    dock.give(dock.check("10.010"))
    assert dock.refusal(unstable(dock), second="li") == "scale.check_failed"
    dock.give(dock.check())
    dock.to("weighed")
    assert dock.refusal(unstable(dock), second="li") == "weight.again_stable"


def test_a_stable_weight_leaves_the_fields_of_the_others_out_of_the_log() -> None:
    """Entries from before these fields have the same form."""
    dock = Dock().to("photographed")
    event = weighed(dock, dock.weight())
    assert (event.role, event.e, event.tare, event.alibi, event.unstable) == ("parcel", None, None, "", False)
