"""An advance shipping notice from a CSV file (docs/asn-csv.md): UTF-8 or GB18030, one row a unit.

Taken whole or refused whole: every fault is told at once, by row and column, so that the customer mends it once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from msgspec.structs import replace

from station.domain import asn_rules as rules
from station.domain.asn import AsnDriver, AsnFile, FileFault
from station.domain.units import DeclaredUnit
from station.errors import ImportRefused
from station.exchange.asn_columns import BY_HEADING, COLUMNS, DRIVER, HEAD, Column

LARGEST = 20 * 1024 * 1024
LIST = ";"
CENTIMETRES = ("length_cm", "width_cm", "height_cm")

Row = Mapping[str, str]
"""Cells by the column's English name; "" where the file's row is too short."""


@dataclass(frozen=True, slots=True)
class _Table:
    """headings as the file has them, rows from the second line on; extra: how many cells of a row have no heading."""

    headings: list[str]
    rows: list[Row]
    extra: list[int]

    @property
    def spelled(self) -> Mapping[str, str]:
        """The known columns of the file: English name -> heading as the file has it."""
        return {BY_HEADING[heading].name: heading for heading in self.headings if heading in BY_HEADING}


def read_asn(data: bytes) -> AsnFile:
    """The notice. Raises ImportRefused with every fault (FileFault; row 1 is the heading)."""
    table = _table(_decoded(data))
    faults = _faults(table)
    if faults:
        raise ImportRefused("asn.refused", count=len(faults), faults=tuple(faults))
    return _notice(table.rows)


def _faults(table: _Table) -> list[FileFault]:
    """Every fault, as the file is read: row by row, and in a row from left to right."""
    if not table.spelled:
        return [FileFault(row=1, column="", key="asn.no_headings")]
    found = [*_heading_faults(table), *_row_faults(table), *_head_faults(table), *_tree_faults(table)]
    spelled = table.spelled
    told = [replace(fault, column=spelled.get(fault.column, fault.column)) for fault in found]
    places = {heading: place for place, heading in enumerate(table.headings)}
    return sorted(told, key=lambda fault: (fault.row, places.get(fault.column, -1)))


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, else GB18030, which is what Chinese spreadsheets write."""
    if len(data) > LARGEST:
        raise _whole("asn.too_large", limit=LARGEST)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _whole("asn.encoding")


def _table(text: str) -> _Table:
    """Headings and rows; blank rows at the end are nothing."""
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise _whole("asn.no_csv", reason=str(error)) from error
    if not lines:
        raise _whole("asn.empty")
    headings = [heading.strip() for heading in lines[0]]
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    return _Table(
        headings=headings,
        rows=[_row(headings, cells) for cells in lines[1:]],
        extra=[_nameless(headings, cells) for cells in lines[1:]],
    )


def _row(headings: list[str], cells: list[str]) -> Row:
    named = zip_longest(headings, cells[: len(headings)], fillvalue="")
    return {BY_HEADING[heading].name: cell.strip() for heading, cell in named if heading in BY_HEADING}


def _nameless(headings: list[str], cells: list[str]) -> int:
    """How many filled cells stand under no heading; a spreadsheet's empty ones at the end are nothing."""
    return sum(bool(cell.strip()) for place, cell in enumerate(cells) if not "".join(headings[place : place + 1]))


def _whole(key: str, **params: object) -> ImportRefused:
    """A file of which nothing can be read."""
    return ImportRefused("asn.refused", count=1, faults=(FileFault(row=0, column="", key=key, params=params),))


def _heading_faults(table: _Table) -> Iterator[FileFault]:
    for heading in table.headings:
        if heading and heading not in BY_HEADING:
            yield FileFault(row=1, column=_shown(heading), key="asn.heading_unknown")
    named = [BY_HEADING[heading].name for heading in table.headings if heading in BY_HEADING]
    chinese = any(heading == BY_HEADING[heading].chinese for heading in table.spelled.values())
    for column in COLUMNS:
        if column.needed and column.name not in named:
            missing = column.chinese if chinese else column.name
            yield FileFault(row=1, column=missing, key="asn.heading_missing")
        if named.count(column.name) > 1:
            yield FileFault(row=1, column=column.name, key="asn.heading_twice")


def _row_faults(table: _Table) -> Iterator[FileFault]:
    """What is wrong with single values. What is of the truck is looked at once: the other rows only repeat it."""
    if not table.rows:
        yield FileFault(row=0, column="", key="asn.no_rows")
    for number, (row, extra) in enumerate(zip(table.rows, table.extra, strict=True), 2):
        if extra > 0:
            yield FileFault(row=number, column="", key="asn.too_many_cells", params={"count": extra})
        for column in COLUMNS:
            if column.name in row and (number == 2 or not column.head):
                yield from _value_faults(number, column, row[column.name])
        yield from _unit_faults(number, row)


