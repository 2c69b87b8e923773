"""CCTV cameras, their recorders' clocks, and the clips that somebody wants."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from msgspec.structs import replace

from station.clock import from_utc_text
from station.domain import commands as c
from station.domain.events.cctv import CctvChanged, CctvClockCompared
from station.domain.events.clip import ClipImported, ClipOverdue, ClipRequested
from tests.unit.domain.harness import ORDER, Dock
from tests.unit.domain.rules.provoked_cctv import (
    REVIEW,
    WITHDRAW,
    asked,
    brought,
    camera,
    changed,
    clip,
    compared,
    watched,
)

OVERDUE = c.NoteClipOverdue(delivery=ORDER)


def spells(dock: Dock) -> list[tuple[str, str, str]]:
    return [(spell.spot, spell.since, spell.until) for spell in dock.state("cctv/gate-2").spells]


def test_a_camera_that_was_moved_saw_its_old_door_until_then() -> None:
    dock = watched()
    at, later, end = "2026-11-24T00:50:00.000Z", "2026-11-24T02:00:00.000Z", "2026-11-24T03:00:00.000Z"
    dock.now = from_utc_text(later)
    [event] = dock.give(changed(spot="3"), "admin")
    assert isinstance(event, CctvChanged)
    assert spells(dock) == [("2", at, later), ("3", later, "")]
    dock.now = from_utc_text(end)
    dock.give(c.RetireCctv(camera="gate-2", reason="broken"), "admin")
    assert spells(dock)[-1] == ("3", later, end)


def test_what_changes_nothing_is_not_written() -> None:
    dock = watched()
    assert dock.give(changed(), "admin") == []


def test_only_an_administrator_registers_and_a_supervisor_may_compare_clocks() -> None:
    assert Dock().refusal(camera(), "zhao") == "role.not_yours"
    dock = watched()
    [event] = dock.give(compared(), "zhao")
    assert isinstance(event, CctvClockCompared)
    assert dock.refusal(compared(), "wang") == "role.not_yours"


def test_the_offset_is_recorder_minus_station_in_tenths_of_a_second() -> None:
    dock = watched()
    [ahead] = dock.give(compared(), "admin")
    assert isinstance(ahead, CctvClockCompared)
    assert (ahead.offset_s, ahead.recorder) == (Decimal("37.0"), "NVR-1")
    [behind] = dock.give(compared(shown_at="2026-11-24T00:59:22.450Z"), "admin")
    assert isinstance(behind, CctvClockCompared)
    assert behind.offset_s == Decimal("-37.6"), "half a tenth goes to the even neighbour"
    [dead] = dock.give(compared(shown="2000-01-01T00:00:00", shown_at="1999-12-31T16:00:00.000Z"), "admin")
    assert isinstance(dead, CctvClockCompared)
    assert dead.offset_s < -(10**8), "a recorder with a dead battery is compared like any other"


def test_a_photo_of_both_clocks_may_be_read_days_later() -> None:
    dock = watched()
    dock.now += timedelta(days=3)
    [event] = dock.give(compared(how="photo", photo="ab" * 32), "admin")
    assert isinstance(event, CctvClockCompared)
    assert event.photo == "ab" * 32


def test_a_request_knows_when_the_recorder_overwrites_it() -> None:
    dock = watched("arrived")
    [event] = dock.give(clip(), "wang")
    assert isinstance(event, ClipRequested)
    assert (event.number, event.deadline) == (1, "2026-12-24T01:00:00.000Z")


def test_fewer_days_that_were_registered_later_count_for_what_is_there_already() -> None:
    dock = watched("arrived")
    dock.now += timedelta(hours=1)
    dock.give(changed(keep_days=7), "admin")
    [event] = dock.give(clip(), "zhao")
    assert isinstance(event, ClipRequested)
    assert event.deadline == "2026-12-01T01:00:00.000Z"


def test_overdue_is_noted_once_by_the_station_and_stays() -> None:
    dock = asked()
    assert dock.give(OVERDUE, "") == []
    dock.now += timedelta(days=30)
    [event] = dock.give(OVERDUE, "")
    assert isinstance(event, ClipOverdue)
    assert dock.give(OVERDUE, "") == []
    assert isinstance(dock.give(brought(), "zhao")[0], ClipImported), "a recorder may still have it"
    [late] = dock.case.delivery.clips
    assert (bool(late.overdue_at), bool(late.sha256)) == (True, True)


def test_a_clip_that_came_in_time_or_was_withdrawn_is_never_overdue() -> None:
    for more in (brought(), WITHDRAW):
        dock = asked(more)
        dock.now += timedelta(days=99)
        assert dock.give(OVERDUE, "") == []


def test_the_same_file_again_is_no_news_and_a_second_look_is_a_second_finding() -> None:
    dock = asked(brought())
    assert dock.give(brought(), "zhao") == []
    dock.give(REVIEW, "zhao")
    dock.give(replace(REVIEW, finding="two persons at the ramp"), "zhao")
    [seen] = dock.case.delivery.clips
    assert seen.finding == "two persons at the ramp"


def test_a_withdrawn_span_may_be_asked_for_again() -> None:
    dock = asked(WITHDRAW)
    [event] = dock.give(clip(), "zhao")
    assert isinstance(event, ClipRequested)
    assert event.number == 2


def test_nobody_but_who_answers_for_the_record_brings_or_judges_a_clip() -> None:
    dock = asked()
    for command in (brought(), REVIEW, WITHDRAW):
        assert [dock.refusal(command, who) for who in ("wang", "admin", "audit")] == ["role.not_yours"] * 3
