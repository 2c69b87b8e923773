"""The stable rule of the house: what it books, what it refuses, and when the next parcel may come."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from station.domain.readings import Weight, WeightMode, WeightStatus
from station.domain.scale_profile import ScaleProfile, ScaleRole, grams, kilograms
from station.domain.verdicts import Empty, Refused, Settling, Stable, Stale, Taken, Verdict
from station.domain.weighing import FRESH, Weighing
from station.errors import ConfigError
from station.texts import LANGUAGES, Texts, line

STEP = 0.125  # seconds between frames: exact in binary, so that 0.625 is 0.625
PROFILE = ScaleProfile("p", d=Decimal("0.005"), e=Decimal("0.005"), max=Decimal(60), min=Decimal("0.1"))
PLAIN = replace(PROFILE, has_checksum_or_polled=False)
NO_FLAG = replace(PROFILE, has_flag=False)


class Scale:
    """A scale that sends a frame every 125 ms to the rule; the load is put down with motion, as loads are."""

    def __init__(self, profile: ScaleProfile = PROFILE, armed: bool = True) -> None:
        self.rule = Weighing(profile, armed=armed)
        self.profile = profile
        self.now = 100.0

    def frame(self, kg: str, **more: Any) -> Verdict:
        self.now += STEP
        told: dict[str, Any] = {
            "raw": kg.encode(),
            "value": Decimal(kg),
            "unit": "kg",
            "stable": True if self.profile.has_flag else None,
            "checked": self.profile.has_checksum_or_polled,
        }
        return self.rule.offer(Weight("scale", self.now, **{**told, **more}))

    def frames(self, kg: str, times: int, **more: Any) -> list[Verdict]:
        return [self.frame(kg, **more) for _ in range(times)]

    def move(self, times: int = 2) -> list[Verdict]:
        return [self.frame(f"{place}.000", stable=False) for place in range(3, 3 + times)]

    def booked(self, kg: str = "12.000") -> Scale:
        self.move()
        assert isinstance(self.frames(kg, 6)[-1], Stable)
        self.rule.take()
        return self


def said(verdict: Verdict) -> str:
    """The verdict's sentence, which can be said in both languages."""
    assert all("{" not in Texts(language).say(verdict.reason) for language in LANGUAGES)
    return verdict.reason.key


def names(verdicts: list[Verdict]) -> list[str]:
    return [type(verdict).__name__ for verdict in verdicts]


# When it is a weight


def test_with_a_flag_it_takes_five_samples_over_six_tenths_of_a_second() -> None:
    scale = Scale()
    scale.move()
    assert names(scale.frames("12.000", 6)) == ["Settling"] * 5 + ["Stable"]  # 5 intervals of 0.125 s are 0.625 s


def test_fewer_than_five_samples_are_no_weight_however_long_they_lie_apart() -> None:
    scale = Scale()
    scale.move()
    verdicts = []
    for _ in range(5):
        scale.now += 0.375  # 0.5 s between samples
        verdicts.append(scale.frame("12.000"))
    assert names(verdicts) == ["Settling"] * 4 + ["Stable"]


def test_without_a_flag_it_takes_a_whole_second() -> None:
    scale = Scale(NO_FLAG)
    assert names(scale.frames("12.000", 9)) == ["Settling"] * 8 + ["Stable"]


def test_without_a_checksum_the_last_three_frames_are_equal_byte_for_byte() -> None:
    scale = Scale(PLAIN)
    scale.move()
    verdicts = [scale.frame("12.000", raw=raw) for raw in (b"a", b"a", b"a", b"b", b"b", b"a", b"a", b"a")]
    assert names(verdicts) == ["Settling"] * 7 + ["Stable"]


def test_a_frame_that_was_not_checked_falls_back_to_equal_frames() -> None:
    """A scale that is polled may send one on its own, when its print key was pressed."""
    scale = Scale()
    scale.move()
    verdicts = [
        *scale.frames("12.000", 3),
        scale.frame("12.000", checked=False, raw=b"print"),
        *scale.frames("12.000", 3),
    ]
    assert names(verdicts) == ["Settling"] * 6 + ["Stable"]


