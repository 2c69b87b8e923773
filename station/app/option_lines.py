"""Lines of a settings file with options of one instrument put in: text only, whoever calls proves what it reads as."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

DEVICE, OPTIONS = "[[device]]", "[device.options]"


def with_options(lines: Sequence[str], device: str, options: Sequence[str]) -> list[str]:
    """The lines with "name = value" options in the instrument's own table; unchanged where there is no such table."""
    begin, end = _table(lines, device)
    if begin == end:
        return list(lines)
    names = {option.partition("=")[0].strip() for option in options}
    heading = next((at for at in range(begin, end) if lines[at].strip() == OPTIONS), None)
    if heading is None:
        last = _last(lines, begin, end)
        return [*lines[: last + 1], OPTIONS, *options, *lines[last + 1 :]]
    kept = [line for line in lines[heading + 1 : end] if line.partition("=")[0].strip() not in names]
    return [*lines[: heading + 1], *options, *kept, *lines[end:]]


def _table(lines: Sequence[str], device: str) -> tuple[int, int]:
    """Where the instrument's table begins and ends, its options with it; (0, 0) where it does not stand there."""
    begins = [at for at, line in enumerate(lines) if line.strip() == DEVICE]
    for begin in begins:
        end = next((at for at in range(begin + 1, len(lines)) if _begins_another(lines[at])), len(lines))
        if _id(lines[begin:end]) == device:
            return begin, end
    return 0, 0


def _begins_another(line: str) -> bool:
    return bool(re.match(r"\s*\[", line)) and line.strip() != OPTIONS


def _id(lines: Sequence[str]) -> str:
    try:
        tables = tomllib.loads("\n".join(lines))["device"]
        return str(tables[0].get("id", ""))
    except (tomllib.TOMLDecodeError, KeyError, IndexError):
        return ""


def _last(lines: Sequence[str], begin: int, end: int) -> int:
    """The last line of a table that says something."""
    return max(at for at in range(begin, end) if lines[at].strip())
