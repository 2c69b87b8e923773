"""Each simulator speaks to the production driver, byte by byte and without ports: nobody knows of the other."""

from __future__ import annotations

from decimal import Decimal

from station.devices.api import Climate, Driver, Fault, Reading, Scan, Weight, WeightStatus
from station.devices.drivers.gun import SerialGun as GunDriver
from station.devices.drivers.mt_sics import MtSics
from station.devices.drivers.xy_md02 import XyMd02
from station.devices.sim.climate import XyMd02Sensor
from station.devices.sim.faults import Faulty
from station.devices.sim.gun import SerialGun
from station.devices.sim.instrument import Instrument
from station.devices.sim.scale import MtSicsScale

TURN = 0.02


def play(driver: Driver, instrument: Instrument, start: float, seconds: float) -> list[Reading | Fault]:
    """Passes the bytes to and fro as a cable would; what the driver made of them."""
    found: list[Reading | Fault] = []
    for turn in range(round(seconds / TURN)):
        now = start + turn * TURN
        asked = driver.pending(now)
        said = (instrument.feed(asked, now) if asked else b"") + instrument.due(now)
        found += driver.feed(said, now)
    return found


def test_scale_moves_then_rests() -> None:
    scale = MtSicsScale()
    driver = MtSics("scale-1")
    scale.obey({"do": "put", "kg": "12.40"}, 100.0)
    weights = [reading for reading in play(driver, scale, 100.0, 3.0) if isinstance(reading, Weight)]
    assert weights[0].status is WeightStatus.MOTION
    assert weights[-1].status is WeightStatus.OK
    assert weights[-1].value == Decimal("12.400")
    assert weights[-1].tare == Decimal("0.000")


def test_overload_and_a_stalled_scale() -> None:
    scale = Faulty(MtSicsScale())
    driver = MtSics("scale-1")
    scale.obey({"do": "put", "kg": "45"}, 0.0)
    assert any(isinstance(r, Weight) and r.status is WeightStatus.OVER for r in play(driver, scale, 5.0, 1.0))
    scale.obey({"do": "stall"}, 6.0)
    faults = [fault.code for fault in play(driver, scale, 6.0, 3.0) if isinstance(fault, Fault)]
    assert faults == ["no_reply"]


def test_gun() -> None:
    driver = GunDriver("gun-1")
    [scan] = driver.feed(SerialGun().obey({"do": "scan", "text": "SF1234567890123"}, 0.0), 0.0)
    assert isinstance(scan, Scan)
    assert (scan.symbology, scan.text) == ("C0", "SF1234567890123")


def test_climate_and_its_unbelievable_registers() -> None:
    sensor, driver = XyMd02Sensor(), XyMd02("climate-1")
    sensor.obey({"do": "climate", "c": "-4.2", "rh": "61"}, 0.0)
    [reading] = play(driver, sensor, 0.0, 1.0)
    assert isinstance(reading, Climate)
    assert (reading.temperature, reading.humidity) == (Decimal("-4.2"), Decimal(61))
    sensor.obey({"do": "broken"}, 5.0)
    assert [fault.code for fault in play(driver, sensor, 20.0, 1.0) if isinstance(fault, Fault)] == ["climate.sensor"]
