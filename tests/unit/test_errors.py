"""The tree of errors: drawn as it is, keyed, and said without values that do not belong."""

from __future__ import annotations

import inspect
import re

import pytest

from station import errors
from station.errors import Bug, ConfigError, DatabaseTooNew, OperatorError, StationError, StoreError

CLASSES = {name: kind for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, StationError)}


def drawn() -> dict[str, str]:
    """class -> its base, read from the tree in the module's docstring."""
    bases: dict[str, str] = {}
    path: dict[int, str] = {}
    for text in (errors.__doc__ or "").splitlines():
        found = re.match(r"^(    )([│├└─ ]*)([A-Z]\w+)(?:  |$)", text)
        if found:
            depth = len(found[2]) // 4
            path[depth] = found[3]
            if depth:
                bases[found[3]] = path[depth - 1]
    return bases


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    real = {name: kind.__bases__[0].__name__ for name, kind in CLASSES.items() if kind is not StationError}
    assert drawn() == real


def test_an_error_tells_key_and_values() -> None:
    error = ConfigError("config.wrong", file="a.toml", key="station.id")
    assert (error.key, error.params) == ("config.wrong", {"file": "a.toml", "key": "station.id"})
    assert str(error) == "config.wrong (file=a.toml, key=station.id)"
    assert str(Bug("texts.unknown")) == "texts.unknown"


@pytest.mark.parametrize("kind", [kind for kind in CLASSES.values() if issubclass(kind, OperatorError)])
def test_what_a_person_can_mend_is_no_bug(kind: type[StationError]) -> None:
    assert not issubclass(kind, Bug)


def test_whoever_waits_for_the_store_sees_every_fault_of_it() -> None:
    with pytest.raises(StoreError):
        raise DatabaseTooNew("store.too_new", file="x", found=9, known=1)
