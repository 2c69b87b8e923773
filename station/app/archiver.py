"""The process that moves pictures while the window is open. It reads the database and never writes it.

It tells by lines of JSON, and waits for an answer to one of them:

    {"progress": [moved, count, size, total, unread]}
    {"copied": {"delivery": …, "place": …, "files": […], "size": …}}    <- {"key": ""} the entry is durable, or why not
    {"done": [moved, count, size, total, unread]}   {"failed": {"key": …, "params": {…}}}

It may be killed at any moment (store/archive/mover.py); that is how it is stopped.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, astuple
from typing import Any

from station.app.archiving import archive_of, place_of, policy_of
from station.clock import SystemClock
from station.config import Settings
from station.errors import OperatorError
from station.platform import step_back
from station.store.archive.mover import Copied, Mover, Progress
from station.store.archive.plan import due
from station.store.files import Files
from station.store.reader import reading
from station.store.store import EVIDENCE
from station.texts import Line
from station.workflow.archiving import sentence, told


def main(settings: Settings) -> None:
    """The body of `station archiver`."""
    step_back()
    try:
        done = _run(settings)
    except OperatorError as error:
        _say(failed=told(Line(error.key, error.params)))
    else:
        _say(done=astuple(done))


def _run(settings: Settings) -> Progress:
    with reading(settings.data) as db:
        lots = due(db, policy_of(archive_of(settings)), SystemClock().now())
        place = place_of(settings)
        if not lots and not place.connected():
            return Progress(0, 0, 0, 0)  # a disk in the cupboard is no fault as long as it is not needed
        files = Files(settings.data / EVIDENCE)
        return Mover(db, files, place, _tell, lambda seen: _say(progress=astuple(seen))).run(lots)


def _tell(copied: Copied) -> Line | None:
    """The window commits the entry; where it is gone, this process has nothing more to do."""
    _say(copied=asdict(copied))
    answer = sys.stdin.readline()
    if not answer:
        sys.exit(0)
    refused: Mapping[str, Any] = json.loads(answer)
    return sentence(refused) if refused["key"] else None


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)
