"""What a station wrote once is read by every later program, and written again in the same bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from station.domain import aggregates
from station.domain.canonical import canonical, is_canonical
from station.domain.entry import Entry
from station.domain.facts import KINDS, from_data, to_data
from tests.golden.every_kind import stored_lines

LINES = stored_lines()


def kind_of(line: bytes) -> Any:
    return json.loads(line)["kind"]


def test_every_kind_has_its_golden_bytes() -> None:
    """Make new ones with: python -m tests.golden.every_kind >> tests/golden/entries.jsonl"""
    assert {kind_of(line) for line in LINES} == set(KINDS)


@pytest.mark.parametrize("line", LINES, ids=kind_of)
def test_golden_bytes_are_read_and_written_again(line: bytes) -> None:
    entry = Entry.from_bytes(line)
    assert entry.to_bytes() == line
    assert is_canonical(line)
    assert canonical(to_data(from_data(entry.kind, entry.data))) == canonical(entry.data)


@pytest.mark.parametrize("line", LINES, ids=kind_of)
def test_a_field_that_nobody_knows_is_refused_and_not_dropped(line: bytes) -> None:
    """A field that was renamed would read as its default otherwise, and the past would say something else."""
    entry = Entry.from_bytes(line)
    with pytest.raises(ValueError, match="unknown field"):
        from_data(entry.kind, {**entry.data, "of tomorrow": 1})


def test_every_kind_belongs_to_a_stream_that_has_a_state() -> None:
    for kind in KINDS:
        aggregates.initial(f"{kind.partition('.')[0]}/1")
