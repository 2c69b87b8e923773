"""Pictures move to a second place: when they may, and until when they are kept there."""

from __future__ import annotations

import pytest

from station.domain import commands as c
from station.domain.agreements import Terms
from station.domain.events.delivery import PicturesArchived
from station.domain.events.site import ArchivePrepared
from station.domain.rules.archive import kept_until
from station.domain.state import DeliveryState
from tests.unit.domain.harness import ORDER, Dock

PLACE = "ab" * 16


def prepared(dock: Dock, place: str = PLACE) -> Dock:
    dock.give(c.PrepareArchive(place=place, name="USB 1"), "admin")
    return dock


def moved(**more: object) -> c.ArchivePictures:
    told = {"delivery": ORDER, "place": PLACE, "files": ("cd" * 32,), "size": 9, "keep_until": "2029-11-24", **more}
    return c.ArchivePictures(**told)  # type: ignore[arg-type]


def test_a_place_is_known_by_its_identity_and_has_one_name() -> None:
    dock = Dock()
    [event] = dock.give(c.PrepareArchive(place=PLACE, name=" USB 1 "), "admin")
    assert event == ArchivePrepared(place=PLACE, name="USB 1")
    assert dock.refusal(c.PrepareArchive(place=PLACE, name="USB 2"), "admin") == "archive.known"
    prepared(dock, "cd" * 16)
    assert dock.state("device/archive").archives == {PLACE: "USB 1", "cd" * 16: "USB 1"}


@pytest.mark.parametrize("who", ["station", "zhao", "admin"])
def test_pictures_of_a_signed_delivery_move(who: str) -> None:
    dock = prepared(Dock().to("issued"))
    [event] = dock.give(moved(), who)
    assert event == PicturesArchived(place=PLACE, files=("cd" * 32,), size=9, keep_until="2029-11-24")
    dock.give(moved(files=("ef" * 32, "01" * 32)), who)
    assert dock.state(f"delivery/{ORDER}").archived == 3


@pytest.mark.parametrize(
    ("years", "agreed", "until"),
    [(0, 3, "2029-11-24"), (2, 3, "2029-11-24"), (5, 3, "2031-11-24"), (3, 10, "2036-11-24")],
)
def test_the_longest_of_law_agreement_and_setting_counts(years: int, agreed: int, until: str) -> None:
    dock = Dock(terms=Terms(retention_years=agreed)).to("issued")
    assert kept_until(dock.state(f"delivery/{ORDER}"), years) == until


def test_what_is_not_signed_has_no_last_day() -> None:
    assert kept_until(DeliveryState()) == ""
