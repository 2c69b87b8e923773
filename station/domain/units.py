"""A handling unit as the ASN declares it: pallet, carton or piece in a tree 托–箱–件."""

from __future__ import annotations

from decimal import Decimal

from station.domain.facts import Fact

FLAGS = ("fragile", "precision", "food", "liquid", "cold", "insured", "confidential")


class DeclaredUnit(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One unit. id is its number within the delivery ("17"), code the waybill or SSCC on its label, parent another id.

    master is the carrier's master waybill 母单 that the code is a child of, weight the declared gross weight in kg,
    size length, width and height in cm, value the declared value of insured goods in CNY.
    """

    id: str
    code: str
    level: str = "carton"
    parent: str = ""
    master: str = ""
    weight: Decimal | None = None
    size: tuple[Decimal, Decimal, Decimal] | None = None
    flags: tuple[str, ...] = ()
    value: Decimal | None = None
    item: str = ""
    lot: str = ""
    production_date: str = ""
    quantity: int = 0
    unit: str = ""


def unit_stream(delivery: str, unit: str) -> str:
    """The name of a unit's stream."""
    return f"unit/{delivery}/{unit}"