def _value_faults(number: int, column: Column, text: str) -> Iterator[FileFault]:
    key = column.rule(text) if text and column.rule else ""
    if not text and column.needed:
        key = "asn.needed"
    if key:
        shown = "…" if column.name in DRIVER else _shown(text)
        yield FileFault(row=number, column=column.name, key=key, params={"value": shown})


def _shown(text: str) -> str:
    """A personal value is not repeated in a message, not even from a shifted column: it would end up in a log."""
    return text if rules.id_number(text) else "…"


def _unit_faults(number: int, row: Row) -> Iterator[FileFault]:
    """What values of one unit say together."""
    flags = _list(row, "flags")
    for said in flags:
        if rules.flag(said):
            yield FileFault(row=number, column="flags", key="asn.flag", params={"value": _shown(said)})
    if "insured" in flags and not row.get("value_cny"):
        yield FileFault(row=number, column="value_cny", key="asn.insured_value")
    sizes = [bool(row.get(name)) for name in CENTIMETRES]
    if any(sizes) and not all(sizes):
        yield FileFault(row=number, column="length_cm", key="asn.size")


def _head_faults(table: _Table) -> Iterator[FileFault]:
    """What is of the truck has to be the same on every row, and a driver is told whole or not at all."""
    first = table.rows[0] if table.rows else {}
    for number, row in enumerate(table.rows[1:], 3):
        for name in HEAD:
            if row.get(name, "") != first.get(name, ""):
                yield FileFault(row=number, column=name, key="asn.head_differs")
    told = [name for name in DRIVER if first.get(name)]
    if told and len(told) < len(DRIVER):
        for name in DRIVER:
            if name not in told:
                yield FileFault(row=2, column=name, key="asn.driver_incomplete")


def _tree_faults(table: _Table) -> Iterator[FileFault]:
    """Each code once; a parent is another row, and nobody's own ancestor."""
    if "waybill" not in table.spelled:
        return
    seen: dict[str, int] = {}
    parents = {row["waybill"]: row.get("parent", "") for row in table.rows}
    for number, row in enumerate(table.rows, 2):
        waybill, parent = row["waybill"], row.get("parent", "")
        if waybill and waybill in seen:
            yield FileFault(row=number, column="waybill", key="asn.code_twice", params={"row": seen[waybill]})
        seen.setdefault(waybill, number)
        if parent and parent not in parents:
            yield FileFault(row=number, column="parent", key="asn.parent_unknown", params={"value": _shown(parent)})
        elif parent and _loops(waybill, parents):
            yield FileFault(row=number, column="parent", key="asn.parent_loop", params={"value": parent})


def _loops(code: str, parents: Mapping[str, str]) -> bool:
    passed = {code}
    above = parents.get(code, "")
    while above:
        if above in passed:
            return True
        passed.add(above)
        above = parents.get(above, "")
    return False


def _notice(rows: Sequence[Row]) -> AsnFile:
    head = rows[0]
    ids = {row["waybill"]: str(number) for number, row in enumerate(rows, 1)}
    return AsnFile(
        customer=head["customer"],
        reference=head["reference"],
        carrier=head.get("carrier", ""),
        slot=head.get("slot", ""),
        plate=head.get("plate", ""),
        trailer=head.get("trailer", ""),
        seals=tuple(_list(head, "seals")),
        driver=_driver(head),
        units=tuple(_unit(row, ids) for row in rows),
    )


def _driver(head: Row) -> AsnDriver | None:
    if not head.get("driver_name"):
        return None
    return AsnDriver(
        name=head["driver_name"],
        id_number=head["driver_id"],
        licence_number=head["licence"],
        vehicle_licence=head["vehicle_licence"],
    )


def _unit(row: Row, ids: Mapping[str, str]) -> DeclaredUnit:
    length, width, height = (row.get(name, "") for name in CENTIMETRES)
    return DeclaredUnit(
        id=ids[row["waybill"]],
        code=row["waybill"],
        level=row.get("level") or "carton",
        parent=ids[row["parent"]] if row.get("parent") else "",
        master=row.get("master", ""),
        weight=_number(row, "weight_kg"),
        size=(Decimal(length), Decimal(width), Decimal(height)) if length else None,
        flags=tuple(_list(row, "flags")),
        value=_number(row, "value_cny"),
        item=row.get("item", ""),
        lot=row.get("lot", ""),
        production_date=row.get("production_date", ""),
        quantity=int(row.get("quantity") or 0),
        unit=row.get("unit", ""),
    )


def _number(row: Row, name: str) -> Decimal | None:
    return Decimal(row[name]) if row.get(name) else None


def _list(row: Row, name: str) -> list[str]:
    return [part.strip() for part in row.get(name, "").replace("；", LIST).split(LIST) if part.strip()]
