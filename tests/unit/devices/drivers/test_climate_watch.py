"""R18: a sensor that is stuck, impossible or away is told beside what it says; nothing is filled in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from station.devices.drivers.climate_watch import FROZEN_AFTER, ClimateWatch, unbelievable

WARM, WET = Decimal("21.5"), Decimal("52.0")


def test_half_an_hour_without_a_change_is_told_and_goes_on_being_told() -> None:
    watch = ClimateWatch(10.0)
    told = [watch.look(WARM, WET, 10.0 * number) for number in range(190)]
    assert told[: int(FROZEN_AFTER // 10)] == [[]] * int(FROZEN_AFTER // 10)
    assert told[int(FROZEN_AFTER // 10) :] == [["climate.frozen"]] * (190 - int(FROZEN_AFTER // 10))
    assert watch.look(WARM + Decimal("0.1"), WET, 1900.0) == []


@pytest.mark.parametrize(
    ("warmer", "wetter", "codes"),
    [("9.9", "0", []), ("10.1", "0", ["climate.rate"]), ("0.1", "-50", []), ("-11", "0", ["climate.rate"])],
)
def test_air_does_not_change_by_more_than_a_kelvin_or_five_percent_a_second(
    warmer: str, wetter: str, codes: list[str]
) -> None:
    watch = ClimateWatch(10.0)
    watch.look(WARM, WET, 0.0)
    assert watch.look(WARM + Decimal(warmer), WET + Decimal(wetter), 10.0) == codes


@pytest.mark.parametrize(
    ("away", "codes"), [(10.0, []), (20.0, []), (21.9, []), (30.0, ["climate.gap"]), (600.0, ["climate.gap"])]
)
def test_a_gap_of_more_than_two_samples_is_told(away: float, codes: list[str]) -> None:
    watch = ClimateWatch(10.0)
    watch.look(WARM, WET, 0.0)
    assert watch.look(WARM + 1, WET, away) == codes


def test_what_nobody_saw_does_not_count_as_frozen() -> None:
    watch = ClimateWatch(10.0)
    watch.look(WARM, WET, 0.0)
    assert watch.look(WARM, WET, 3600.0) == ["climate.gap"]
    assert watch.look(WARM, WET, 3610.0) == []


@pytest.mark.parametrize(
    ("temperature", "humidity", "code"),
    [
        ("-45", "0", ""),
        ("90", "100", ""),
        ("-45.1", "50", "climate.map"),
        ("90.1", "50", "climate.map"),
        ("20", "100.1", "climate.map"),
        ("20", "-0.1", "climate.map"),
        ("50", "50", "climate.map"),
        ("-999", "50", "climate.sensor"),
        ("20", "-999", "climate.sensor"),
    ],
)
def test_the_profile_guard(temperature: str, humidity: str, code: str) -> None:
    assert unbelievable(Decimal(temperature), Decimal(humidity)) == code
