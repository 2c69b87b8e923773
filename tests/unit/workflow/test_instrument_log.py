"""One entry for a loss, one for the recovery, one for each minute of air."""

from __future__ import annotations

from decimal import Decimal

from station.domain.commands import AcceptSwap
from station.domain.readings import UNKNOWN, Climate, Identity, LinkChange, LinkState
from station.workflow.instrument_log import InstrumentLog
from tests.unit.workflow.stage import Stage


def change(log: InstrumentLog, stage: Stage, state: LinkState, identity: Identity = UNKNOWN) -> None:
    log.offer(LinkChange("scale1", stage.clock.monotonic(), state, identity=identity))


def made() -> tuple[Stage, InstrumentLog]:
    stage = Stage()
    return stage, InstrumentLog(stage.handlers, stage.clock, {"scale1": "parcel_scale", "th1": "climate"})


def kinds_after(stage: Stage, start: int) -> list[str]:
    return stage.store.kinds()[start:]


def test_a_loss_and_its_recovery_are_one_entry_each() -> None:
    stage, log = made()
    start = len(stage.store.entries)
    change(log, stage, LinkState.ONLINE)
    for state in (LinkState.SILENT, LinkState.SEARCHING, LinkState.SEARCHING):
        change(log, stage, state)
    stage.clock.forward(12.5)
    change(log, stage, LinkState.ONLINE)
    assert kinds_after(stage, start) == ["device.lost", "device.back"]
    assert stage.store.entries[-1].data == {"role": "parcel_scale", "away_ms": 12500}


def test_a_device_that_was_never_there_is_not_lost() -> None:
    stage, log = made()
    start = len(stage.store.entries)
    change(log, stage, LinkState.SEARCHING)
    change(log, stage, LinkState.ONLINE)
    assert kinds_after(stage, start) == []


def test_the_first_meeting_is_an_entry_and_no_second_one_is() -> None:
    stage, log = made()
    start = len(stage.store.entries)
    change(log, stage, LinkState.ONLINE, Identity("0403:6001 A1"))
    for serial in ("B1", "B1"):
        change(log, stage, LinkState.ONLINE, Identity("0403:6001 A1", serial))
    assert kinds_after(stage, start) == ["device.met", "device.met"]
    assert stage.store.entries[-1].data == {"role": "parcel_scale", "plug": "0403:6001 A1", "serial": "B1"}


def test_another_one_is_an_entry_once_and_again_when_it_is_yet_another() -> None:
    stage, log = made()
    change(log, stage, LinkState.ONLINE, Identity("", "B1"))
    start = len(stage.store.entries)
    for serial in ("X1", "X1", "X2"):
        change(log, stage, LinkState.REFUSED, Identity("", serial))
    assert kinds_after(stage, start) == ["device.swapped", "device.lost", "device.swapped"]
    stage.handlers.dispatch(AcceptSwap(device="scale1", serial="X2"), "accept", "zhao")
    change(log, stage, LinkState.ONLINE, Identity("", "X2"))
    assert kinds_after(stage, start)[3:] == ["device.swap_accepted", "device.back"]


def test_a_minute_of_air_is_an_entry_with_mean_least_and_most() -> None:
    stage, log = made()
    start = len(stage.store.entries)
    for second in range(7):
        value = Decimal("4.0") + Decimal(second) / 10
        log.offer(Climate("th1", stage.clock.monotonic(), b"", value, Decimal("60.0")))
        stage.clock.forward(10)
    assert kinds_after(stage, start) == ["device.climate_recorded"]
    data = stage.store.entries[-1].data
    assert (data["samples"], data["temperature_min"], data["temperature_mean"], data["temperature_max"]) == (
        6, "4.0", "4.2", "4.5",
    )  # fmt: skip
    assert data["minute"] == "2026-11-24T01:00"


def test_the_last_minute_before_a_silence_keeps_its_time() -> None:
    stage, log = made()
    log.offer(Climate("th1", stage.clock.monotonic(), b"", Decimal("4.0"), Decimal("60.0")))
    stage.clock.forward(7200)
    log.offer(Climate("th1", stage.clock.monotonic(), b"", Decimal("4.0"), Decimal("60.0")))
    assert stage.store.entries[-1].data["minute"] == "2026-11-24T01:00"


def test_a_full_disk_stops_nothing() -> None:
    stage, log = made()
    change(log, stage, LinkState.ONLINE)
    stage.store.broken = True
    change(log, stage, LinkState.SILENT)
    stage.store.broken = False
    change(log, stage, LinkState.ONLINE)
    assert stage.store.kinds()[-1] == "device.back"
