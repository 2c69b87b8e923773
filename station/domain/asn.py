"""The advance shipping notice 预到货通知 as an importer hands it over (receiving.md §3).

An importer (station/exchange) reads a customer's file into an AsnFile or refuses it whole with every fault. Personal
values are plain here and only here: whoever announces the delivery puts them into the vault first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import msgspec

from station.domain.facts import Fact
from station.domain.units import DeclaredUnit
from station.texts import Line


class AsnDriver(Fact, frozen=True, kw_only=True):
    """The announced driver, in plain values. Its repr shows none of them, so that no log line or traceback can."""

    name: str
    id_number: str
    licence_number: str
    vehicle_licence: str

    def __repr__(self) -> str:
        return "AsnDriver(…)"


class AsnFile(Fact, frozen=True, kw_only=True):
    """One accepted notice: one customer's goods on one truck.

    slot is site-local, "2026-11-25T09:00" or with its end "2026-11-25T09:00/10:00"; "" where none was booked.
    units are in the order of the file, their ids "1", "2", …; a parent stands before or after its children.
    """

    customer: str
    reference: str
    carrier: str = ""
    slot: str = ""
    plate: str = ""
    trailer: str = ""
    seals: tuple[str, ...] = ()
    driver: AsnDriver | None = None
    units: tuple[DeclaredUnit, ...]


class FileFault(Fact, frozen=True, kw_only=True):
    """One thing that is wrong in a file. row is 1-based as a spreadsheet shows it, 0 = the file as a whole.

    column is the heading as the file has it, "" where the whole row is meant.
    """

    row: int
    column: str
    key: str
    params: Mapping[str, Any] = {}

    @property
    def line(self) -> Line:
        """The sentence for a person, without row and column."""
        return Line(self.key, self.params)


def content_hash(asn: AsnFile) -> str:
    """SHA-256, hex, of what the notice says about the goods and the truck; the order of rows and seals does not matter.

    The driver is left out on purpose: a hash of an ID number in the log could be guessed and would outlive a purge.
    Whether the driver has changed is asked of the vault.
    """
    said = msgspec.to_builtins(asn)
    said.pop("driver", None)
    said["seals"] = sorted(asn.seals)
    codes = {unit.id: unit.code for unit in asn.units}
    said["units"] = sorted((_without_id(unit, codes) for unit in asn.units), key=lambda unit: str(unit["code"]))
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _without_id(unit: DeclaredUnit, codes: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = msgspec.to_builtins(unit)
    del said["id"]
    if unit.parent:
        said["parent"] = codes[unit.parent]
    if unit.flags:
        said["flags"] = sorted(unit.flags)
    return said
