"""Notices from files: read, booked, and said what became of each; a refused file is kept under its hash."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from station.app.core import Core
from station.clock import utc_text
from station.domain.asn import FileFault
from station.domain.case import Happening
from station.domain.events.site import FileRefused
from station.domain.papers import days_later
from station.errors import ImportRefused, StoreError
from station.exchange.asn_csv import read_asn
from station.texts import Line, line
from station.workflow.announce import announce
from station.workflow.engine import Engine
from station.workflow.handlers import Rejected
from station.workflow.signals import Tone


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: a sentence, and every fault of a refused one."""

    good: bool
    said: Line
    faults: tuple[FileFault, ...] = ()


def import_notices(core: Core, files: list[Path], actor: str) -> Iterator[Imported]:
    """One after the other; one that is refused keeps no other from being booked."""
    for file in files:
        yield _one(core, file, actor)


def _one(core: Core, file: Path, actor: str) -> Imported:
    try:
        data = file.read_bytes()
    except OSError as error:
        return Imported(False, line("asn.unreadable", file=file.name, reason=str(error.strerror or error)))
    try:
        asn = read_asn(data)
    except ImportRefused as refused:
        return _refused(core, file.name, data, refused)
    key = f"import-{hashlib.sha256(data).hexdigest()[:32]}-{uuid.uuid4().hex[:8]}"
    booked = announce(core.handlers, core.queries.deliveries(), asn, day=core.day(), actor=actor, key=key)
    if isinstance(booked.result, Rejected):
        return Imported(False, line("asn.rejected", file=file.name, reason=booked.result.reason))
    name = "today.imported" if booked.changed else "today.imported_same"
    said = {"file": file.name, "order": booked.order, "revision": booked.revision}
    return Imported(True, line(name, **{k: v for k, v in said.items() if booked.changed or k != "revision"}))


def _refused(core: Core, name: str, data: bytes, refused: ImportRefused) -> Imported:
    """The file is kept: what a customer has sent is evidence, also when it is wrong. It names drivers: sealed."""
    faults: tuple[FileFault, ...] = refused.params["faults"]  # type: ignore[assignment]
    sealed = core.store.evidence.seal(data)
    event = FileRefused(
        name=name,
        sha256=sealed.sha256,
        faults=len(faults),
        record=sealed.record,
        hmac=sealed.hmac,
        keep_until=days_later(utc_text(core.clock.now()), core.settings.refused_file_days),
    )
    core.handlers.book([Happening(f"device/{core.settings.station_id}", event)], f"refused-{uuid.uuid4()}")
    said = line("today.import_refused", file=name, count=len(faults), first=fault_line(faults[0]))
    return Imported(False, said, faults)


def fault_line(fault: FileFault) -> Line:
    """Row, column and what is wrong."""
    if fault.row == 0:
        return fault.line
    if not fault.column:
        return line("asn.at_row", row=fault.row, said=fault.line)
    return line("asn.at", row=fault.row, column=fault.column, said=fault.line)


class NoticeImporter:
    """The same from the window: the result is said by the flash, faults one by one in the refusal's sentence."""

    def __init__(self, core: Core, engine: Engine) -> None:
        self._core = core
        self._engine = engine

    def import_files(self, files: list[Path]) -> None:
        try:
            for done in import_notices(self._core, files, self._engine.person):
                self._engine.tell(Tone.GOOD if done.good else Tone.BAD, done.said)
        except StoreError as error:
            self._engine.tell(Tone.STOP, Line(error.key, error.params))
