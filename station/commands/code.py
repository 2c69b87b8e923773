"""`station code TEXT`: what the station understands of a code, as one line of JSON."""

from __future__ import annotations

import json
import re
import sys

import click

from station.clock import SystemClock
from station.commands.shared import EXIT_WRONG
from station.domain.codes import Kind, Understood, understand
from station.domain.element_strings import GS, decoded
from station.domain.printable import printable
from station.domain.readings import Scan
from station.texts import LANGUAGES, Texts

_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
_GS_WRITTEN = ("<GS>", "␝")  # a shell cannot easily give the character itself


@click.command()
@click.argument("text")
@click.option("--symbology", default="", help='The AIM identifier, e.g. "C1"; "]C1" at the beginning of TEXT does too.')
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[1], help="Of the reason for a refusal.")
def code(text: str, symbology: str, language: str) -> None:
    """Say what a scanned TEXT is: its kind, its GS1 parts, its check digit, whose waybill it may be.

    A separator is written <GS>. Ends with 1 where the code is refused.
    """
    for written in _GS_WRITTEN:
        text = text.replace(written, GS)
    aim = _AIM.match(text)
    if aim is not None:
        text, symbology = text[aim.end() :], symbology or aim[1]
    found = understand(Scan("command", 0.0, text.encode("utf-8", "surrogateescape"), text, symbology.removeprefix("]")))
    click.echo(_one_line(_told(found, Texts(language))))
    sys.exit(EXIT_WRONG if found.kind is Kind.REFUSED else 0)


def _told(found: Understood, texts: Texts) -> dict[str, object]:
    """parts: application identifier -> value as people write it; elements: the same as they stand in the code."""
    year = SystemClock().now().year
    return {
        "kind": found.kind.value,
        "text": found.text,
        "symbology": found.scan.symbology,
        "parts": {ai: decoded(ai, value, year) for ai, value in found.elements.items()},
        "elements": dict(found.elements),
        "check_digit": found.check.value,
        "candidates": list(found.candidates),
        "reason": None if found.reason is None else found.reason.key,
        "says": None if found.reason is None else texts.say(found.reason),
    }


def _one_line(told: dict[str, object]) -> str:
    """JSON that stays one line, whatever the code holds."""
    plain = json.dumps(told, ensure_ascii=False)
    return plain if plain == printable(plain, len(plain)) else json.dumps(told)
