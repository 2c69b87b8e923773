"""The import rules, checked on the whole graph of imports; indirect ones and imports inside functions count."""

from __future__ import annotations

from itertools import chain

import grimp
import pytest

from tests.architecture.rules import LAYERS, MAY_USE, ROOMS, RULES, Never, Only

LAYER = {name: height for height, names in enumerate(reversed(LAYERS)) for name in names}


def build() -> grimp.ImportGraph:
    return grimp.build_graph("station", include_external_packages=True, cache_dir=None)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return build()


def top(module: str) -> str:
    """The room or top module that a module stands in: station.ui.pages.today -> ui."""
    return module.split(".")[1]


def own_imports(graph: grimp.ImportGraph) -> list[tuple[str, str]]:
    """(importer, imported) for all imports inside the program that leave their room."""
    inside = [module for module in graph.modules if module.startswith("station.")]
    pairs = chain.from_iterable(
        ((module, imported) for imported in graph.find_modules_directly_imported_by(module)) for module in inside
    )
    return sorted(pair for pair in pairs if pair[1].startswith("station.") and top(pair[0]) != top(pair[1]))


def upward(graph: grimp.ImportGraph) -> list[str]:
    return [f"{one} imports {other}" for one, other in own_imports(graph) if LAYER[top(one)] < LAYER[top(other)]]


def sideways(graph: grimp.ImportGraph) -> list[str]:
    return [
        f"{one} imports {other}"
        for one, other in own_imports(graph)
        if top(one) in ROOMS and top(other) in ROOMS and other not in MAY_USE.get(top(one), ())
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.says)
def test_rule_holds(rule: Only | Never, graph: grimp.ImportGraph) -> None:
    assert list(rule.broken(graph)) == []


def test_every_module_has_its_layer(graph: grimp.ImportGraph) -> None:
    """A new room is given its layer before anybody imports it."""
    assert {top(module) for module in graph.find_children("station")} <= set(LAYER)


def test_imports_go_only_downwards(graph: grimp.ImportGraph) -> None:
    assert upward(graph) == []


def test_rooms_do_not_know_one_another(graph: grimp.ImportGraph) -> None:
    assert sideways(graph) == []


@pytest.mark.parametrize(
    ("rule", "planted"),
    [
        (Only("only the store speaks to a database", ("station.store",), ("peewee",)), ("station.ui.x", "peewee")),
        (Never("the rules know no Qt", ("station.domain",), ("PySide6",)), ("station.domain.x", "PySide6")),
    ],
    ids=["direct", "reached"],
)
def test_a_planted_import_is_found(rule: Only | Never, planted: tuple[str, str]) -> None:
    graph = build()
    graph.add_module(planted[0])
    graph.add_import(importer=planted[0], imported=planted[1])
    assert any(planted[0] in way for way in rule.broken(graph))


def test_a_detour_is_found() -> None:
    """domain → errors → PySide6 breaks the rule although no line of domain names Qt."""
    graph = build()
    graph.add_import(importer="station.errors", imported="PySide6")
    rule = Never("the rules know no Qt", ("station.domain",), ("PySide6",))
    assert any(way.endswith("station.errors → PySide6") for way in rule.broken(graph))


def test_planted_upward_and_sideways_imports_are_found() -> None:
    graph = build()
    graph.add_import(importer="station.domain.facts", imported="station.store")
    graph.add_import(importer="station.ui.pages", imported="station.store")
    assert upward(graph) == ["station.domain.facts imports station.store"]
    assert "station.ui.pages imports station.store" in sideways(graph)
