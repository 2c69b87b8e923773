"""The settings file of a rehearsed station: its own folders, and the virtual dock's instruments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from station.devices.sim.rehearsal.sample import SITE


@dataclass(frozen=True, slots=True)
class Instrument:
    """How the station knows an instrument of the virtual dock."""

    role: str
    driver: str
    options: Mapping[str, str]


VERIFIED_DAYS = 300  # that the virtual scale's verification is still good for
# The scale's type plate is sim/scale.py's: class III, Max 30 kg, e = d = 5 g, Min 20 e.
PLATE = {"d": "0.005", "e": "0.005", "max": "30", "min": "0.100"}
PAPERS = {
    "check_weight": "10.000",
    "certificate": "JD-2026-0417",
    "verified_until": str(date.today() + timedelta(days=VERIFIED_DAYS)),
}
INSTRUMENTS = {
    "scale": Instrument("parcel_scale", "mt-sics", {**PLATE, **PAPERS, "interval": "0.1"}),
    "gun": Instrument("gun", "serial-gun", {}),
    "climate": Instrument("climate", "xy-md02", {}),
    "camera": Instrument("camera", "mjpeg", {"card_ruler_mm": "100"}),
    "papers": Instrument("document_camera", "mjpeg", {}),
    "low": Instrument("low_camera", "mjpeg", {}),
}


def write_settings(file: Path, data: Path, urls: Mapping[str, str]) -> None:
    """station.toml for the instruments whose addresses are given."""
    tables = [
        _table(
            "station",
            {"id": "ST-01", "dock": "2", "timezone": SITE, "data": str(data), "keys": str(data.with_name("keys"))},
        )
    ]
    for name, url in urls.items():
        told = INSTRUMENTS[name]
        tables.append(_table("[device]", {"id": f"{name}-1", "role": told.role, "driver": told.driver, "url": url}))
        if told.options:
            tables.append(_table("device.options", told.options))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(tables), encoding="utf-8")


def _table(heading: str, values: Mapping[str, str]) -> str:
    """A TOML table of texts: a JSON string without control characters is a TOML basic string as well."""
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
    return f"[{heading}]\n{''.join(lines)}"