def test_the_median_is_booked_and_every_frame_of_the_window_is_kept() -> None:
    scale = Scale()
    scale.move()
    for kg in ("12.000", "12.005", "12.005", "12.000", "12.005"):
        scale.frame(kg)
    verdict = scale.frame("12.005")
    assert isinstance(verdict, Stable)
    assert verdict.weight.value == Decimal("12.005")
    assert verdict.weight.raw == (b"12.000", b"12.005", b"12.005", b"12.000", b"12.005", b"12.005")
    assert (verdict.weight.d, verdict.weight.profile) == (PROFILE.d, PROFILE.version)


@pytest.mark.parametrize(("spread", "stable"), [("12.005", True), ("12.010", False)])
def test_samples_lie_within_one_d(spread: str, stable: bool) -> None:
    scale = Scale()
    scale.move()
    verdicts = [scale.frame(kg) for kg in ("12.000", "12.000", "12.000", "12.000", spread, spread)]
    assert isinstance(verdicts[-1], Stable) == stable


def test_motion_begins_the_window_anew() -> None:
    scale = Scale()
    scale.move()
    scale.frames("12.000", 5)
    scale.frame("12.000", stable=False)
    assert names(scale.frames("12.000", 6)) == ["Settling"] * 5 + ["Stable"]


@pytest.mark.parametrize(("kg", "flagged"), [("0.095", True), ("0.100", False)])
def test_below_the_scales_minimum_it_is_booked_and_flagged(kg: str, flagged: bool) -> None:
    scale = Scale()
    scale.move()
    verdict = scale.frames(kg, 6)[-1]
    assert isinstance(verdict, Stable)
    assert verdict.weight.below_min == flagged


def test_a_tare_is_kept_in_kilograms_and_net_stays_net() -> None:
    scale = Scale(replace(PROFILE, unit="g"))
    scale.frame("3000", stable=False, unit="g")
    verdict = scale.frames("11445", 6, unit="g", mode=WeightMode.NET, tare=Decimal(900))[-1]
    assert isinstance(verdict, Stable)
    weight = verdict.weight
    assert (weight.value, weight.tare, weight.mode, weight.unit) == (Decimal("11.445"), Decimal("0.900"), "net", "g")


# What cannot become a weight


@pytest.mark.parametrize(
    ("kg", "more", "code"),
    [
        ("60.000", {}, ""),
        ("60.005", {}, "over_max"),
        ("12.003", {}, "off_grid"),
        ("12.000", {"unit": "lb"}, "unit"),
        ("12.000", {"unit": "g"}, "unit"),
        ("12.000", {"unit": ""}, "unit"),
        ("12.000", {"status": WeightStatus.OVER}, "over"),
        ("12.000", {"status": WeightStatus.UNDER}, "under"),
        ("12.000", {"status": WeightStatus.ERROR}, "error"),
        ("12.000", {"status": WeightStatus.NONE}, "none"),
        ("-0.055", {}, "below_zero"),
        ("-0.055", {"mode": WeightMode.NET}, "net_negative"),
    ],
)
def test_what_is_refused_and_why(kg: str, more: dict[str, Any], code: str) -> None:
    scale = Scale()
    scale.move()
    scale.frames("12.000", 4)
    verdict = scale.frame(kg, **more)
    assert (verdict.code if isinstance(verdict, Refused) else "") == code
    assert said(verdict) == (f"weight.{code}" if code else "weight.hold")  # Max itself is a weight


def test_a_refused_frame_begins_the_window_anew() -> None:
    scale = Scale()
    scale.move()
    scale.frames("12.000", 5)
    scale.frame("60.005")
    assert "Stable" not in names(scale.frames("12.000", 5))


def test_a_frame_without_a_number_is_motion() -> None:
    scale = Scale()
    verdict = scale.rule.offer(Weight("scale", 1.0, b"S I", None, "", None, WeightStatus.MOTION))
    assert isinstance(verdict, Settling)
    assert said(verdict) == "weight.moving"


def test_a_moving_weight_may_leave_its_unit_out_and_one_at_rest_may_not() -> None:
    """Sartorius shows the unit at rest only: its absence is motion, and what follows it is no jump."""
    scale = Scale()
    assert said(scale.frame("11.995", unit="", stable=False)) == "weight.moving"
    assert isinstance(scale.frames("12.000", 6)[-1], Stable)
    assert said(scale.frame("12.000", unit="")) == "weight.unit"


