"""CSV files as customers send them, row by row."""

from __future__ import annotations

import csv
import io

from station.exchange.asn_columns import COLUMNS

NAME, ID_NUMBER, LICENCE, VEHICLE = "杨民敬", "440304198503122713", "440304198503122713", "4403051278"
GOOD: dict[str, str] = {
    "customer": "A",
    "reference": "PO-2026-1",
    "carrier": "顺丰速运",
    "slot": "2026-11-25T09:00/10:00",
    "plate": "粤B12345",
    "trailer": "粤B1234挂",
    "driver_name": NAME,
    "driver_id": ID_NUMBER,
    "licence": LICENCE,
    "vehicle_licence": VEHICLE,
    "seals": "S1;S2",
    "waybill": "SF0000000000001",
    "level": "carton",
    "parent": "",
    "master": "",
    "weight_kg": "12.000",
    "length_cm": "60",
    "width_cm": "40",
    "height_cm": "35",
    "flags": "fragile;insured",
    "value_cny": "900.00",
    "item": "路由器",
    "lot": "L261102",
    "production_date": "2026-10-01",
    "quantity": "4",
    "unit": "台",
}
CHINESE = {column.name: column.chinese for column in COLUMNS}


def row(number: int = 1, **other: str) -> dict[str, str]:
    """A good row with its own waybill, and what is different in it."""
    return {**GOOD, "waybill": f"SF{number:013}", **other}


def written(
    *rows: dict[str, str], chinese: bool = False, encoding: str = "utf-8", without: tuple[str, ...] = ()
) -> bytes:
    """The file; `without` columns."""
    names = [name for name in GOOD if name not in without]
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([CHINESE[name] if chinese else name for name in names])
    out.writerows([[told[name] for name in names] for told in rows])
    return text.getvalue().encode(encoding)
