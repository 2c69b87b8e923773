"""The operations log page: what is typed finds, an entry is told in full, and names stand where ids are stored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableView

from tests.gui.house import House
from tests.gui.visit import ORDER
from tests.unit.workflow.test_engine import check_seal, show_documents


@pytest.fixture
def log(house: House) -> House:
    """A truck whose seal was in order, and the log page."""
    house.receive()
    house.scan(ORDER)
    house.press()
    show_documents(house)
    check_seal(house)
    house.settle()
    house.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    return house


def rows(house: House) -> list[list[str]]:
    table = house.widget("log.table")
    assert isinstance(table, QTableView)
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def type_into(house: House, field: str, text: str) -> None:
    line = house.widget(field)
    assert isinstance(line, QLineEdit)
    line.clear()
    line.setFocus()
    house.type(text)


def test_newest_first_with_names_and_the_stations_own_word(log: House) -> None:
    numbers = [int(row[0]) for row in rows(log)]
    assert numbers == sorted(numbers, reverse=True)
    people = {row[2] for row in rows(log)}
    assert "系统管理员" in people
    assert log.word("log.station") in people


@pytest.mark.parametrize(("typed", "found"), [("管理", "系统管理员"), ("WANG", "wang"), ("收货站无此人", "")])
def test_typing_a_part_of_a_name_finds_what_that_person_did(log: House, typed: str, found: str) -> None:
    type_into(log, "field.log.person", typed)
    assert {row[2] for row in rows(log)} == ({found} if found else set())
    assert log.sees("empty") is not bool(found)


def test_typing_a_part_of_an_order_finds_its_entries(log: House) -> None:
    every = len(rows(log))
    type_into(log, "field.log.delivery", ORDER[-4:])
    assert 0 < len(rows(log)) < every
    type_into(log, "field.log.delivery", "IN1999")
    assert rows(log) == []


def test_an_entry_is_told_with_its_picture_every_value_and_its_proof(log: House) -> None:
    log.store.checkpoint()
    log.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    at = next(number for number, row in enumerate(rows(log)) if "S1001" in row[3])
    table = log.widget("log.table")
    assert isinstance(table, QTableView)
    table.selectRow(at)
    log.settle()
    assert log.text("detail.sentence") == rows(log)[at][3]
    assert "condition: intact" in log.text("detail.data")
    assert " · cam" in log.text("detail.caption")
    assert log.text("detail.caption").startswith(rows(log)[at][1][:10])
    proof = log.text("detail.proof").splitlines()
    assert len(proof) >= 4, "leaf and root, a hash in two lines each"
    assert {len(half) for half in proof} == {32}
    assert log.text("fact.0") == rows(log)[at][0]
