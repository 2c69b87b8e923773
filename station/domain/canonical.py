"""Canonical JSON (RFC 8785, JCS): the only bytes that are hashed, signed or compared.

Stricter than the standard where the log needs it: no floats at all (decimals are text), so that no
number can be written in two ways, and no integer that a double cannot hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

GREATEST = 2**53 - 1  # RFC 7493 §2.2: every reader of JSON has these integers exactly

_json = msgspec.json.Encoder()


class NotCanonical(ValueError):
    """A value that has no canonical form. The message names its place."""


def canonical(value: Any) -> bytes:
    """The canonical UTF-8 bytes of mappings with text keys, lists, text, integers, booleans and None.

    Raises NotCanonical for floats, integers beyond ±(2^53-1), other types, keys that are no text, lone surrogates.
    """
    try:
        return _json.encode(_ordered(value, ""))
    except UnicodeEncodeError as error:
        raise NotCanonical(f"a lone surrogate in {error.object!r}") from error


def is_canonical(stored: bytes) -> bool:
    """Whether bytes are exactly the canonical form of what they say."""
    try:
        return canonical(msgspec.json.decode(stored)) == stored
    except (msgspec.DecodeError, UnicodeDecodeError, NotCanonical, RecursionError):
        return False


def _ordered(value: Any, place: str) -> Any:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is int:
        return _in_range(value, place)
    if kind is dict or isinstance(value, Mapping):
        return {key: _ordered(value[key], f"{place}.{key}") for key in _keys(value, place)}
    if kind is list or kind is tuple:
        return [_ordered(one, f"{place}[]") for one in value]
    raise NotCanonical(f"{kind.__name__} at {place or 'the top'}")


def _in_range(number: int, place: str) -> int:
    if -GREATEST <= number <= GREATEST:
        return number
    raise NotCanonical(f"an integer beyond 2^53-1 at {place or 'the top'}")


def _keys(value: Mapping[Any, Any], place: str) -> list[str]:
    for key in value:
        if type(key) is not str:
            raise NotCanonical(f"a key that is no text at {place or 'the top'}")
    keys = sorted(value)
    return keys if all(map(str.isascii, keys)) else sorted(keys, key=_utf16)


def _utf16(key: str) -> bytes:
    """RFC 8785 §3.2.3 sorts by UTF-16 code units, in which U+10000 stands before U+FFFF."""
    return key.encode("utf-16-be")
