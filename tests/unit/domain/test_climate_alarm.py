"""Alarms of the air (devices.md §4): delay, hysteresis, goods that thaw, a lost sensor, a new start."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.domain.climate_alarm import BANDS, DELAY, LOST_AFTER, Alarm, Band, Cause, ClimateAlarms
from station.domain.readings import Climate

EVERY = 10.0


class Air:
    """A sensor that is read every ten seconds."""

    def __init__(self, band: Band) -> None:
        self.at = 1000.0
        self.alarms = ClimateAlarms(band, self.at)
        self.told: list[tuple[Cause, bool, float]] = []
        self.last: Alarm

    def is_(self, temperature: str, seconds: float = EVERY, humidity: str = "50") -> None:
        until = self.at + seconds
        while self.at < until:
            self.at += EVERY
            self._tell(self.alarms.offer(Climate("th", self.at, b"", Decimal(temperature), Decimal(humidity))))

    def silent(self, seconds: float) -> None:
        until = self.at + seconds
        while self.at < until:
            self.at += EVERY
            self._tell(self.alarms.tick(self.at))

    def _tell(self, changed: list[Alarm]) -> None:
        self.last = changed[-1] if changed else getattr(self, "last", None)  # type: ignore[assignment]
        self.told += [(alarm.cause, alarm.cleared_at is None, self.at) for alarm in changed]

    @property
    def causes(self) -> list[tuple[Cause, bool]]:
        return [(cause, raised) for cause, raised, _ in self.told]


@pytest.mark.parametrize(
    ("goods", "bad", "cause"),
    [
        ("cold", "8.1", Cause.WARM), ("cold", "1.9", Cause.COLD), ("frozen", "-17.9", Cause.WARM),
        ("cool", "20.1", Cause.WARM), ("room", "30.1", Cause.WARM), ("room", "9.9", Cause.COLD),
    ],
)  # fmt: skip
def test_two_minutes_out_of_band_raise_it(goods: str, bad: str, cause: Cause) -> None:
    air = Air(BANDS[goods])
    air.is_(bad, DELAY)
    assert air.told == []
    air.is_(bad)
    assert air.told == [(cause, True, 1000.0 + EVERY + DELAY)]


@pytest.mark.parametrize(("goods", "good"), [("cold", "8"), ("cold", "2"), ("frozen", "-18"), ("room", "30")])
def test_the_limits_themselves_are_in_band(goods: str, good: str) -> None:
    air = Air(BANDS[goods])
    air.is_(good, 3600)
    assert air.told == []


def test_a_door_that_was_open_for_a_minute_is_no_alarm() -> None:
    air = Air(BANDS["cold"])
    for _ in range(20):
        air.is_("12", 100)
        air.is_("7.9")
    assert air.told == []


@pytest.mark.parametrize(("temperature", "at_once"), [("-14.9", True), ("-15", False), ("20", True)])
def test_what_thaws_does_not_wait(temperature: str, at_once: bool) -> None:
    air = Air(BANDS["frozen"])
    air.is_(temperature)
    assert bool(air.told) is at_once


def test_it_does_not_flutter() -> None:
    air = Air(BANDS["cold"])
    air.is_("9", 200)
    for value in ("7.9", "8.1", "7.6", "8.4"):
        air.is_(value, 60)
    assert air.causes == [(Cause.WARM, True)]
    air.is_("7.5")
    assert air.causes == [(Cause.WARM, True), (Cause.WARM, False)]


def test_humidity_has_its_own() -> None:
    air = Air(BANDS["medicines"])
    air.is_("20", 200, humidity="75.1")
    air.is_("20", 60, humidity="73.5")
    assert air.causes == [(Cause.WET, True)]
    air.is_("20", humidity="73")
    air.is_("20", 200, humidity="34")
    assert air.causes == [(Cause.WET, True), (Cause.WET, False), (Cause.DRY, True)]


# The sensor


def test_a_lost_sensor_is_an_alarm_after_a_minute() -> None:
    air = Air(BANDS["cold"])
    air.is_("5")
    air.silent(LOST_AFTER - EVERY)
    assert air.told == []
    air.silent(300)
    assert air.told == [(Cause.LOST, True, 1010.0 + LOST_AFTER)]
    air.is_("5")
    assert air.causes == [(Cause.LOST, True), (Cause.LOST, False)]


def test_one_that_was_never_heard_is_lost_as_well() -> None:
    air = Air(BANDS["cold"])
    air.silent(70)
    assert air.causes == [(Cause.LOST, True)]


def test_nothing_is_assumed_about_the_time_without_readings() -> None:
    air = Air(BANDS["cold"])
    air.is_("9", 100)
    air.silent(90)
    air.is_("9", 100)
    assert Cause.WARM not in {cause for cause, _ in air.causes}
    air.is_("9", 60)
    assert (Cause.WARM, True) in air.causes


def test_an_alarm_outlives_the_loss_of_its_sensor() -> None:
    air = Air(BANDS["cold"])
    air.is_("9", 200)
    air.silent(100)
    assert {alarm.cause for alarm in air.alarms.raised} == {Cause.WARM, Cause.LOST}


# Over


def test_an_alarm_that_is_over_tells_when_and_the_worst_of_it() -> None:
    air = Air(BANDS["cold"])
    air.is_("9", 200)
    air.is_("11.5")
    air.is_("7")
    assert air.alarms.raised == ()
    over = air.last
    assert (over.limit, over.value, over.worst, over.cleared_at) == (Decimal(8), Decimal(9), Decimal("11.5"), air.at)


def test_a_second_excursion_is_a_new_alarm() -> None:
    air = Air(BANDS["cold"])
    air.is_("9", 200)
    air.is_("5", 60)
    air.is_("9", 200)
    assert air.causes == [(Cause.WARM, True), (Cause.WARM, False), (Cause.WARM, True)]


# A new start


@pytest.mark.parametrize(("first", "clears"), [("9", False), ("7.9", False), ("7.5", True)])
def test_what_was_on_at_the_end_is_on_at_the_start_and_cleared_by_a_reading_only(first: str, clears: bool) -> None:
    air = Air(BANDS["cold"])
    air.alarms.restore(Alarm(Cause.WARM, since=-5000.0, raised_at=-4800.0, limit=Decimal(8), worst=Decimal(12)))
    air.silent(40)
    assert air.told == []
    air.is_(first)
    assert bool(air.told) is clears


def test_a_sensor_that_was_lost_before_is_not_lost_again() -> None:
    air = Air(BANDS["cold"])
    air.alarms.restore(Alarm(Cause.LOST, since=-5000.0, raised_at=-4900.0))
    air.silent(600)
    assert air.told == []
    air.is_("5")
    assert air.causes == [(Cause.LOST, False)]


# Figures of the site


def test_delay_hysteresis_and_patience_are_the_bands() -> None:
    band = Band(high=Decimal(8), delay=30, kelvin=Decimal(2), lost_after=20)
    air = Air(band)
    air.is_("8.1", 40)
    air.is_("6.1")
    assert air.causes == [(Cause.WARM, True)]
    air.is_("6")
    air.silent(20)
    assert air.causes == [(Cause.WARM, True), (Cause.WARM, False), (Cause.LOST, True)]


def test_limits_of_an_agreement_tell_no_loss_and_assume_nothing_about_it() -> None:
    air = Air(Band(high=Decimal(8), lost_after=None))
    air.is_("9", 100)
    air.silent(90)
    air.is_("9", 100)
    assert air.told == []
