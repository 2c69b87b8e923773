"""CCTV clips that come from a recorder: copied durably, then their entry; and deadlines that have passed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from station.domain.commands import ImportClip, NoteClipOverdue
from station.domain.permit import permit
from station.domain.refusal import Refusal
from station.domain.rules.cctv import importable
from station.domain.rules.truck import LEAST_FREE
from station.errors import DiskFull, StoreError
from station.platform import free_bytes
from station.store.files import Files
from station.texts import Line
from station.workflow.copying import Copying
from station.workflow.handlers import STATION, Handlers, Result
from station.workflow.reading import ClipRow

OTHER = "bin"  # the ending of a file whose own one says nothing
_NO_FILE: dict[str, Any] = {"sha256": "", "ext": "", "size": 0, "name": ""}
_ENDING = re.compile(r"[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is durable under its hash."""

    sha256: str
    ext: str
    size: int
    name: str


def hindrance(handlers: Handlers, delivery: str, number: int, who: str) -> Line | None:
    """Why a person may not bring a clip, asked before gigabytes are copied; None if nothing is against it."""
    try:
        permit(ImportClip(delivery=delivery, number=number, **_NO_FILE), handlers.person(who), None)
        importable(handlers.case(delivery), number)
    except Refusal as refusal:
        return refusal.line
    return None


def keep(files: Files, file: Path, copying: Copying) -> Kept:
    """Copies a file of any size into the evidence; may run on any thread. Raises StoreError, DiskFull, Stopped."""
    try:
        copying.total = file.stat().st_size
    except OSError as error:
        raise StoreError("cctv.unreadable", file=file.name, reason=str(error.strerror or error)) from error
    if not copying.total:
        raise StoreError("refusal.clip.empty", file=file.name)
    free = free_bytes(files.folder if files.folder.is_dir() else files.folder.parent)
    if copying.total > free - LEAST_FREE:
        raise DiskFull("cctv.no_room", file=file.name, size=copying.total // 10**6, free=free // 10**6)
    ending = file.suffix[1:].lower()
    ext = ending if _ENDING.fullmatch(ending) else OTHER
    sha256, size = files.take(file, ext, copying)
    return Kept(sha256, ext, size, file.name)


def book(handlers: Handlers, delivery: str, number: int, kept: Kept, who: str) -> Result:
    """The entry that names the file, after it is durable."""
    command = ImportClip(
        delivery=delivery, number=number, sha256=kept.sha256, ext=kept.ext, size=kept.size, name=kept.name
    )
    return handlers.dispatch(command, f"cmd-{uuid.uuid4()}", who)


def note_overdue(handlers: Handlers, waiting: Iterable[ClipRow], now: str) -> None:
    """Deadlines that have passed, also while the station was off: each is an entry, once. Raises StoreError."""
    late = (clip.delivery for clip in waiting if not clip.overdue_at and clip.deadline <= now)
    for delivery in dict.fromkeys(late):
        handlers.dispatch(NoteClipOverdue(delivery=delivery), f"overdue-{uuid.uuid4()}", STATION)
