"""The catalogue against the code: every key that is said exists, in both languages, with its parameters."""

from __future__ import annotations

import ast
import inspect
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from station import errors
from station.texts import catalogue
from tests.architecture.source import calls, trees

OPERATOR_ERRORS = {
    name
    for name, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.OperatorError) and kind is not errors.OperatorError
}
# What is called -> which argument is the key, and what is put before it.
SPEAKERS: dict[str, tuple[int, str]] = {
    "line": (0, ""),
    "Line": (0, ""),
    "say": (0, ""),
    "Refusal": (0, "refusal."),
    "require": (1, "refusal."),
    **dict.fromkeys(OPERATOR_ERRORS, (0, "")),
}


def parameters(sentence: str) -> set[str]:
    """The names in {…} of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def spoken(tree: ast.Module) -> Iterator[tuple[int, str, set[str] | None]]:
    """(line, key, names of the parameters or None where they are not written out) for every literal key."""
    for name, call in calls(tree):
        place, prefix = SPEAKERS.get(name, (99, ""))
        if place < len(call.args) and isinstance(call.args[place], ast.Constant):
            key = call.args[place].value  # type: ignore[attr-defined]
            written_out = place + 1 == len(call.args) and all(keyword.arg for keyword in call.keywords)
            yield call.lineno, f"{prefix}{key}", {str(k.arg) for k in call.keywords} if written_out else None


def test_every_key_that_is_said_exists(checkout: Path) -> None:
    missing = [
        f"{name}:{line} {key}"
        for name, tree in trees(checkout)
        for line, key, _ in spoken(tree)
        if key not in catalogue()
    ]
    assert missing == []


def test_every_sentence_gets_its_parameters(checkout: Path) -> None:
    lacking = [
        f"{name}:{line} {key} lacks {sorted(lack)}"
        for name, tree in trees(checkout)
        for line, key, given in spoken(tree)
        if given is not None and key in catalogue() and (lack := parameters(catalogue()[key]["zh"]) - given)
    ]
    assert lacking == []


def test_a_key_with_a_variable_end_has_sentences(checkout: Path) -> None:
    """line(f"step.{kind}") : at least one key begins like that."""
    orphans = [
        f"{name}:{call.lineno} {start}…"
        for name, tree in trees(checkout)
        for called, call in calls(tree)
        for start in _variable_starts(called, call)
        if not any(key.startswith(start) for key in catalogue())
    ]
    assert orphans == []


def _variable_starts(called: str, call: ast.Call) -> Iterator[str]:
    place, prefix = SPEAKERS.get(called, (99, ""))
    if place < len(call.args):
        match call.args[place]:
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
                yield prefix + start


def test_the_catalogue_is_not_empty() -> None:
    assert len(catalogue()) > 20


@pytest.mark.parametrize("area", sorted({key.split(".")[0] for key in catalogue()}))
def test_both_languages_say_the_same(area: str) -> None:
    for key, sentence in catalogue().items():
        if key.split(".")[0] == area:
            assert set(sentence) == {"zh", "en"}, key
            assert all(text.strip() == text and text for text in sentence.values()), key
            assert parameters(sentence["zh"]) == parameters(sentence["en"]), key


def test_no_sentence_shouts() -> None:
    assert [key for key, sentence in catalogue().items() if set("!！") & set("".join(sentence.values()))] == []


def test_spoken_reads_calls() -> None:
    tree = ast.parse('line("a.b", x=1)\nrequire(ok, "no", y=2)\nConfigError("c.d", **kw)\nlen("e.f")\n')
    assert list(spoken(tree)) == [(1, "a.b", {"x"}), (2, "refusal.no", {"y"}), (3, "c.d", None)]
