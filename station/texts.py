"""Every sentence a person reads, by key, in Chinese and English.

The catalogue is resources/texts/*.toml: one table a key, both languages side by side, so that a
sentence is never translated in one place and forgotten in the other:

    ["weight.moving"]
    zh = "还在晃动,请稍候"
    en = "Still moving, wait"

A parameter is written {name}; what is put in is data and is never translated. A parameter that is
itself a Line is said in the same language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from station.assets import resource
from station.errors import Bug

LANGUAGES = ("zh_CN", "en")
_COLUMN = {"zh_CN": "zh", "en": "en"}


@dataclass(frozen=True, slots=True)
class Bilingual:
    """Data that a site has given in both languages: the title of a step it added, for one."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that has not been said yet: its key and what goes into it."""

    key: str
    params: Mapping[str, object] = field(default_factory=dict)


def line(key: str, **params: object) -> Line:
    """A Line, written shortly."""
    return Line(key, params)


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All sentences: key -> {"zh": …, "en": …}. A key in two files is a Bug."""
    found: dict[str, Mapping[str, str]] = {}
    for file in sorted(resource("texts").glob("*.toml")):
        for key, sentence in _read(file).items():
            if key in found:
                raise Bug("texts.twice", key=key, file=file.name)
            found[key] = sentence
    return found


def _read(file: Path) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


class Texts:
    """Says Lines in one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise Bug("texts.language", language=language)
        self.language = language

    def say(self, what: Line | str, **params: object) -> str:
        """The sentence of a Line or of a key; an unknown key is a Bug."""
        asked = what if isinstance(what, Line) else Line(what, params)
        sentence = catalogue().get(asked.key)
        if sentence is None:
            raise Bug("texts.unknown", key=asked.key)
        said = {name: self._value(value) for name, value in asked.params.items()}
        return self._finish(sentence[_COLUMN[self.language]].format_map(said))

    def _value(self, value: object) -> object:
        if isinstance(value, Bilingual):
            return getattr(value, _COLUMN[self.language])
        return self.say(value) if isinstance(value, Line) else value

    def _finish(self, sentence: str) -> str:
        return sentence


class PseudoTexts(Texts):
    """Marks every sentence ⟦like this⟧: what is on screen without marks was never translated."""

    def _finish(self, sentence: str) -> str:
        return f"⟦{sentence}⟧"
