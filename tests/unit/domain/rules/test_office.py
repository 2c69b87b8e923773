"""Customers, versions of agreements, notices and their revisions, audit notes."""

from __future__ import annotations

import pytest

from station.domain import commands as c
from station.domain.agreements import Agreement, Terms
from station.domain.asn import content_hash
from station.domain.events.delivery import DeliveryAnnounced
from tests.unit.domain.harness import DRIVER, ORDER, Dock, asn, unit


def publish(dock: Dock, version: int, **more: object) -> None:
    agreement = Agreement(**{"version": version, "valid_from": "2026-01-01", **more})  # type: ignore[arg-type]
    dock.give(c.PublishAgreement(customer="A", agreement=agreement), "account")


@pytest.mark.parametrize(
    "terms",
    [
        Terms(sampling_rate="1/20"),
        Terms(sampling_rate="0.05"),
        Terms(sampling_rate="1"),
        Terms(count_error_bound="0"),
        Terms(count_error_bound="1/2000"),
        Terms(weight_tolerance="1"),
        Terms(level="pallet"),
        Terms(notice_minutes=1),
    ],
)
def test_terms_at_the_edge_are_taken(terms: Terms) -> None:
    dock = Dock()
    publish(dock, 2, terms=terms)
    assert dock.state("customer/A").agreements[-1].terms == terms


def test_earlier_versions_stay() -> None:
    dock = Dock()
    publish(dock, 2, valid_until="2026-12-31")
    assert [agreement.version for agreement in dock.state("customer/A").agreements] == [1, 2]


def test_the_same_notice_again_changes_nothing() -> None:
    dock = Dock().to("announced")
    assert dock.announce(ORDER, asn()) == []


def test_a_changed_notice_is_a_revision() -> None:
    dock = Dock().to("announced")
    (event,) = dock.announce(ORDER, asn(unit(1)))
    assert isinstance(event, DeliveryAnnounced)
    assert (event.revision, len(dock.state(f"delivery/{ORDER}").units)) == (2, 1)


def test_another_driver_is_a_revision_though_the_content_hash_does_not_tell() -> None:
    dock = Dock().to("announced")
    other = asn(driver=type(DRIVER)(**{**_fields(), "name": "王五"}))
    assert content_hash(other) == content_hash(asn())
    (event,) = dock.announce(ORDER, other)
    assert isinstance(event, DeliveryAnnounced)
    assert event.revision == 2
    assert len(dock.announce(ORDER, asn(driver=None))) == 1


def _fields() -> dict[str, str]:
    return {name: getattr(DRIVER, name) for name in ("name", "id_number", "licence_number", "vehicle_licence")}


def test_what_the_notice_says_of_the_driver_lies_in_the_vault() -> None:
    dock = Dock().to("announced")
    said = repr(dock.happened)
    assert not [value for value in _fields().values() if value in said]
    assert dock.vault["D1:r1:driver:name"] == DRIVER.name


def test_the_same_notice_is_heard_again_when_the_truck_is_there_but_a_changed_one_is_not() -> None:
    dock = Dock().to("opened")
    assert dock.announce(ORDER, asn()) == []
    changed = asn(unit(1))
    command = c.AnnounceDelivery(delivery=ORDER, asn=changed, content=content_hash(changed))
    assert dock.refusal(command, "zhao") == "asn.arrived"


def test_an_audit_note_stands_beside_an_entry_and_changes_no_record() -> None:
    dock = Dock().to("issued")
    before = dict(dock.folded)
    dock.give(c.AddAuditNote(about=3, note=" 已核对 "), "audit")
    assert {name for name in dock.folded if dock.folded[name] != before.get(name)} == set()
