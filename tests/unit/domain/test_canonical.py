"""RFC 8785: our fast path against the reference package, and all that is refused."""

from __future__ import annotations

import json
import math

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from station.domain.canonical import GREATEST, NotCanonical, canonical, is_canonical

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-GREATEST, GREATEST) | texts,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(texts, inner, max_size=5),
    max_leaves=30,
)


@given(values)
def test_the_bytes_are_those_of_the_reference(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


def test_keys_are_sorted_by_utf16_code_units() -> None:
    """The example of RFC 8785 §3.2.3."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(dict.fromkeys(keys, 0)))) == expected


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"weight": 1.5}, ".weight"),
        ({"weight": math.nan}, ".weight"),
        ({"lines": [{"quantity": 2**53}]}, ".lines[].quantity"),
        ({"n": -(2**53)}, ".n"),
        ({1: "a"}, "the top"),
        ({"raw": b"S S 1.00 kg"}, ".raw"),
        ({"set": {1}}, ".set"),
        ({"a": "\ud800"}, "surrogate"),
        ({"\udfff\u20ac": 1}, "surrogate"),
    ],
)
def test_refused_with_its_place(value: object, place: str) -> None:
    with pytest.raises(NotCanonical, match=place.replace("[", r"\[").replace("]", r"\]")):
        canonical(value)


@pytest.mark.parametrize(
    "stored",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":-0}',
        b'{"a":"\xff"}',
        b"",
        b"[" * 100_000,
    ],
)
def test_another_way_of_writing_is_noticed(stored: bytes) -> None:
    assert not is_canonical(stored)


def test_the_canonical_form_is_recognised() -> None:
    assert is_canonical('{"a":[null,true,-1],"b":"到货\\n"}'.encode())
