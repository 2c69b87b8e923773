"""What the settings may say of a scale beside its plate."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.scale import Scale, ScalePapers
from station.domain.scale_profile import ScaleProfile
from station.errors import ConfigError

PROFILE = ScaleProfile("s", d=Decimal("0.005"), e=Decimal("0.005"), max=Decimal(30), min=Decimal("0.1"))


def scale(check_weight: str = "10", tolerance: str | None = None) -> Scale:
    return Scale(PROFILE, "mt-sics", ScalePapers(Decimal(check_weight), tolerance and Decimal(tolerance)))


def test_the_tolerance_is_one_e_unless_it_is_set() -> None:
    assert scale().tolerance == Decimal("0.005")
    assert scale(tolerance="0.002").tolerance == Decimal("0.002")
    assert scale(tolerance="0.010").tolerance == Decimal("0.010")


@pytest.mark.parametrize("tolerance", ["0", "-0.005", "0.011"])
def test_no_setting_widens_it_beyond_what_class_iii_allows(tolerance: str) -> None:
    with pytest.raises(ConfigError) as raised:
        scale(tolerance=tolerance)
    assert raised.value.key == "scale.check_tolerance"


@pytest.mark.parametrize("mass", ["0", "0.095", "30.005"])
def test_a_check_weight_lies_between_min_and_max(mass: str) -> None:
    with pytest.raises(ConfigError) as raised:
        scale(mass)
    assert raised.value.key == "scale.check_weight"
