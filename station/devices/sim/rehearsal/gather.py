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


def rows(dump: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every row of a dump: {"row": {…}, "table": "…"} a line."""
    for line in dump:
        if line.strip():
            row: dict[str, Any] = json.loads(line)["row"]
            yield row


def refusals_of_log(dump: Iterable[str]) -> set[str]:
    """The text keys of all refusals that were written down."""
    return {f"{RULE}{row['reason']}" for row in rows(dump) if row.get("flag") == "refused"}


def receipts_of_log(dump: Iterable[str]) -> dict[str, str]:
    """SHA-256 of each issued receipt by its number."""
    return {row["receipt"]: row["receipt_sha256"] for row in rows(dump) if row.get("receipt_sha256")}


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