def test_after_no_weight_the_next_one_is_no_jump() -> None:
    scale = Scale()
    scale.frame("0.000")
    nothing = {"status": WeightStatus.NONE, "stable": False, "unit": ""}
    assert said(scale.frame("0.000", **nothing)) == "weight.none"
    assert isinstance(scale.frames("12.000", 6)[-1], Stable)


def test_without_a_flag_of_the_protocol_a_frame_that_says_motion_is_still_believed() -> None:
    scale = Scale(NO_FLAG)
    assert said(scale.frame("12.000", stable=False)) == "weight.moving"


def test_an_overload_that_stands_is_an_overload_and_no_stuck_port() -> None:
    scale = Scale()
    verdicts = scale.frames("70.000", 300, stable=False, status=WeightStatus.OVER)
    assert {said(verdict) for verdict in verdicts} == {"weight.over"}


def test_the_moment_the_load_was_first_seen_is_told() -> None:
    scale = Scale()
    first = scale.now + STEP
    scale.move()
    verdict = scale.frame("12.000")
    assert isinstance(verdict, Settling)
    assert verdict.since == first


# Silence


def test_what_is_too_old_is_stale_and_not_shown() -> None:
    scale = Scale()
    scale.move()
    scale.frames("12.000", 6)
    assert isinstance(scale.rule.tick(scale.now + FRESH), Stable)
    assert isinstance(scale.rule.tick(scale.now + FRESH + 0.01), Stale)
    assert FRESH < 1.0


def test_a_scale_that_is_gone_says_why_until_it_is_heard_again() -> None:
    scale = Scale()
    scale.move()
    scale.frames("12.000", 6)
    reason = line("weight.other")
    assert scale.rule.gone(reason) == Stale(reason)
    assert scale.rule.tick(scale.now) == Stale(reason)
    assert scale.rule.tick(scale.now + 60.0) == Stale(reason)
    assert isinstance(scale.frames("12.000", 9)[-1], Taken)  # nobody knows what was put there meanwhile
    assert scale.rule.tick(scale.now + 60.0) == Stale()


def test_before_the_first_frame_it_is_stale() -> None:
    assert isinstance(Weighing(PROFILE).tick(0.0), Stale)


def test_a_gap_begins_the_window_anew() -> None:
    scale = Scale()
    scale.move()
    scale.frames("12.000", 5)
    scale.now += 1.0
    assert names(scale.frames("12.000", 6)) == ["Settling"] * 5 + ["Stable"]


# Once for each load


def test_a_load_that_lay_there_at_the_start_is_not_booked() -> None:
    scale = Scale(armed=False)
    scale.move()
    verdicts = scale.frames("12.000", 10)
    assert set(names(verdicts)) == {"Taken"}
    assert said(verdicts[-1]) == "weight.empty_first"


def test_a_booked_load_is_not_booked_again_whatever_it_does() -> None:
    scale = Scale().booked()
    verdicts = [*scale.frames("12.000", 10), *scale.move(), *scale.frames("12.500", 10)]
    assert set(names(verdicts)) == {"Taken"}
    assert said(verdicts[0]) == "weight.taken"


@pytest.mark.parametrize(("empties", "armed"), [(1, False), (4, False), (5, True), (20, True)])
def test_the_platform_is_empty_for_half_a_second_before_the_next(empties: int, armed: bool) -> None:
    scale = Scale().booked()
    scale.frames("0.000", empties)
    scale.move()
    assert ("Stable" in names(scale.frames("9.000", 8))) == armed


def test_half_of_min_and_five_d_are_the_empty_platform() -> None:
    assert PROFILE.empty_below == Decimal("0.05")
    assert replace(PROFILE, min=Decimal("0.02")).empty_below == Decimal("0.025")
    scale = Scale().booked()
    assert isinstance(scale.frame("0.045"), Empty)
    assert isinstance(scale.frame("0.050"), Taken)


def test_an_empty_platform_that_is_touched_begins_again() -> None:
    scale = Scale().booked()
    scale.frames("0.000", 4)
    scale.frame("1.000", stable=False)
    verdicts = scale.frames("0.000", 5)
    assert [verdict.armed for verdict in verdicts if isinstance(verdict, Empty)] == [False] * 4 + [True]


