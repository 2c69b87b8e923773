"""The version that is kept with each weight: of the figures as they are written, whoever asked before."""

from __future__ import annotations

from decimal import Decimal

from station.domain.scale_profile import ScaleProfile


def profile(d: str) -> ScaleProfile:
    return ScaleProfile("parcel", Decimal(d), Decimal("0.005"), Decimal(30), Decimal("0.1"))


def test_equal_figures_with_other_digits_are_another_version() -> None:
    one, other = profile("0.005"), profile("0.0050")
    assert one == other
    assert one.version == profile("0.005").version == one.version
    assert other.version != one.version
