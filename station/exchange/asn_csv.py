"""An advance shipping notice from a CSV file (docs/asn-csv.md): UTF-8 or GB18030, one row a unit.

Taken whole or refused whole: every fault is told at once, by row and column, so that the customer mends it once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

from station.domain import asn_rules as rules
from station.domain.asn import AsnDriver, AsnFile, FileFault
from station.domain.units import DeclaredUnit
from station.errors import ImportRefused
from station.exchange.asn_columns import BY_HEADING, COLUMNS, DRIVER, HEAD, Column

LARGEST = 20 * 1024 * 1024
LIST = ";"
CENTIMETRES = ("length_cm", "width_cm", "height_cm")

Row = Mapping[str, str]


def read_asn(data: bytes) -> AsnFile:
    """The notice. Raises ImportRefused with every fault (FileFault; row 1 is the heading)."""
    text = _decoded(data)
    headings, rows = _table(text)
    faults = [*_heading_faults(headings)]
    if not faults:
        faults = [*_row_faults(rows), *_head_faults(rows), *_tree_faults(rows)]
    if faults:
        faults.sort(key=lambda fault: fault.row)
        raise ImportRefused("asn.refused", count=len(faults), faults=tuple(faults))
    return _notice(rows)


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


def _table(text: str) -> tuple[list[str], list[Row]]:
    """Headings, and rows by the column's name; blank rows at the end are nothing."""
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise _whole("asn.no_csv", reason=str(error)) from error
    if not lines:
        raise _whole("asn.empty")
    headings = [heading.strip() for heading in lines[0]]
    names = [BY_HEADING[heading].name if heading in BY_HEADING else "" for heading in headings]
    rows: list[Row] = []
    for cells in lines[1:]:
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}
        row["…"] = str(len(cells) - len(headings))
        rows.append(row)
    while rows and not any(value for name, value in rows[-1].items() if name != "…"):
        rows.pop()
    return headings, rows


def _whole(key: str, **params: object) -> ImportRefused:
    """A file of which nothing can be read."""
    return ImportRefused("asn.refused", count=1, faults=(FileFault(row=0, column="", key=key, params=params),))


def _heading_faults(headings: list[str]) -> Iterator[FileFault]:
    for heading in headings:
        if heading and heading not in BY_HEADING:
            yield FileFault(row=1, column=heading, key="asn.heading_unknown", params={})
    named = [BY_HEADING[heading].name for heading in headings if heading in BY_HEADING]
    for column in COLUMNS:
        if column.needed and column.name not in named:
            yield FileFault(row=1, column=column.name, key="asn.heading_missing", params={})
        if named.count(column.name) > 1:
            yield FileFault(row=1, column=column.name, key="asn.heading_twice", params={})


def _row_faults(rows: list[Row]) -> Iterator[FileFault]:
    """What is wrong with single values."""
    if not rows:
        yield FileFault(row=0, column="", key="asn.no_rows", params={})
    for number, row in enumerate(rows, 2):
        if int(row["…"]) > 0:
            yield FileFault(row=number, column="", key="asn.too_many_cells", params={"count": row["…"]})
        for column in COLUMNS:
            key = _fault(column, row.get(column.name, ""))
            if key:
                yield _at(number, column.name, key, row)
        for said in _list(row, "flags"):
            if rules.flag(said):
                yield FileFault(row=number, column="flags", key="asn.flag", params={"value": said})
        if "insured" in _list(row, "flags") and not row.get("value_cny"):
            yield FileFault(row=number, column="value_cny", key="asn.insured_value", params={})
        sizes = [bool(row.get(name)) for name in CENTIMETRES]
        if any(sizes) and not all(sizes):
            yield FileFault(row=number, column="length_cm", key="asn.size", params={})


def _fault(column: Column, text: str) -> str:
    if not text:
        return "asn.needed" if column.needed else ""
    return column.rule(text) if column.rule else ""


def _at(number: int, name: str, key: str, row: Row) -> FileFault:
    """A personal value is not repeated in a message: it would end up in a program's log."""
    shown = "…" if name in DRIVER else row.get(name, "")
    return FileFault(row=number, column=name, key=key, params={"value": shown})


def _head_faults(rows: list[Row]) -> Iterator[FileFault]:
    """What is of the truck has to be the same on every row, and a driver is told whole or not at all."""
    for number, row in enumerate(rows[1:], 3):
        for name in HEAD:
            if row.get(name, "") != rows[0].get(name, ""):
                yield FileFault(row=number, column=name, key="asn.head_differs", params={})
    told = [name for name in DRIVER if rows and rows[0].get(name)]
    if told and len(told) < len(DRIVER):
        for name in DRIVER:
            if name not in told:
                yield FileFault(row=2, column=name, key="asn.driver_incomplete", params={})


def _tree_faults(rows: list[Row]) -> Iterator[FileFault]:
    """Each code once; a parent is another row, and nobody's own ancestor."""
    seen: dict[str, int] = {}
    parents = {row.get("waybill", ""): row.get("parent", "") for row in rows}
    for number, row in enumerate(rows, 2):
        waybill, parent = row.get("waybill", ""), row.get("parent", "")
        if waybill and waybill in seen:
            yield FileFault(row=number, column="waybill", key="asn.code_twice", params={"row": seen[waybill]})
        seen.setdefault(waybill, number)
        if parent and parent not in parents:
            yield FileFault(row=number, column="parent", key="asn.parent_unknown", params={"value": parent})
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


def _notice(rows: list[Row]) -> AsnFile:
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
