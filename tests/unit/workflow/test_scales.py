"""Two scales at one dock: who weighs what, and that no frame of one is the other's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.readings import Weight, WeightMode
from station.domain.scale import Scale
from station.domain.scale_profile import ScaleRole
from station.domain.verdicts import Empty, ScaleWeight, Stale
from station.workflow.booked import booked
from station.workflow.scales import Scales
from tests.unit.workflow.stage import PLATFORM, SCALE


@pytest.mark.parametrize(
    ("scales", "level", "role"),
    [
        ((SCALE, PLATFORM), "pallet", ScaleRole.PLATFORM),
        ((SCALE, PLATFORM), "carton", ScaleRole.PARCEL),
        ((SCALE, PLATFORM), "piece", ScaleRole.PARCEL),
        ((SCALE,), "pallet", ScaleRole.PARCEL),
        ((PLATFORM,), "carton", ScaleRole.PLATFORM),
    ],
)
def test_a_pallet_goes_on_the_platform_where_there_is_one(
    scales: tuple[Scale, ...], level: str, role: ScaleRole
) -> None:
    assert Scales(scales).for_level(level) is role


def test_a_frame_belongs_to_the_scale_that_sent_it() -> None:
    scales = Scales((SCALE, PLATFORM))
    for number in range(12):
        scales.offer(Weight("platform", 1.0 + number / 10, b"0", Decimal(0), "kg", True, checked=True))
        scales.offer(Weight("nobody", 1.0 + number / 10, b"9", Decimal(9), "kg", True, checked=True))
    assert isinstance(scales.verdict(ScaleRole.PLATFORM), Empty)
    assert isinstance(scales.verdict(ScaleRole.PARCEL), Stale)


def test_a_scale_that_was_used_for_something_else_has_to_be_empty_first() -> None:
    scales = Scales((SCALE,))
    for number in range(12):
        scales.offer(Weight("scale", 1.0 + number / 10, b"0", Decimal(0), "kg", True, checked=True))
    before = scales.verdict(ScaleRole.PARCEL)
    assert isinstance(before, Empty)
    assert before.armed
    scales.forget("scale")
    scales.offer(Weight("scale", 2.3, b"9", Decimal(9), "kg", True, checked=True))
    assert scales.verdict(ScaleRole.PARCEL).reason.key == "weight.empty_first"


def weight(mode: WeightMode, tare: str | None) -> ScaleWeight:
    d, raw = Decimal("0.2"), (b"\x02",)
    return ScaleWeight("platform", 1.0, Decimal("300.0"), "kg", d, mode, tare and Decimal(tare), raw, "v", alibi="7")


@pytest.mark.parametrize(
    ("mode", "own", "typed", "gross", "tare"),
    [
        (WeightMode.GROSS, None, None, "300.0", None),
        (WeightMode.GROSS, None, "25", "300.0", "25"),
        (WeightMode.GROSS, "24.8", "25", "300.0", "24.8"),
        (WeightMode.GROSS, "0", "25", "300.0", "25"),
        (WeightMode.UNKNOWN, None, "25", "300.0", "25"),
        (WeightMode.NET, "24.8", "25", "324.8", "24.8"),
        (WeightMode.NET, None, "25", "300.0", None),
    ],
)
def test_gross_is_net_and_the_scale_s_own_tare(
    mode: WeightMode, own: str | None, typed: str | None, gross: str, tare: str | None
) -> None:
    """A typed tare makes no net weight a gross one: nobody knows whether it is the one that the scale took."""
    told = booked(PLATFORM, weight(mode, own), typed and Decimal(typed))
    assert (told.gross, told.tare) == (Decimal(gross), tare and Decimal(tare))


def test_everything_of_a_weight_reaches_the_command() -> None:
    told = booked(PLATFORM, weight(WeightMode.GROSS, None))
    assert (told.device, told.protocol, told.role, told.e) == ("platform", "xk3190", "platform", Decimal("0.2"))
    assert (told.frames, told.profile, told.alibi) == (("02",), "v", "7")
    assert booked(SCALE, weight(WeightMode.GROSS, None)).e is None
