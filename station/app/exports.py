"""Pictures that leave the station: first the entry that says so, then the files, their list and its signature."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path

from station.app.core import Core
from station.clock import utc_text
from station.domain.checkpoint import VerifierKey
from station.domain.commands import ExportPictures
from station.domain.manifest import (
    MANIFEST,
    NOTE,
    Manifest,
    Pictured,
    differences,
    listed,
    listed_clips,
    note_text,
    opened,
)
from station.errors import StoreError
from station.platform import replace_durably
from station.store.files import Files, durable_folder
from station.texts import Line, line
from station.workflow.handlers import Rejected


class Parcel:
    """An export that is allowed and in the log; `write` may run on any thread."""

    def __init__(self, manifest: Manifest, note: bytes, files: Files) -> None:
        self.manifest, self._note, self._files = manifest, note, files

    def write(self, folder: Path) -> Line:
        """Puts everything into <folder>/<delivery>. Raises StoreError. A picture that is lost here is said."""
        place = folder / self.manifest.delivery
        manifest = self.manifest
        try:
            durable_folder(place)
            wanted = [(one.sha256, place / one.file) for one in manifest.pictures]
            wanted += [(one.sha256, place / one.file) for one in manifest.clips]
            lost = sum(not self._files.copy(sha256, to.suffix[1:], to) for sha256, to in wanted)
            replace_durably(place / MANIFEST, self.manifest.to_bytes())
            replace_durably(place / NOTE, self._note)
        except OSError as error:
            raise StoreError("store.file_unwritable", folder=str(place), reason=str(error)) from error
        counts = {"count": len(manifest.pictures), "clips": len(manifest.clips)}
        return line("export.done", **counts, folder=str(place), lost=lost)


def prepare(core: Core, delivery: str, who: str) -> Parcel | Line:
    """Asks the rules, which write the entry; the reason why not, or what may be written now."""
    rows: tuple[Pictured, ...] = (*core.queries.pictures(delivery), *core.queries.films(delivery))
    manifest = Manifest(
        station=core.settings.station_id,
        key=core.store.verifier_key(),
        delivery=delivery,
        by=who,
        at=utc_text(core.clock.now()),
        pictures=listed(rows),
        clips=listed_clips(core.queries.clips(delivery)),
    )
    stored = manifest.to_bytes()
    command = ExportPictures(delivery=delivery, count=len(rows), manifest_sha256=hashlib.sha256(stored).hexdigest())
    result = core.handlers.dispatch(command, f"cmd-{uuid.uuid4()}", who)
    if isinstance(result, Rejected):
        return result.reason
    return Parcel(manifest, core.store.sign_text(note_text(delivery, stored)), core.store.files)


def checked(folder: Path, key: VerifierKey) -> tuple[bool, tuple[Line, ...]]:
    """Whether a folder holds exactly what was exported, and what is wrong. Raises BadCheckpoint, OSError."""
    manifest = opened((folder / MANIFEST).read_bytes(), (folder / NOTE).read_bytes(), key)
    found = {file.name: _hash(file) for file in _files(folder)}
    wrong = [
        Line(f"export.{how}", {"file": file}) for how, files in differences(manifest, found).items() for file in files
    ]
    told = line(
        "export.checked",
        count=len(manifest.pictures) + len(manifest.clips),
        delivery=manifest.delivery,
        station=manifest.station,
    )
    return not wrong, (told, *wrong) if wrong else (told, line("export.good", at=manifest.at))


def _files(folder: Path) -> Iterable[Path]:
    return (file for file in sorted(folder.iterdir()) if file.name not in (MANIFEST, NOTE))


def _hash(file: Path) -> str:
    if not file.is_file():
        return ""
    with open(file, "rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
