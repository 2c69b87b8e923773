"""The inbound order number: one for each customer and reference, numbered by the day it first came."""

from __future__ import annotations

from dataclasses import dataclass

from station.domain.asn import AsnDriver, AsnFile, content_hash
from station.domain.inbound import order_number
from tests.unit.domain.harness import asn, unit


@dataclass
class Known:
    id: str
    customer: str
    reference: str


DAY = "2026-11-24"


def number(known: list[Known], **told: str) -> str:
    return order_number(known, asn(**told), DAY)


def test_the_first_of_a_day_and_the_next() -> None:
    assert number([]) == "IN20261124-0001"
    assert number([Known("IN20261124-0001", "A", "PO-0"), Known("IN20261124-0009", "A", "PO-9")]) == "IN20261124-0010"


def test_every_day_begins_with_one() -> None:
    assert number([Known("IN20261123-0004", "A", "PO-0")]) == "IN20261124-0001"


def test_the_same_customers_reference_keeps_its_number_on_any_day() -> None:
    assert number([Known("IN20261120-0004", "A", "PO-1")]) == "IN20261120-0004"


def test_another_customers_same_reference_is_another_order() -> None:
    assert number([Known("IN20261120-0004", "B", "PO-1")]) == "IN20261124-0001"


def test_the_ten_thousandth_of_a_day() -> None:
    assert number([Known("IN20261124-9999", "A", "PO-0")]) == "IN20261124-10000"
    assert number([Known("IN20261124-10000", "A", "PO-0")]) == "IN20261124-10001"


def hashed(**told: object) -> str:
    return content_hash(asn(unit(1), unit(2, parent="1"), **told))


def test_what_changes_the_hash() -> None:
    same = hashed()
    assert hashed() == same
    assert hashed(driver=None) == same  # an ID number must not be guessed from the log
    for told in ({"customer": "B"}, {"reference": "x"}, {"plate": "x"}, {"slot": "x"}, {"seals": ("S1", "S2")}):
        assert hashed(**told) != same


def test_the_ids_of_units_do_not_count_their_parents_codes_do() -> None:
    def two(first: str, second: str, parent: str) -> AsnFile:
        return asn(unit(1, id=first), unit(2, id=second, parent=parent))

    assert content_hash(two("1", "2", "1")) == content_hash(two("8", "9", "8"))
    assert content_hash(two("1", "2", "1")) != content_hash(two("1", "2", ""))


def test_a_driver_does_not_show_in_a_traceback() -> None:
    driver = AsnDriver(name="杨民敬", id_number="1", licence_number="2", vehicle_licence="3")
    assert repr(driver) == "AsnDriver(…)"
    assert "杨民敬" not in repr(asn(driver=driver))