def test_weigh_again_books_the_same_load_after_a_new_window() -> None:
    scale = Scale().booked()
    scale.rule.weigh_again()
    assert names(scale.frames("12.000", 6)) == ["Settling"] * 5 + ["Stable"]


# Zero, jumps, a port that repeats itself


def test_an_empty_platform_below_zero_asks_for_zero() -> None:
    scale = Scale()
    verdict = scale.frame("-0.005")
    assert isinstance(verdict, Empty)
    assert verdict.zero
    assert said(verdict) == "weight.zero_please"
    fine = scale.frame("0.005")
    assert isinstance(fine, Empty)
    assert not fine.zero


def test_drift_beyond_one_e_for_three_seconds_asks_for_zero() -> None:
    scale = Scale()
    verdicts = scale.frames("0.010", 26)
    zeros = [verdict.zero for verdict in verdicts if isinstance(verdict, Empty)]
    assert zeros == [False] * 25 + [True]  # 25 intervals are 3.125 s, 24 exactly 3.0 s


def test_a_jump_without_motion_is_held_for_two_seconds() -> None:
    scale = Scale()
    scale.frames("0.000", 6)
    verdicts = scale.frames("12.000", 17)
    assert names(verdicts) == ["Settling"] * 16 + ["Stable"]
    assert said(verdicts[0]) == "weight.hold"


def test_a_jump_that_goes_back_was_a_disturbance() -> None:
    scale = Scale()
    scale.move()
    scale.frames("12.000", 3)
    assert said(scale.frame("15.000")) == "weight.hold"
    assert said(scale.frame("12.000")) == "weight.settling"
    assert isinstance(scale.frames("12.000", 5)[-1], Stable)


def test_up_to_two_d_is_no_jump() -> None:
    scale = Scale()
    scale.move()
    scale.frames("12.000", 2)
    assert said(scale.frame("12.010")) == "weight.settling"
    assert said(scale.frame("12.025")) == "weight.hold"


def test_a_scale_without_a_flag_cannot_tell_a_jump() -> None:
    scale = Scale(NO_FLAG)
    scale.frames("0.000", 6)
    assert "weight.hold" not in {said(verdict) for verdict in scale.frames("12.000", 3)}


def test_the_same_moving_frame_for_half_a_minute_is_a_port_that_repeats_itself() -> None:
    scale = Scale()
    verdicts = scale.frames("12.000", 242, stable=False)
    codes = [verdict.code if isinstance(verdict, Refused) else "" for verdict in verdicts]
    assert codes == [""] * 241 + ["stuck"]  # 240 intervals are 30 s exactly
    assert said(verdicts[-1]) == "weight.stuck"
    assert not isinstance(scale.frame("12.100", stable=False), Refused)


# The type plate


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"unit": "lb"}, "scale.unit"),
        ({"d": Decimal(0)}, "scale.plate"),
        ({"e": Decimal("0.001")}, "scale.plate"),
        ({"min": Decimal(60)}, "scale.plate"),
        ({"min": Decimal(0)}, "scale.plate"),
        ({"e": Decimal("0.010")}, "scale.too_coarse"),
    ],
)
def test_a_plate_that_cannot_be_is_refused(more: dict[str, Any], key: str) -> None:
    with pytest.raises(ConfigError) as raised:
        replace(PROFILE, **more)
    assert raised.value.key == key
    assert all("{" not in Texts(language).say(key, **raised.value.params) for language in LANGUAGES)


def test_a_pallet_scale_may_be_coarser() -> None:
    assert replace(PROFILE, e=Decimal("0.5"), d=Decimal("0.5"), min=Decimal(10), role=ScaleRole.PLATFORM).e == Decimal(
        "0.5"
    )


@pytest.mark.parametrize(
    "more", [{"d": Decimal("0.001")}, {"max": Decimal(30)}, {"min": Decimal("0.2")}, {"unit": "g"}, {"has_flag": False}]
)
def test_the_profiles_version_changes_with_every_figure(more: dict[str, Any]) -> None:
    assert replace(PROFILE, **more).version != PROFILE.version
    assert replace(PROFILE).version == PROFILE.version


def test_units_are_converted_digit_for_digit() -> None:
    assert str(kilograms(Decimal("11445"), "g")) == "11.445"
    assert str(kilograms(Decimal("12.340"), "kg")) == "12.340"
    assert str(grams(Decimal("0.0050"))) == "5"
    with pytest.raises(KeyError):
        kilograms(Decimal(1), "lb")


