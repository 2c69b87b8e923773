"""The settings file that a rehearsal writes is one that the station reads."""

from __future__ import annotations

from pathlib import Path

from station.config import Settings
from station.devices.sim.dock import INSTRUMENTS as DOCK
from station.devices.sim.rehearsal.settings import write_settings


def test_the_station_reads_it(tmp_path: Path) -> None:
    urls = {name: f"/dock/{name}" for name in DOCK} | {"camera": "http://127.0.0.1:8001/stream"}
    write_settings(tmp_path / "station" / "station.toml", tmp_path / "数据", urls)
    settings = Settings.from_file(tmp_path / "station" / "station.toml")
    assert settings.data == tmp_path / "数据"
    assert settings.keys == tmp_path / "keys"
    assert {device.role: device.url for device in settings.devices} == {
        "parcel_scale": "/dock/scale",
        "gun": "/dock/gun",
        "climate": "/dock/climate",
        "camera": "http://127.0.0.1:8001/stream",
    }


def test_the_scale_s_plate_is_the_simulator_s(tmp_path: Path) -> None:
    write_settings(tmp_path / "station.toml", tmp_path / "data", {"scale": "/dock/scale"})
    scale = Settings.from_file(tmp_path / "station.toml").device("parcel_scale")
    assert scale is not None
    assert (scale.options["d"], scale.options["max"]) == ("0.005", "30")
