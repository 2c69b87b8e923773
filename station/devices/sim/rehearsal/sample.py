"""The sample: people, customers, trucks with their notices and visit scripts (resources/samples/rehearsal.toml)."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from station.assets import resource
from station.devices.sim.robot.script import Script, read_script, verbs_of
from station.devices.sim.robot.sign_in import Person
from station.devices.sim.robot.verbs import Row

SITE = "Asia/Shanghai"  # slots are site-local
SSCC_DIGITS = 18
RULE = "refusal."  # refusals of the rules are entries of the log; those of a form are not


class Truck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One truck: its script, its notices (one a customer) and the names that the script puts into its verbs."""

    script: str
    notices: tuple[str, ...]
    names: dict[str, str] = {}


class Sample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    administrator: str
    officer: str
    dispatcher: str
    customers: tuple[str, ...]
    people: dict[str, Person]
    truck: tuple[Truck, ...]


def read_sample() -> Sample:
    """Raises msgspec.ValidationError where the file is wrong."""
    return msgspec.convert(tomllib.loads(_text("rehearsal.toml")), Sample)


def customer_file(name: str) -> Path:
    return resource("samples", "customers", name)


def notice_text(name: str) -> str:
    """A notice as its customer would send it: the truck is booked for the full hour that has begun ({slot})."""
    now = datetime.now(ZoneInfo(SITE)).replace(minute=0)
    return _text("asn", name).replace("{slot}", f"{now:%Y-%m-%dT%H:%M}")


def script_of(truck: Truck) -> Script:
    return read_script(resource("samples", "visits", truck.script))


def refusals_of(script: Script) -> set[str]:
    """The rules' refusals that a visit provokes on purpose."""
    wanted = {str(verb["expect_refusal"]) for verb in verbs_of(script) if "expect_refusal" in verb}
    return {key for key in wanted if key.startswith(RULE)}


def cartons_of(notice: str) -> list[Row]:
    """What stands on the cartons' labels: one row a unit, with what the gun reads off it.

    id counts the rows as the station does; label and aim are the code as a gun sends it: an SSCC travels in GS1-128.
    """
    rows = csv.DictReader(io.StringIO(notice))
    return [_carton(number, row) for number, row in enumerate(rows, start=1)]


def _carton(number: int, row: Mapping[str, str]) -> Row:
    code = row["waybill"]
    sscc = len(code) == SSCC_DIGITS and code.isdigit()
    return {
        "id": str(number),
        "padded": f"{number:02}",
        "code": code,
        "label": f"00{code}" if sscc else code,
        "aim": "C1" if sscc else "C0",
        "kg": row["weight_kg"],
        "flags": row["flags"],
    }


def _text(*parts: str) -> str:
    return resource("samples", *parts).read_text(encoding="utf-8")
