"""The entry's bytes, fixed for ever."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from station.domain.canonical import NotCanonical
from station.domain.entry import Entry, NotAnEntry, lifted
from station.domain.merkle import leaf_hash

ENTRY = Entry(
    station="IN-01",
    index=4711,
    stream="delivery/IN20261124-0001",
    version=7,
    kind="delivery.weighed",
    at="2026-11-24T02:42:07.123Z",
    mono=86_400_123,
    actor="P-1007",
    second_actor=None,
    key="01JD8Z6Q4M",
    data={"unit": "JD0001234567", "value": "12.50", "raw": "S S      12.50 kg", "note": "到货"},
)
GOLDEN = (
    '{"actor":"P-1007","at":"2026-11-24T02:42:07.123Z","data":{"note":"到货","raw":"S S      12.50 kg",'
    '"unit":"JD0001234567","value":"12.50"},"index":4711,"key":"01JD8Z6Q4M","kind":"delivery.weighed",'
    '"mono":86400123,"second_actor":null,"station":"IN-01","stream":"delivery/IN20261124-0001","v":1,"version":7}'
).encode()
GOLDEN_LEAF = "96b1b9df064e8aff09d95f33ec25e2b6f4e964cd421d82c4822b418ebc985336"


def test_golden_bytes() -> None:
    assert ENTRY.to_bytes() == GOLDEN
    assert leaf_hash(GOLDEN).hex() == GOLDEN_LEAF


def test_read_back() -> None:
    assert Entry.from_bytes(GOLDEN) == ENTRY


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"v":1,', b'"v":2,'),
        (b'"v":1,', b'"v":[],'),
        (b'"v":1,', b""),
        (b'"mono":86400123', b'"mono":"86400123"'),
        (b'"mono":86400123', b'"mono":-1'),
        (b'"version":7', b'"version":0'),
        (b'"index":4711', b'"index":4711,"more":0'),
        (b'"key":"01JD8Z6Q4M"', b'"key":""'),
        (b'"at":"2026-11-24T02:42:07.123Z"', b'"at":"2026-11-24T02:42:07Z"'),
        (b'"at":"2026-11-24T02:42:07.123Z"', b'"at":"2026-11-24T10:42:07.123+08:00"'),
        (b'"kind"', b'"kinds"'),
        (b"}", b""),
        (b"P-1007", b"\xff"),
    ],
)
def test_what_is_no_entry_is_refused(old: bytes, new: bytes) -> None:
    assert old in GOLDEN
    with pytest.raises(NotAnEntry):
        Entry.from_bytes(GOLDEN.replace(old, new))


def test_a_float_never_gets_in() -> None:
    with pytest.raises(NotCanonical, match=r"data\.value"):
        replace(ENTRY, data={"value": 12.5}).to_bytes()


def test_an_old_format_is_lifted_step_by_step() -> None:
    def to_2(fields: Any) -> dict[str, Any]:
        return {**fields, "v": 2, "place": "A"}

    def to_3(fields: Any) -> dict[str, Any]:
        return {**fields, "v": 3, "place": fields["place"] + "1"}

    assert lifted({"v": 1}, {1: to_2, 2: to_3}, 3) == {"v": 3, "place": "A1"}
    assert lifted({"v": 3, "place": "B2"}, {1: to_2, 2: to_3}, 3) == {"v": 3, "place": "B2"}


def test_a_later_format_is_refused() -> None:
    with pytest.raises(NotAnEntry, match="format 9"):
        lifted({"v": 9})
