"""Whose limits: an agreement's temperatures and the site's humidities, and the other way round."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.agreements import Terms
from station.domain.air_limits import limits_of, own_band, site_judges, stands
from station.domain.climate_alarm import Band, Cause
from station.domain.state import VisitState

SITE = Band(low=Decimal(2), high=Decimal(8), wet=Decimal(75), delay=60)
FROZEN = Terms(temperature_max=Decimal(-18))
DRY = Terms(humidity_max=Decimal(50))
AS_THE_SITE = Terms(temperature_min=Decimal(2), temperature_max=Decimal(8), humidity_max=Decimal(75))


def sides(band: Band | None) -> tuple[Decimal | None, ...]:
    assert band is not None
    return band.low, band.high, band.dry, band.wet


def test_own_limits_are_one_quantitys_with_the_sites_patience_and_no_loss() -> None:
    assert sides(own_band(FROZEN, SITE)) == (None, Decimal(-18), None, None)
    assert sides(own_band(DRY, SITE)) == (None, None, None, Decimal(50))
    own = own_band(FROZEN, SITE)
    assert own is not None
    assert (own.delay, own.lost_after) == (60, None)


@pytest.mark.parametrize("terms", [Terms(), AS_THE_SITE])
def test_what_is_the_sites_needs_no_alarm_of_its_own(terms: Terms) -> None:
    assert own_band(terms, SITE) is None


@pytest.mark.parametrize(
    ("terms", "judged"),
    [
        (Terms(), {Cause.WARM, Cause.COLD, Cause.WET, Cause.DRY}),
        (AS_THE_SITE, {Cause.WARM, Cause.COLD, Cause.WET, Cause.DRY}),
        (FROZEN, {Cause.WET, Cause.DRY}),
        (DRY, {Cause.WARM, Cause.COLD}),
    ],
)
def test_the_sites_alarms_concern_what_an_agreement_leaves_to_it(terms: Terms, judged: set[Cause]) -> None:
    assert {cause for cause in Cause if site_judges(terms, SITE, cause)} == judged


def test_all_that_a_delivery_is_judged_by() -> None:
    assert sides(limits_of(Terms(), SITE)) == (Decimal(2), Decimal(8), None, Decimal(75))
    assert sides(limits_of(FROZEN, SITE)) == (None, Decimal(-18), None, Decimal(75))
    assert sides(limits_of(DRY, SITE)) == (Decimal(2), Decimal(8), None, Decimal(50))


def test_goods_stand_there_from_the_doors_opening_until_the_truck_has_left() -> None:
    assert not stands(VisitState(id="V1", arrived_at="a"))
    assert stands(VisitState(id="V1", arrived_at="a", door_opened_at="b"))
    assert not stands(VisitState(id="V1", arrived_at="a", door_opened_at="b", departed_at="c"))
