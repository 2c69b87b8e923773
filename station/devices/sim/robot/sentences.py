"""Recognises a sentence of the catalogue on the screen, in either language, whatever was put into it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache

from station.texts import catalogue

MARK = "(?:[✓▲✕■] )?"  # state is never colour alone: a word may have its sign before it
KEY = "@"  # "@face.top": the parameter is itself a sentence of the catalogue


def says(shown: str, key: str, known: Mapping[str, str]) -> bool:
    """Whether a widget's text is this sentence. Parameters that are not named may be anything."""
    return any(pattern.fullmatch(shown) for pattern in _patterns(key, tuple(sorted(known.items()))))


@cache
def _patterns(key: str, known: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(MARK + "".join(_parts(sentence, language, dict(known))), re.DOTALL)
        for language, sentence in catalogue()[key].items()
    )


def _parts(sentence: str, language: str, known: Mapping[str, str]) -> Iterator[str]:
    for text, name, _, _ in string.Formatter().parse(sentence):
        yield re.escape(text)
        if name is not None:
            yield re.escape(_value(known[name], language)) if name in known else ".*?"


def _value(value: str, language: str) -> str:
    return catalogue()[value.removeprefix(KEY)][language] if value.startswith(KEY) else value
