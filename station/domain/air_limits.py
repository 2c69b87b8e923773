"""Whose limits the air is judged by: the site's, and those of an agreement where it sets its own (receiving.md §2).

An agreement that says something of the temperature is judged by its own temperatures and by the site's humidities, and
the other way round. What it sets just as the site does needs no alarm of its own.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from station.domain.agreements import Terms
from station.domain.climate_alarm import Band, Cause
from station.domain.state import DeliveryState, VisitState

SITE = ""  # the site's own limits, as an alarm names them

Pair = tuple[Decimal | None, Decimal | None]
NONE: Pair = (None, None)


def scope_of(delivery: DeliveryState) -> str:
    """How an alarm names the limits of a delivery's agreement: customer and version."""
    return f"{delivery.customer}/{delivery.agreement}"


def own_band(terms: Terms, site: Band) -> Band | None:
    """The limits that an agreement sets otherwise than the site; None where there are none. A loss is the site's."""
    temperature, humidity = _own(terms, site)
    if temperature == humidity == NONE:
        return None
    low, high = temperature
    dry, wet = humidity
    return replace(site, low=low, high=high, dry=dry, wet=wet, at_once_above=None, lost_after=None)


def site_judges(terms: Terms, site: Band, cause: Cause) -> bool:
    """Whether the site's alarm of a cause concerns a delivery with these terms. A lost sensor harms no goods."""
    temperature, humidity = _own(terms, site)
    own = temperature if cause in (Cause.WARM, Cause.COLD) else humidity
    return cause is not Cause.LOST and own == NONE


def limits_of(terms: Terms, site: Band) -> Band:
    """All that a delivery's air is judged by."""
    own = own_band(terms, site) or Band()
    temperature = (site.low, site.high) if (own.low, own.high) == NONE else (own.low, own.high)
    humidity = (site.dry, site.wet) if (own.dry, own.wet) == NONE else (own.dry, own.wet)
    return replace(site, low=temperature[0], high=temperature[1], dry=humidity[0], wet=humidity[1])


def _own(terms: Terms, site: Band) -> tuple[Pair, Pair]:
    temperature = (terms.temperature_min, terms.temperature_max)
    humidity = (terms.humidity_min, terms.humidity_max)
    return (
        NONE if temperature == (site.low, site.high) else temperature,
        NONE if humidity == (site.dry, site.wet) else humidity,
    )


def stands(visit: VisitState) -> bool:
    """Whether a truck's goods stand in the staging area 暂存区: from the door's opening until the truck has left."""
    return bool(visit.door_opened_at) and not visit.departed_at
