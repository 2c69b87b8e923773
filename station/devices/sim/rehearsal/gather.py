"""What a rehearsal leaves behind, and what its log says of it: files, refusals, verdict.

The log is read from `station replay --dump`: canonical JSON lines of every projection table.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from station.devices.sim.rehearsal.sample import RULE


def objects(dump: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every JSON object of a dump, also those inside others and those that a column keeps as JSON text."""
    for line in dump:
        if line.strip():
            yield from _objects(json.loads(line))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
    elif isinstance(value, str) and value.startswith(("{", "[")):
        yield from _objects(_json(value))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def refusals_of_log(dump: Iterable[str]) -> set[str]:
    """The keys of all refusals that were written down."""
    return {f"{RULE}{found['reason']}" for found in objects(dump) if isinstance(found.get("reason"), str)}


def receipts_of_log(dump: Iterable[str]) -> dict[str, str]:
    """SHA-256 of each issued receipt by its number."""
    return {
        found["receipt"]: found["receipt_sha256"]
        for found in objects(dump)
        if str(found.get("receipt", "")).startswith("GR-") and found.get("receipt_sha256")
    }


def copy_receipts(files: Path, receipts: dict[str, str], into: Path) -> list[Path]:
    """The issued PDFs under their numbers; one that is missing is not in the list."""
    into.mkdir(parents=True, exist_ok=True)
    copied = []
    for number, sha256 in sorted(receipts.items()):
        for file in files.rglob(f"{sha256}.pdf"):
            copied.append(Path(shutil.copy(file, into / f"{number}.pdf")))
    return copied


def copy_pictures(files: Path, into: Path) -> list[Path]:
    """All evidence pictures; their names are their hashes, so no two are the same."""
    into.mkdir(parents=True, exist_ok=True)
    return [Path(shutil.copy(file, into / file.name)) for file in sorted(files.rglob("*.jpg"))]
