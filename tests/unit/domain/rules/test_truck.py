"""Arrival, seals three ways, stop and resume, door, departure."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from station.clock import from_utc_text
from station.domain import commands as c
from station.domain.agreements import Agreement, Terms
from station.domain.events.delivery import DeliveryOpened, ExceptionRaised
from station.domain.events.visit import SealChecked, UnloadingStopped, VisitOpened
from station.domain.notice import notice_by
from station.domain.rules.truck import SEAL_CONDITIONS, delivery_nonce
from tests.unit.domain.harness import ORDER, VISIT, Dock, asn


def two_customers() -> Dock:
    """A truck for A and B, one seal each."""
    dock = Dock().to("announced")
    dock.customer("B", Terms(notice_minutes=10))
    dock.announce("D2", asn(customer="B", reference="PO-2", seals=("S2",)))
    dock._played.append("arrived")
    dock.give(dock.arrival(deliveries=(ORDER, "D2")))
    return dock


def test_arrival_binds_each_delivery_to_its_own_terms_and_to_the_plan() -> None:
    dock = two_customers()
    opened = [event for event in dock.happened if isinstance(event, DeliveryOpened)]
    assert [event.terms.notice_minutes for event in opened] == [30, 10]
    assert all(event.steps == dock.checklist.steps for event in opened)
    assert all(event.checklist_sha256 == dock.checklist.sha256 for event in opened)


def test_the_draw_is_committed_to_at_arrival_and_no_delivery_tells_the_others() -> None:
    dock = two_customers()
    for order in (ORDER, "D2"):
        nonce = bytes.fromhex(dock.vault[f"draw:{order}"])
        assert hashlib.sha256(nonce).hexdigest() == dock.case_of(order).delivery.draw_commitment
    assert dock.vault["draw:D1"] != dock.vault["draw:D2"]
    assert delivery_nonce(b"\x01" * 32, "D1") != delivery_nonce(b"\x02" * 32, "D1")


def test_a_delivery_that_is_named_twice_is_there_once() -> None:
    dock = Dock().to("announced")
    (opened, _) = dock.give(dock.arrival(deliveries=(ORDER, ORDER)))
    assert isinstance(opened, VisitOpened)
    assert opened.deliveries == (ORDER,)


def test_another_plate_is_taken_where_the_clerk_has_seen_it() -> None:
    dock = Dock().to("announced")
    dock.give(dock.arrival(plate="粤B99999", other_plate=True))
    assert (dock.truck.visit.plate, dock.truck.visit.announced_plate) == ("粤B99999", "粤B12345")


@pytest.mark.parametrize(
    ("day", "version"),
    [("2026-01-01", 1), ("2026-06-30", 1), ("2026-07-01", 2), ("2026-12-31", 2), ("2027-01-01", 1)],
)
def test_the_version_in_force_on_the_day_of_arrival_counts(day: str, version: int) -> None:
    dock = Dock().to("announced")
    half = Agreement(version=2, valid_from="2026-07-01", valid_until="2026-12-31", terms=Terms(sampling_rate="1/5"))
    dock.give(c.PublishAgreement(customer="A", agreement=half), "account")
    dock.give(dock.arrival(day=day))
    assert dock.case.delivery.agreement == version


def test_a_new_agreement_during_a_delivery_changes_nothing_in_it() -> None:
    dock = Dock().to("opened")
    stricter = Agreement(
        version=2, valid_from="2026-01-01", terms=Terms(sampling_rate="1/1", weight_tolerance="1/1000")
    )
    dock.give(c.PublishAgreement(customer="A", agreement=stricter), "account")
    assert (dock.case.delivery.agreement, dock.case.delivery.terms) == (1, Terms())


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        *[({"condition": condition}, condition) for condition in SEAL_CONDITIONS if condition != "intact"],
        ({"lock": "S1O"}, "different"),
        ({"manifest": "S10"}, "different"),
        ({"lock": "S9", "manifest": "S9"}, "different"),
        ({"lock": " S1"}, "different"),
    ],
)
def test_a_wrong_seal_stops_the_unloading_at_once(more: dict[str, Any], reason: str) -> None:
    dock = Dock().to("manifest")
    checked, stopped, raised = dock.give(dock.seal(**more))
    assert isinstance(checked, SealChecked)
    assert not checked.good
    assert isinstance(stopped, UnloadingStopped)
    assert stopped.reason == reason
    assert isinstance(raised, ExceptionRaised)
    assert (raised.kind, raised.evidence) == ("broken_seal", (checked.picture.sha256,))


def test_a_good_seal_is_one_entry() -> None:
    (checked,) = Dock().to("manifest").give(Dock().seal())
    assert isinstance(checked, SealChecked)
    assert checked.good


def test_a_stop_is_an_exception_of_every_delivery_with_its_own_time_of_notice() -> None:
    dock = two_customers().to("manifest")
    raised = [event for event in dock.give(dock.seal("S2", condition="broken")) if isinstance(event, ExceptionRaised)]
    minutes = [(from_utc_text(event.notice_by) - dock.now).total_seconds() // 60 for event in raised]
    assert minutes == [29, 9]  # the clock moved on by a second
    assert [dock.case_of(order).visit.stop is not None for order in (ORDER, "D2")] == [True, True]


def test_notice_by_is_the_discovery_and_the_agreed_minutes() -> None:
    assert notice_by("2026-11-24T23:45:00.500Z", Terms(notice_minutes=30)) == "2026-11-25T00:15:00.500Z"


def test_only_a_supervisor_resumes_and_who_and_why_is_kept() -> None:
    dock = Dock(seals=("S1", "S2")).to("manifest")
    dock.give(dock.seal(condition="broken"))
    resume = c.ResumeUnloading(visit=VISIT, reason="与司机核对")
    for nobody in ("wang", "chen", "admin", "account", "audit"):
        assert dock.refusal(resume, nobody) == "role.not_yours"
    dock.give(resume, "zhao")
    (stop,) = dock.truck.visit.stops
    assert (stop.resumed_by, stop.resume_reason) == ("zhao", "与司机核对")
    dock.give(dock.seal("S2"))
    dock.give(c.OpenDoor(visit=VISIT))


def test_the_door_waits_for_the_seals_of_every_delivery() -> None:
    dock = two_customers().to("manifest")
    dock.give(dock.seal("S1"))
    assert dock.refusal(c.OpenDoor(visit=VISIT)) == "seals.left"
    dock.give(dock.seal("S2"))
    dock.give(c.OpenDoor(visit=VISIT))


def test_a_truck_without_announced_seals_is_opened_after_its_manifest() -> None:
    dock = Dock(seals=()).to("manifest")
    dock.give(c.OpenDoor(visit=VISIT))
    assert dock.truck.visit.door_opened_at


def test_the_truck_leaves_when_every_delivery_is_signed() -> None:
    dock = Dock().to("issued")
    dock.give(c.DepartVisit(visit=VISIT))
    assert dock.truck.visit.departed_at
