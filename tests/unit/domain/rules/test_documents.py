"""Sealed papers: who may look, what is written before, and that exactly what is due is destroyed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from station.domain import commands as c
from station.domain.agreements import Terms
from station.domain.events.site import FileRefused, FilesPurged, FileViewed
from station.domain.events.visit import DocumentsPurged, DocumentViewed, IdentityFailed, IdentityMatched, ProxyAccepted
from station.domain.papers import years_later
from tests.unit.domain.harness import DRIVER, STATION, VISIT, Dock, documents
from tests.unit.domain.rules.provoked import proxy_accepted

PURGE = c.PurgeDocuments(visit=VISIT)


def with_copies(dock: Dock, name: str = DRIVER.name) -> c.CheckIdentity:
    read = documents(replace(DRIVER, name=name))
    return c.CheckIdentity(visit=VISIT, documents=tuple(replace(one, picture=dock.paper()) for one in read))


def at_day(dock: Dock, day: str) -> Dock:
    year, month, date = map(int, day.split("-"))
    dock.now = dock.now.replace(year=year, month=month, day=date)
    return dock


def test_letter_and_copy_are_archived_as_long_as_the_agreement_keeps_records() -> None:
    dock = Dock(terms=Terms(retention_years=5)).to("arrived")
    letter, id_copy = dock.paper(), dock.paper()
    proxy = c.AcceptProxy(visit=VISIT, documents=documents()[:1], letter=letter, id_copy=id_copy)
    (accepted,) = dock.give(proxy, "wang", "zhao")
    assert isinstance(accepted, ProxyAccepted)
    assert {accepted.letter.keep_until, accepted.id_copy.keep_until} == {"2031-11-24"}
    assert [paper.kind for paper in dock.truck.visit.papers] == ["letter", "id_copy"]


def test_copies_of_the_three_documents_are_kept_as_many_days_as_the_agreement_says() -> None:
    dock = Dock(terms=Terms(archive_documents=True, document_days=30)).to("arrived")
    (matched,) = dock.give(with_copies(dock))
    assert isinstance(matched, IdentityMatched)
    assert [one.picture.keep_until for one in matched.documents if one.picture] == ["2026-12-24"] * 3
    assert [paper.kind for paper in dock.truck.visit.papers] == ["id_card", "licence", "vehicle_licence"]


def test_copies_of_documents_that_did_not_match_are_papers_too() -> None:
    dock = Dock(terms=Terms(archive_documents=True)).to("arrived")
    (failed,) = dock.give(with_copies(dock, name="杨明静"))
    assert isinstance(failed, IdentityFailed)
    dock.give(with_copies(dock))
    assert len(dock.truck.visit.papers) == 6


def test_without_such_a_term_no_picture_is_kept() -> None:
    dock = Dock().to("identified")
    assert dock.truck.visit.papers == ()


def test_a_look_is_an_entry_with_its_reason() -> None:
    dock = proxy_accepted()
    look = c.ViewDocument(visit=VISIT, record="file:1", reason=" claim of the carrier ")
    assert dock.refusal(look, "wang") == "role.not_yours"
    assert dock.refusal(look, "admin") == "role.not_yours"
    viewed = DocumentViewed(document="letter", record="file:1", reason="claim of the carrier")
    assert dock.give(look, "zhao") == [viewed]
    assert dock.give(look, "audit") == [viewed]


@pytest.mark.parametrize(("day", "gone"), [("2029-11-24", 0), ("2029-11-25", 2), ("2033-01-01", 2)])
def test_nothing_is_destroyed_before_its_last_day_is_over(day: str, gone: int) -> None:
    dock = at_day(proxy_accepted(), day)
    happened = dock.give(PURGE, "station")
    assert happened == ([DocumentsPurged(records=("file:1", "file:2"))] if gone else [])
    assert sum(bool(paper.purged_at) for paper in dock.truck.visit.papers) == gone
    assert dock.give(PURGE, "station") == [], "once is enough"


def test_nobody_but_the_station_destroys() -> None:
    dock = at_day(proxy_accepted(), "2030-01-01")
    for person in ("zhao", "admin", "audit"):
        assert dock.refusal(PURGE, person) == "role.not_yours"


def test_a_refused_file_is_a_paper_of_the_station() -> None:
    dock = Dock()
    told = {"name": "a.csv", "sha256": "ab", "faults": 2}
    dock.happen(f"device/{STATION}", FileRefused(**told, record="file:7", hmac="00", keep_until="2026-12-24"))
    dock.happen(f"device/{STATION}", FileRefused(**told))  # as it was written before files were sealed
    look = c.ViewDocument(record="file:7", reason="customer asks")
    assert dock.give(look, "zhao") == [FileViewed(document="file", record="file:7", reason="customer asks")]
    at_day(dock, "2027-01-01")
    assert dock.give(c.PurgeDocuments(), "station") == [FilesPurged(records=("file:7",))]
    assert dock.refusal(look, "zhao") == "document.purged"


@pytest.mark.parametrize(
    ("now", "years", "until"),
    [("2026-11-24T01:00:00.000Z", 3, "2029-11-24"), ("2028-02-29T01:00:00.000Z", 3, "2031-02-28"),
     ("2028-02-29T01:00:00.000Z", 4, "2032-02-29")],
)  # fmt: skip
def test_the_same_day_years_later(now: str, years: int, until: str) -> None:
    assert years_later(now, years) == until
