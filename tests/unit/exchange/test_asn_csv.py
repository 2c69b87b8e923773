"""Notices from CSV: what is taken, and that every fault of a bad file is told at once, by row and column."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.domain.asn import FileFault, content_hash
from station.errors import ImportRefused
from station.exchange.asn_columns import COLUMNS, HEAD
from station.exchange.asn_csv import LARGEST, read_asn
from station.texts import LANGUAGES, Texts, catalogue
from tests.unit.exchange.notices import CHINESE, GOOD, ID_NUMBER, LICENCE, NAME, VEHICLE, row, written

PERSONAL = (NAME, ID_NUMBER, LICENCE, VEHICLE)


def faults(data: bytes) -> list[FileFault]:
    with pytest.raises(ImportRefused) as raised:
        read_asn(data)
    found = raised.value.params["faults"]
    assert isinstance(found, tuple)
    assert raised.value.params["count"] == len(found)
    for fault in found:
        assert all("{" not in Texts(language).say(fault.line) for language in LANGUAGES)
    return list(found)


def told(data: bytes) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.key) for fault in faults(data)]


# What is taken


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("chinese", [False, True])
def test_both_encodings_and_both_languages_of_headings_say_the_same(encoding: str, chinese: bool) -> None:
    plain = read_asn(written(row(1), row(2)))
    assert read_asn(written(row(1), row(2), chinese=chinese, encoding=encoding)) == plain


def test_every_column_arrives() -> None:
    notice = read_asn(written(row(1, master="JD12345678"), row(2, parent="SF0000000000001")))
    assert (notice.customer, notice.reference, notice.carrier) == ("A", "PO-2026-1", "顺丰速运")
    assert (notice.slot, notice.plate, notice.trailer) == ("2026-11-25T09:00/10:00", "粤B12345", "粤B1234挂")
    assert notice.seals == ("S1", "S2")
    assert notice.driver is not None
    assert (notice.driver.name, notice.driver.id_number) == (NAME, ID_NUMBER)
    assert (notice.driver.licence_number, notice.driver.vehicle_licence) == (LICENCE, VEHICLE)
    first, second = notice.units
    assert (first.id, first.code, first.level, first.master) == ("1", "SF0000000000001", "carton", "JD12345678")
    assert (first.weight, first.value, first.quantity) == (Decimal("12.000"), Decimal("900.00"), 4)
    assert first.size == (Decimal(60), Decimal(40), Decimal(35))
    assert (first.flags, first.item, first.lot) == (("fragile", "insured"), "路由器", "L261102")
    assert (first.production_date, first.unit, second.parent) == ("2026-10-01", "台", "1")


def test_customer_reference_and_waybill_are_enough() -> None:
    notice = read_asn(b"customer,reference,waybill\nA,PO-1,SF0000000000001\n")
    assert (notice.driver, notice.seals, notice.slot) == (None, (), "")
    assert (notice.units[0].level, notice.units[0].weight, notice.units[0].size) == ("carton", None, None)


@pytest.mark.parametrize(
    "text",
    [
        "reference,customer,waybill\nPO-1,A,SF0000000000001\n",
        "customer,reference,waybill\r\nA,PO-1,SF0000000000001\r\n",
        ' customer , reference ,waybill\n A ,"PO-1", SF0000000000001 \n',
        "customer,reference,waybill,,\nA,PO-1,SF0000000000001,,\n,,,,\n\n",
        "customer,reference,waybill,item\nA,PO-1,SF0000000000001\n",
    ],
)
def test_order_line_ends_spaces_and_empty_cells_do_not_matter(text: str) -> None:
    notice = read_asn(text.encode())
    assert (notice.customer, notice.reference, [unit.code for unit in notice.units]) == (
        "A", "PO-1", ["SF0000000000001"],
    )  # fmt: skip


def test_lists_are_split_at_either_semicolon() -> None:
    notice = read_asn(written(row(1, seals="S1；S2; S3 ;", flags="fragile；cold")))
    assert (notice.seals, notice.units[0].flags) == (("S1", "S2", "S3"), ("fragile", "cold"))


def test_the_hash_is_of_what_is_said_not_of_how() -> None:
    one = content_hash(read_asn(written(row(1), row(2))))
    assert one == content_hash(read_asn(written(row(2), row(1), chinese=True, encoding="gb18030")))
    assert one == content_hash(read_asn(written(row(1, seals="S2;S1"), row(2, seals="S2;S1"))))
    assert one != content_hash(read_asn(written(row(1), row(2, weight_kg="12.001"))))
    assert one != content_hash(read_asn(written(row(1), row(2, parent="SF0000000000001"))))


# What is refused, all of it at once

FAULTY = (
    row(1, slot="tomorrow", plate="B12345", trailer="挂", driver_id="440304198503122714", vehicle_licence=""),
    row(2, waybill="", level="box", parent="SF9999999999999", master="short"),
    row(3, weight_kg="12,5", length_cm="0", width_cm="-1", height_cm="1e3"),
    row(4, flags="fragile;wet;dry", value_cny="free"),
    row(5, production_date="2026-2-30", quantity="a few"),
    row(1, customer="B", reference="PO-9"),
    row(6, waybill="069012340261100013", width_cm=""),
    row(7, parent="SF0000000000008", value_cny=""),
    row(8, parent="SF0000000000007"),
)
TOLD = [
    (1, "colour", "asn.heading_unknown"),
    (2, "slot", "asn.slot"),
    (2, "plate", "asn.plate"),
    (2, "trailer", "asn.plate"),
    (2, "driver_id", "asn.id_number"),
    (2, "vehicle_licence", "asn.driver_incomplete"),
    (3, "waybill", "asn.needed"),
    (3, "level", "asn.level"),
    (3, "parent", "asn.parent_unknown"),
    (3, "master", "asn.code"),
    (4, "weight_kg", "asn.weight"),
    (4, "length_cm", "asn.length"),
    (4, "width_cm", "asn.length"),
    (4, "height_cm", "asn.length"),
    (5, "flags", "asn.flag"),
    (5, "flags", "asn.flag"),
    (5, "value_cny", "asn.value"),
    (6, "production_date", "asn.date"),
    (6, "quantity", "asn.quantity"),
    (7, "customer", "asn.head_differs"),
    (7, "reference", "asn.head_differs"),
    (7, "waybill", "asn.code_twice"),
    (8, "waybill", "asn.sscc"),
    (8, "length_cm", "asn.size"),
    (9, "parent", "asn.parent_loop"),
    (9, "value_cny", "asn.insured_value"),
    (10, "", "asn.too_many_cells"),
    (10, "parent", "asn.parent_loop"),
]


def faulty(chinese: bool = False, encoding: str = "utf-8") -> bytes:
    """A file with every fault that a row can have; a heading too many, and a cell too many on the last row."""
    same = {name: FAULTY[0][name] for name in HEAD}
    rows = [FAULTY[0], *({**same, **_own(told)} for told in FAULTY[1:])]
    lines = written(*rows, chinese=chinese).decode().splitlines()
    lines[0] += ",colour"
    lines[-1] += ",red,extra"
    return "\r\n".join(lines).encode(encoding)


def _own(told: dict[str, str]) -> dict[str, str]:
    """What a row says of itself: its unit, and where it differs from a good one."""
    return {name: value for name, value in told.items() if name not in HEAD or value != GOOD[name]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("chinese", [False, True])
def test_each_fault_once_by_row_and_column_in_one_go(chinese: bool, encoding: str) -> None:
    wanted = [(number, CHINESE.get(column, column) if chinese else column, key) for number, column, key in TOLD]
    assert told(faulty(chinese, encoding)) == wanted


def test_these_are_more_than_twenty_different_faults() -> None:
    assert len({key for _, _, key in TOLD}) >= 20
    assert len(TOLD) >= 25


def test_no_personal_value_is_repeated_in_a_fault() -> None:
    shifted = {**row(2), "trailer": ID_NUMBER, "level": ID_NUMBER, "flags": ID_NUMBER, "parent": ID_NUMBER}
    bad = {**row(1), "driver_id": "440304198503122714", "driver_name": NAME, "licence": LICENCE}
    for data in (faulty(), written(bad, shifted), written(shifted), b"\n".join([ID_NUMBER.encode()] * 3)):
        said = repr(faults(data))
        assert not [value for value in (*PERSONAL, "440304198503122714") if value in said]


@pytest.mark.parametrize("column", [column.name for column in COLUMNS if column.needed])
def test_a_missing_column_is_told_once_and_in_the_files_language(column: str) -> None:
    assert told(written(row(1), row(2), without=(column,))) == [(1, column, "asn.heading_missing")]
    chinese = told(written(row(1), row(2), chinese=True, without=(column,)))
    assert chinese == [(1, CHINESE[column], "asn.heading_missing")]


def test_a_column_that_is_there_twice() -> None:
    data = b"customer,reference,waybill,\xe8\xbf\x90\xe5\x8d\x95\nA,PO-1,SF0000000000001,SF0000000000002\n"
    assert [(number, key) for number, _, key in told(data)] == [(1, "asn.heading_twice")]


def test_a_file_whose_first_row_is_no_heading_tells_that_and_nothing_else() -> None:
    assert told(written(row(1)).split(b"\r\n", 1)[1]) == [(1, "", "asn.no_headings")]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "asn.empty"),
        (b"\xff\xfe\x00", "asn.encoding"),
        (b"customer\0", "asn.encoding"),
        (b'customer,"reference\nA', "asn.no_csv"),
        (b'customer,reference,waybill\nA,"PO"-1,SF0000000000001\n', "asn.no_csv"),
        (b"customer,reference,waybill\n", "asn.no_rows"),
        (b"customer,reference,waybill\n,,\n\n", "asn.no_rows"),
        (b"x" * (LARGEST + 1), "asn.too_large"),
    ],
)
def test_a_file_of_which_nothing_can_be_read(data: bytes, key: str) -> None:
    assert told(data) == [(0, "", key)]


def test_a_row_of_its_own_is_its_own_ancestor() -> None:
    assert told(written(row(1, parent="SF0000000000001"))) == [(2, "parent", "asn.parent_loop")]


def test_a_wrong_value_of_the_truck_is_told_once_not_on_every_row() -> None:
    rows = [row(number, plate="B12345") for number in range(1, 25)]
    assert told(written(*rows)) == [(2, "plate", "asn.plate")]


def test_every_sentence_about_files_is_used() -> None:
    used = {key for _, _, key in TOLD} | {
        "asn.empty", "asn.encoding", "asn.no_csv", "asn.no_rows", "asn.too_large", "asn.heading_missing",
        "asn.heading_twice", "asn.no_headings", "asn.refused", "asn.at", "asn.at_row", "asn.unreadable",
        "asn.rejected",
    }  # fmt: skip
    assert {key for key in catalogue() if key.startswith("asn.")} == used


@given(st.binary(max_size=300))
def test_no_bytes_make_it_raise_anything_else(data: bytes) -> None:
    with suppress(ImportRefused):
        read_asn(data)


CELLS = st.sampled_from(
    ["", "A", "PO-1", "SF0000000000001", "SF0000000000002", "pallet", "insured", "1e9", "粤B12345", '"', "0"]
)


@given(st.lists(st.lists(CELLS, max_size=30), max_size=5))
def test_no_cells_make_it_raise_anything_else(rows: list[list[str]]) -> None:
    lines = [",".join(GOOD), *(",".join(cells) for cells in rows)]
    with suppress(ImportRefused):
        read_asn("\n".join(lines).encode())