# The figures themselves, with a frame just before and one at the moment


@pytest.mark.parametrize(("later", "armed"), [(0.4921875, False), (0.5, True)])
def test_half_a_second_of_empty_platform_is_half_a_second(later: float, armed: bool) -> None:
    scale = Scale().booked()
    scale.frame("0.000")
    scale.now += later - STEP
    verdict = scale.frame("0.000")
    assert isinstance(verdict, Empty)
    assert verdict.armed == armed


@pytest.mark.parametrize(("later", "held"), [(1.9921875, True), (2.0, False)])
def test_a_jump_is_held_for_two_seconds_exactly(later: float, held: bool) -> None:
    scale = Scale()
    scale.frames("0.000", 6)
    scale.frame("12.000")
    jumped = scale.now
    scale.frames("12.000", 14)
    scale.now = jumped + later - STEP
    assert (said(scale.frame("12.000")) == "weight.hold") == held


# What a load that does not rest shows


def shown(verdict: Verdict) -> str:
    """The last good value of a settling load, "" where it shows none."""
    assert isinstance(verdict, Settling)
    return "" if verdict.shown is None else str(verdict.shown.value)


def test_a_moving_load_shows_its_last_good_value_with_its_frames() -> None:
    scale = Scale()
    found = [scale.frame(kg, stable=False) for kg in ("11.900", "12.100", "11.950")]
    assert [shown(verdict) for verdict in found] == ["11.900", "12.100", "11.950"]
    last = found[-1]
    assert isinstance(last, Settling)
    assert last.shown is not None
    assert last.shown.raw == (b"11.900", b"12.100", b"11.950")
    assert last.shown.profile == PROFILE.version
    assert not last.shown.below_min


def test_only_the_last_frames_of_a_restless_load_are_kept() -> None:
    scale = Scale()
    last = [scale.frame(f"12.{number:03}", stable=False) for number in range(0, 300, 5)][-1]
    assert isinstance(last, Settling)
    assert last.shown is not None
    assert last.shown.raw == tuple(b"12.%03d" % number for number in range(250, 300, 5))


@pytest.mark.parametrize(
    "bad",
    [
        {"value": None, "status": WeightStatus.OVER},
        {"value": None, "status": WeightStatus.UNDER},
        {"value": None, "status": WeightStatus.ERROR},
        {"value": None, "status": WeightStatus.NONE},
        {"value": Decimal("-1.000")},
        {"value": Decimal("60.005")},
        {"value": Decimal("12.001")},
        {"unit": "lb"},
    ],
)
def test_what_was_shown_before_a_bad_frame_is_forgotten(bad: dict[str, Any]) -> None:
    scale = Scale()
    scale.frames("12.000", 3, stable=False)
    assert isinstance(scale.frame("12.000", stable=False, **bad), Refused)
    after = scale.frame("12.000", stable=False, value=None)  # a frame of motion that has no number
    assert shown(after) == ""
    again = scale.frame("12.100", stable=False)
    assert isinstance(again, Settling)
    assert again.shown is not None
    assert again.shown.raw == (b"12.100",)


def test_a_frame_without_a_unit_shows_nothing_to_take() -> None:
    """Sartorius sends no unit while it moves: what unit it would be nobody knows."""
    scale = Scale()
    assert shown(scale.frame("12.000", stable=False, unit="")) == ""


def test_a_load_that_was_booked_or_lay_there_before_shows_nothing_to_take() -> None:
    assert isinstance(Scale(armed=False).frame("12.000", stable=False), Taken)
    assert isinstance(Scale().booked().frame("11.000", stable=False), Taken)


def test_silence_leaves_nothing_to_take() -> None:
    scale = Scale()
    scale.frames("12.000", 3, stable=False)
    assert isinstance(scale.rule.tick(scale.now + 1.1), Stale)
    assert shown(scale.frame("12.000", stable=False, value=None)) == ""


def test_the_scale_s_own_number_of_a_weight_is_kept() -> None:
    scale = Scale()
    scale.move()
    last = scale.frames("12.000", 6, alibi="00017")[-1]
    assert isinstance(last, Stable)
    assert last.weight.alibi == "00017"
