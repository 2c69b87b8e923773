"""Every place in the rules that can say no is provoked, and what it says can be said in both languages."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from traceback import walk_tb

import pytest

from station.domain.refusal import Refusal
from station.texts import LANGUAGES, Texts, catalogue
from tests.unit.domain.rules.provoked import ALL

Place = tuple[str, str, str]
"""Module below station/domain, function, code."""
RULES = Path("station", "domain")
HELPERS = RULES / "refusal.py"
# Codes that are put together at run time: their fixed beginning.
VARIABLE = ("weight.", "sign_in.")


def provoke(play: Callable[[], object]) -> tuple[Refusal, Path, str]:
    """The refusal, and file and function that raised it."""
    with pytest.raises(Refusal) as raised:
        play()
    frames = [(Path(frame.f_code.co_filename), frame.f_code.co_name) for frame, _ in walk_tb(raised.tb)]
    file, function = next(place for place in reversed(frames) if place[0].parts[-3:] != HELPERS.parts)
    return raised.value, file, function


def said_no(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(function, code) of every Refusal(…) and require(…); a code with a variable end gives its beginning and *."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in _own(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield from ((function.name, code) for code in _code(node, node.func.id))


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function without those of the functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef):
            waiting.extend(ast.iter_child_nodes(node))


def _code(call: ast.Call, name: str) -> Iterator[str]:
    place = {"Refusal": 0, "require": 1}.get(name)
    if place is not None:
        match call.args[place]:
            case ast.Constant(value=str(code)):
                yield code
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
                yield f"{start}*"


def places(checkout: Path) -> set[Place]:
    folder = checkout / RULES
    return {
        (file.relative_to(folder).as_posix(), function, code)
        for file in sorted(folder.rglob("*.py"))
        if file.name != HELPERS.name
        for function, code in said_no(ast.parse(file.read_text(encoding="utf-8")))
    }


@pytest.mark.parametrize(("code", "play"), ALL, ids=[f"{place}-{code}" for place, (code, _) in enumerate(ALL)])
def test_it_is_refused_and_said_in_both_languages(code: str, play: Callable[[], object]) -> None:
    refusal, _, _ = provoke(play)
    assert refusal.code == code
    for language in LANGUAGES:
        sentence = Texts(language).say(refusal.line)
        assert sentence, language
        assert "{" not in sentence


def test_no_place_that_can_say_no_is_left_out(checkout: Path) -> None:
    wanted = places(checkout)
    found = set()
    for _, play in ALL:
        refusal, file, function = provoke(play)
        module = file.relative_to(checkout / RULES).as_posix()
        variable = next((f"{start}*" for start in VARIABLE if refusal.code.startswith(start)), "")
        exact = (module, function, refusal.code)
        found.add(exact if exact in wanted else (module, function, variable))
    assert wanted - found == set()
    assert found - wanted == set()


@pytest.mark.parametrize("start", VARIABLE)
def test_codes_put_together_at_run_time_have_sentences(start: str) -> None:
    keys = [key for key in catalogue() if key.startswith(f"refusal.{start}")]
    assert len(keys) > 2
    for key in keys:
        for language in LANGUAGES:
            numbers = {"seconds": 3, "unit": "1", "count": 2, "max": 60, "d": 1, "shown": "lb", "wanted": "kg"}
            numbers |= {"device": "scale-1", "tare": 25, "gross": 20}
            assert "{" not in Texts(language).say(key, **numbers)


def test_every_sentence_of_a_refusal_belongs_to_a_rule_or_the_workflow(checkout: Path) -> None:
    """A code that no rule says any more leaves no sentence behind."""
    said = {code for _, _, code in places(checkout)}
    for file in (checkout / "station" / "workflow").rglob("*.py"):
        said |= {code for _, code in said_no(ast.parse(file.read_text(encoding="utf-8")))}
    begun = tuple(f"refusal.{code.removesuffix('*')}" for code in said)
    assert [key for key in catalogue() if key.startswith("refusal.") and not key.startswith(begun)] == []


def test_reading_the_source_sees_what_it_looks_for() -> None:
    tree = ast.parse('def a():\n    require(x, "b.c")\n    def d():\n        raise Refusal(f"e.{f}")\n')
    assert set(said_no(tree)) == {("a", "b.c"), ("d", "e.*")}
