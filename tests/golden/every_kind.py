"""Makes an entry of a kind with every field filled, from the types alone. For new lines of entries.jsonl:

python -m tests.golden.every_kind >> tests/golden/entries.jsonl

prints the kinds that the file lacks. Lines that are there already are never touched: they are what stations have
written, and every later program has to read them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import inspect

from station.domain import events as _events  # noqa: F401 - registers every kind
from station.domain.entry import Entry
from station.domain.facts import KINDS, Event, from_data, to_data

FILE = Path(__file__).with_name("entries.jsonl")

_PLAIN: dict[type[inspect.Type], Any] = {
    inspect.BoolType: True,
    inspect.IntType: 3,
    inspect.DecimalType: "12.40",
}


def stored_lines() -> list[bytes]:
    """The golden entries, one a line."""
    return FILE.read_bytes().splitlines() if FILE.exists() else []


def filled(kind: type[Event]) -> dict[str, Any]:
    """The stored form of an event with a value in every field."""
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    data = {field.encode_name: _sample(field.type, field.name) for field in info.fields}
    return to_data(from_data(kind.KIND, data))


def _sample(of: inspect.Type, name: str) -> Any:
    if isinstance(of, inspect.UnionType):
        of = next(one for one in of.types if not isinstance(one, inspect.NoneType))
    plain = _PLAIN.get(type(of))
    return _composed(of, name) if plain is None else plain


def _composed(of: inspect.Type, name: str) -> Any:
    match of:
        case inspect.StructType():
            return {field.encode_name: _sample(field.type, field.name) for field in of.fields}
        case inspect.DictType():
            return {"a": _sample(of.value_type, "a"), "\u4e2d": _sample(of.value_type, "b")}
        case inspect.VarTupleType() | inspect.ListType():
            return [_sample(of.item_type, name)]
        case inspect.TupleType():
            return [_sample(one, name) for one in of.item_types]
    assert isinstance(of, inspect.StrType), (name, of)
    return f"{name} \u2713"


def missing() -> Iterator[bytes]:
    """Golden lines for the kinds that have none yet."""
    lines = stored_lines()
    known = {json.loads(line)["kind"] for line in lines}
    for place, kind in enumerate(sorted(set(KINDS) - known), start=len(lines)):
        yield Entry(
            station="IN-01",
            index=place,
            stream=f"{kind.partition('.')[0]}/1",
            version=1,
            kind=kind,
            at="2026-11-24T02:03:04.005Z",
            mono=6,
            actor="wang",
            second_actor="li" if place % 2 else None,
            key=f"golden-{place}",
            data=filled(KINDS[kind]),
        ).to_bytes()


if __name__ == "__main__":
    for line in missing():
        print(line.decode())
