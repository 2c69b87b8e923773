"""What a receipt says of the air: figures, alarms as they stood at the sign-off, gaps, the truck's hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace as changed

from station.documents.receipt import goods_receipt
from station.documents.text import as_text
from station.domain.air_span import Minute, air_span
from station.domain.case import Case
from station.domain.climate_alarm import Band
from station.domain.events.common import ClimateNow
from station.domain.state import VisitState
from station.workflow.reading import AlarmRow
from station.workflow.receipt_air import SensorAir, StagingAir
from tests.unit.documents.samples import NOTE, case, site, visit

GOLDEN = Path(__file__).with_name("receipt_air.txt")
SINCE, SIGNED = "2026-03-02T01:05:00.000Z", "2026-03-02T01:25:30.000Z"
SITE = Band(low=Decimal(2), high=Decimal(8), wet=Decimal(75))
WARM = AlarmRow(
    device="climate-1", number=7, index=90, cause="warm", limits="", since="2026-03-02T01:10:00.000Z",
    raised_at="2026-03-02T01:12:00.000Z", bound="8", value="8.4", worst="9.5", until="2026-03-02T01:18:00.000Z",
    ended="", acknowledged_at="2026-03-02T01:13:00.000Z", acknowledged_by="p-1", reason="卸货开门",
)  # fmt: skip
LOST = replace(
    WARM, number=8, index=95, cause="lost", since="2026-03-02T01:19:50.000Z", bound="", value="", worst="",
    until="2026-03-02T02:00:00.000Z", acknowledged_at="2026-03-02T01:40:00.000Z",
)  # fmt: skip


def minutes(*numbers: int) -> list[Minute]:
    wet = Decimal("61.0")
    return [
        Minute(f"2026-03-02T01:{number:02}", 6, value, value - 1, value + 1, wet, wet - 2, wet + 2)
        for number in numbers
        if (value := Decimal("8.5") if 10 <= number < 18 else Decimal("4.5"))
    ]


def air(*alarms: AlarmRow, sensors: bool = True) -> StagingAir:
    span = air_span(minutes(*range(5, 20)), SINCE, SIGNED)
    return StagingAir(SINCE, SIGNED, SITE, (SensorAir("climate-1", span, alarms),) if sensors else ())


def cold(**opened: object) -> tuple[Case, VisitState]:
    """A delivery of the cold chain whose truck's door was opened."""
    delivery, truck = case(), changed(visit(), door_opened_at=SINCE, **opened)
    units = tuple(changed(unit, flags=("cold",)) for unit in delivery.delivery.units)
    return Case(truck, changed(delivery.delivery, units=units), delivery.units), truck


def said(staging: StagingAir | None, whole: tuple[Case, VisitState] | None = None) -> str:
    delivery, truck = whole or (case(), visit())
    text = as_text(goods_receipt(delivery, truck, replace(site(), air=staging), NOTE, {}))
    begin, end = text.find("== 暂存区温湿度"), text.find("== 人员")
    assert end > 0, text
    return text[begin:end] if begin >= 0 else ""


def test_the_air_of_a_receipt_is_the_golden_one() -> None:
    hold = ClimateNow(device="truck-1", temperature=Decimal("4.2"), humidity=Decimal("70.1"), age_ms=900)
    assert said(air(WARM, LOST), cold(truck_air=hold)) == GOLDEN.read_text(encoding="utf-8")


def test_a_delivery_that_never_stood_there_says_nothing() -> None:
    assert said(None) == ""


def test_a_station_without_a_sensor_says_that_nothing_was_measured() -> None:
    assert "nothing was measured" in said(air(sensors=False))


def test_no_alarm_is_said() -> None:
    assert "No alarm." in said(air())


def test_no_name_stands_in_full() -> None:
    assert "王**" in said(air(WARM))
    assert "王建国" not in said(air(WARM))


def test_goods_of_the_cold_chain_say_what_is_missing() -> None:
    assert "no sensor for the truck is set up" in said(air(), cold(no_truck_air="no_sensor"))
    assert "the truck's sensor does not answer" in said(None, cold(no_truck_air="no_reading"))
    assert "truck" not in said(air()), "other goods do not ask for it"


def test_the_exception_of_a_delivery_says_what_was_out_of_limits() -> None:
    delivery, truck = cold()
    [short] = delivery.delivery.exceptions
    details = {"cause": "wet", "value": "80 %", "limit": "75 %", "sensor": "climate-1"}
    wet = changed(short, kind="climate", details=details)
    late = changed(wet, number=2, countersigned="", countersign_reason="", witness="")
    whole = Case(truck, changed(delivery.delivery, exceptions=(wet, late)), delivery.units)
    text = as_text(goods_receipt(whole, truck, site(), NOTE, {}))
    assert "温湿度超限 Climate out of limits" in text
    assert "超限项: 湿度偏高 Too humid; 读数: 80 %; 限值: 75 %; 传感器: climate-1" in text
    asked, not_asked = (row for row in text.splitlines() if "温湿度超限" in row and "|" in row)
    assert ("拒签" in asked, "签收后发现 found after the sign-off" in asked) == (True, False)
    assert ("拒签" in not_asked, "签收后发现 found after the sign-off" in not_asked) == (False, True)
