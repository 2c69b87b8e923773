"""Where a delivery is to be seen: times as people type them, spans in the recorder's time, what is urgent."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from station.domain.cctv import Comparison, Spell
from station.domain.state import ClipState, DeliveryState, ExceptionState
from station.texts import Texts
from station.workflow.cctv import clock_words, hints, kept_words, looks, old_clocks, reason_for_clip, where
from station.workflow.cctv_times import span, stamp, typed
from station.workflow.reading import ClipRow, Stay

NOW = "2026-11-24T08:00:00.000Z"
EN = Texts("en")


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("Asia/Shanghai"))


def at(time: str, day: int = 24) -> str:
    """Site-local, as UTC text."""
    return typed(f"2026-11-{day} {time}", NOW, local)


def spell(camera: str, **more: object) -> Spell:
    told = {
        "name": camera, "place": "door", "spot": "2", "recorder": "NVR-1", "channel": "3", "keep_days": 30,
        "since": "2026-01-01T00:00:00.000Z", **more,
    }  # fmt: skip
    return Spell(camera=camera, **told)  # type: ignore[arg-type]


def clock(time: str, seconds: str, day: int = 24) -> Comparison:
    unsure = Decimal(1)
    return Comparison(
        camera="a", recorder="NVR-1", station_at=at(time, day), offset_s=Decimal(seconds), uncertainty_s=unsure, by="z"
    )


STAY = Stay("2", at("10:40:43"), at("10:50:00"), at("11:31:28"), at("11:20:00"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("10:41:20", "2026-11-24T02:41:20.000Z"),
        ("10:41", "2026-11-24T02:41:00.000Z"),
        ("10：41：20", "2026-11-24T02:41:20.000Z"),
        ("2026-11-23 10:41:20", "2026-11-23T02:41:20.000Z"),
        ("2026-11-23T10:41", "2026-11-23T02:41:00.000Z"),
        ("00:30", "2026-11-24T16:30:00.000Z"),  # 16:00 is nearer to the coming midnight
        ("25:00", ""),
        ("2026-02-30 10:00", ""),
        ("half past ten", ""),
        ("", ""),
    ],
)
def test_a_typed_time_is_on_the_nearest_day(text: str, moment: str) -> None:
    assert typed(text, NOW, local) == moment


def test_what_is_shown_can_be_typed_again() -> None:
    assert typed(stamp(NOW, local), NOW, local) == NOW
    assert span(at("23:59:00", 23), at("00:01:00", 24), local) == "2026-11-23 23:59:00–2026-11-24 00:01:00"


def test_the_span_is_told_in_the_recorders_own_time() -> None:
    [look] = looks(STAY, "9", [spell("a")], [clock("09:00:00", "37")], NOW)
    said = EN.say(where(look, local))
    assert "2026-11-24 10:41:20–11:32:05" in said
    assert "NVR-1, channel 3" in said
    assert "37 s ahead (±1 s" in EN.say(clock_words(look.offset, local)[0])
    assert not look.running


def test_a_clock_that_was_set_meanwhile_is_translated_at_each_end() -> None:
    [look] = looks(STAY, "9", [spell("a")], [clock("09:00:00", "3600"), clock("11:00:00", "0")], NOW)
    assert "2026-11-24 11:40:43–11:31:28" in EN.say(where(look, local)), "the hour that was set back is seen twice"
    assert "look 3601 s around" in " ".join(map(EN.say, clock_words(look.offset, local)))


def test_without_a_comparison_station_time_is_told_and_said_so() -> None:
    [look] = looks(STAY, "9", [spell("a")], [], NOW)
    assert "10:40:43–11:31:28 (station time)" in EN.say(where(look, local))
    assert "never compared" in EN.say(clock_words(look.offset, local)[0])


def test_other_doors_and_retired_cameras_saw_nothing_and_staging_begins_with_the_door() -> None:
    cameras = [
        spell("a"), spell("b", spot="3"), spell("c", until="2026-11-01T00:00:00.000Z"),
        spell("d", place="staging", spot="A", keep_days=7),
    ]  # fmt: skip
    found = looks(STAY, "9", cameras, [], NOW)
    assert [(look.spell.camera, look.since, look.until) for look in found] == [
        ("d", STAY.door_opened_at, STAY.departed_at),
        ("a", STAY.arrived_at, STAY.departed_at),
    ], "what is overwritten first stands first"


def test_a_truck_that_is_still_here_is_watched_on_and_an_old_entry_has_the_stations_door() -> None:
    here = Stay("", at("10:40:43"), "", "", "")
    [look] = looks(here, "2", [spell("a")], [], NOW)
    assert (look.running, look.until) == (True, NOW)


def test_how_long_the_recorder_keeps_it() -> None:
    [look] = looks(STAY, "9", [spell("a", keep_days=5)], [], NOW)
    for now, key, tone in (
        (at("12:00:00"), "cctv.kept", ""),
        (at("12:00:00", 27), "cctv.kept", "attention"),
        (at("11:00:00", 29), "cctv.going", "stop"),
        (at("11:31:28", 29), "cctv.gone", "stop"),
    ):
        said, how = kept_words(look, now, local)
        assert (said.key, how) == (key, tone)


def test_recorders_whose_clock_nobody_has_looked_at_lately_are_told() -> None:
    cameras = [spell("a"), spell("b", recorder="NVR-2"), spell("c", recorder="NVR-3", until=NOW)]
    assert [name for name, _ in old_clocks(cameras, [clock("09:00:00", "1", 1)], NOW, 30)] == ["NVR-2"]
    assert [name for name, _ in old_clocks(cameras, [clock("09:00:00", "1", 1)], NOW, 20)] == ["NVR-1", "NVR-2"]


def test_today_names_the_most_urgent_clip() -> None:
    row = ClipRow(
        delivery="IN-1", number=1, camera="a", recorder="NVR-1", channel="3", since=NOW, until=NOW, deadline=NOW,
        reason="why", at=NOW, by="wang",
    )  # fmt: skip
    assert hints([], [], local) == ()
    clips, clocks = hints([row], ["NVR-1", "NVR-2"], local)
    assert EN.say(clips) == "▲ CCTV clips to bring: 1, the first of IN-1 before 2026-11-24 16:00"
    assert "NVR-1, NVR-2" in EN.say(clocks)


def test_short_and_over_ask_for_the_cctv_until_somebody_has_found_something() -> None:
    def raised(number: int, kind: str) -> ExceptionState:
        return ExceptionState(number=number, kind=kind, unit="", at=NOW, by="wang", notice_by=NOW, details={})

    damaged = DeliveryState(exceptions=(raised(1, "package_damage"),))
    assert reason_for_clip(damaged) is None
    short = replace(damaged, exceptions=(*damaged.exceptions, raised(2, "short")))
    why = reason_for_clip(short)
    assert why is not None
    assert EN.say(why) == "Exception 2: Short"
    clip = ClipState(
        number=1,
        camera="a",
        recorder="NVR-1",
        channel="3",
        since=NOW,
        until=NOW,
        deadline=NOW,
        reason="",
        at=NOW,
        by="z",
    )
    assert reason_for_clip(replace(short, clips=(clip,))) is not None
    assert reason_for_clip(replace(short, clips=(replace(clip, finding="two cartons stay"),))) is None
