"""A visit as a script: what the clerk does, in small verbs, read from TOML.

    title = "…"
    use = "pieces.toml"             pieces of another file beside it
    [[act]]
    says = "…"                      one line of progress
    do = [ {scan = "…"}, {expect = "unit.scan"}, … ]
    [piece]
    carton = [ {scan = "{code}"}, … ]      played by {each = "cartons", play = "carton"}

A value may name variables in braces; `each` sets them from the rows of a table. robot/verbs.py knows the verbs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

Verb = Mapping[str, Any]


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of a visit that a person would tell in one sentence."""

    says: str
    do: tuple[dict[str, Any], ...]


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One visit."""

    title: str = ""
    act: tuple[Act, ...] = ()
    use: str = ""
    piece: dict[str, tuple[dict[str, Any], ...]] = {}


def read_script(file: Path) -> Script:
    """Raises msgspec.ValidationError where a file is no script."""
    script = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Script)
    if not script.use:
        return script
    return msgspec.structs.replace(script, piece={**read_script(file.with_name(script.use)).piece, **script.piece})


def verbs_of(script: Script) -> Iterator[Verb]:
    """Every verb that stands in a script and its pieces."""
    for act in script.act:
        yield from act.do
    for piece in script.piece.values():
        yield from piece


def filled(value: Any, variables: Mapping[str, str]) -> Any:
    """A verb's value with its variables in place, also inside tables and lists."""
    if isinstance(value, str):
        return value.format_map(variables) if "{" in value else value
    if isinstance(value, Mapping):
        return {name: filled(inner, variables) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [filled(inner, variables) for inner in value]
    return value
