"""R17: barcode text is data only. Hostile texts through the gun, the understanding and the sentences of the log."""

from __future__ import annotations

import json
import random
from collections import Counter

from station.devices.drivers.gun import SerialGun
from station.domain.codes import Kind, understand
from station.domain.element_strings import GS, decoded
from station.domain.gatherer import Gatherer
from station.domain.printable import printable
from station.domain.readings import Scan
from station.texts import LANGUAGES, Texts, line
from station.workflow.reading import LogRow
from station.workflow.sentences import sentence

LONGEST = 4096
SYMBOLOGIES = ("", "C0", "C1", "E0", "E3", "E4", "I1", "Q1", "Q3", "X0", "d1", "d2", "e0")
# Pieces that have done harm somewhere: controls, direction marks, SQL, formulas, markup, formats, paths, our own words.
HOSTILE = (
    "\0", "\r", "\n", "\t", "\x1b[2J", "\x07", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff",
    "\u200f", "مرحبا", "שלום", "粤B", "𝟙", "²", "٣", "é", "\ud800", "'; DROP TABLE unit; --", '" OR 1=1 --',
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "<script>alert(1)</script>", "&amp;", "{code}", "{0}",
    "{code.__class__}", "%s%n", "$(id)", "`id`", "../../etc", "\\\\host\\share", "STN:", "STN:B:",
    "STN:TAB:", "STN:LOC:", "LOC:", "STN:NEXT", "]C1", GS, "|", "(01)",
    "(", ")", "00", "01", "02", "10", "17", "21", "37", "310", "400",
    "06901234567892", "106141412345678908", "1Z999AA10123456784", "RB123456785GB", "SF1234567890123",
    "9" * 18, "A" * 200,
)  # fmt: skip


def hostile(chance: random.Random) -> str:
    """A text of a few pieces, now and then of thousands of characters."""
    pieces = chance.choices(HOSTILE, k=chance.randint(0, 6))
    if chance.random() < 0.3:
        pieces += [chr(chance.choice((chance.randrange(128), chance.randrange(0xD800)))) for _ in range(8)]
    text = "".join(pieces)
    if chance.random() < 0.02 and text:
        text *= LONGEST // len(text) + 1
    return text[:LONGEST]


def r17(count: int, seed: int) -> str:
    """Hostile texts as codes (N of them): no exception, no command by accident, one line an entry."""
    chance, gathered, kinds = random.Random(seed), Gatherer(), Counter[str]()
    for number in range(count):
        text, symbology = hostile(chance), chance.choice(SYMBOLOGIES)
        scan = Scan("gun", number / 10, text.encode("utf-8", "surrogatepass"), text, symbology)
        found = gathered.offer(understand(scan))
        kinds[found.kind.value] += 1
        _check(text, found.kind)
        for ai, value in found.elements.items():
            decoded(ai, value, 2026)
        _told(text, () if found.reason is None else (found.reason,))
    _through_the_gun(chance, count // 100)
    told = ", ".join(f"{times} {kind}" for kind, times in sorted(kinds.items()))
    return f"{count} codes ({told}): nothing raised, no command by accident, one line each"


def _check(text: str, kind: Kind) -> None:
    """Only what begins with our own prefix is a command, a tab or a badge."""
    if kind in (Kind.CONTROL, Kind.TAB, Kind.BADGE):
        assert text.strip().startswith("STN:"), repr(text)


def _told(text: str, reasons: tuple[object, ...]) -> None:
    """As the screen, the log and the program's own log tell it: one line, and the text stays a value."""
    unit = LogRow(1, "", "", "", "unit.scanned", "unit/7", "", {"code": text, "id": text})
    no = {"said": {"action": "scan_unit", "reason": "scan.unknown", "named": {"code": text}}}
    refused = LogRow(2, "", "", "", "unit.refused", "unit/7", "", no)
    told = [sentence(unit), sentence(refused), line("codes.no_control", code=printable(text, 80)), *reasons]
    for language in LANGUAGES:
        for said in told:
            one = Texts(language).say(said)  # type: ignore[arg-type]
            assert len(one.splitlines()) <= 1, repr(one)
            assert "\u202e" not in one
    assert "\n" not in json.dumps({"code": text})


def _through_the_gun(chance: random.Random, count: int) -> None:
    """The same texts as bytes of a line gun."""
    gun = SerialGun("gun")
    for number in range(count):
        gun.feed(hostile(chance).encode("utf-8", "surrogatepass") + b"\r", float(number))
        gun.feed(b"", number + 0.5)
