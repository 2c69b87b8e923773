"""Films on their way to the evidence: <data>/films/<film>.mkv while one is taken, <evidence>/ab/cd/<sha256>.mkv after.

The camera's process writes the first, this moves it. In this order: the file is read whole and durable, a note of its
hash is durable beside it, it has its name by content (durable), an entry names it, the note is forgotten. Wherever that
is interrupted, `keep` is asked again at the next start and goes on.
"""

from __future__ import annotations

import os
import time
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from station.clock import utc_text
from station.domain.events.common import Film, FilmGap
from station.domain.film.reading import FilmIndex, index_of
from station.errors import StoreError
from station.platform import replace_durably
from station.store.files import Files

MKV = "mkv"
QUIET = 15.0  # seconds; a camera's process that hears nothing of its window ends within two


class FilmFiles:
    """Implements workflow.ports.Films."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.folder, self._files = folder, files

    def path(self, film: str) -> Path:
        """Where a film is written; its folder is made. Raises StoreError."""
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise StoreError("store.file_unwritable", folder=str(self.folder), reason=str(error)) from error
        return self.folder / f"{film}.{MKV}"

    def quiet(self, film: str) -> bool:
        """Whether nobody writes a film any more: the camera's process outlives a station that was killed by a second,
        and what it writes then must not come on top of what was hashed.
        """
        try:
            return abs(time.time() - self.path(film).stat().st_mtime) > QUIET
        except (OSError, StoreError):
            return True

    def keep(self, film: str, camera: str, end: str, sha256: str = "") -> Film | str:
        """The film in the evidence, or why nothing of it is there (FilmLost.why). Reads the whole file: not for the
        screen's thread. sha256: of what was written, where it is known; a file that is another one is kept aside.
        """
        try:
            return self._keep(film, camera, end, sha256)
        except (OSError, StoreError):
            return "unwritable"

    def forget(self, film: str) -> None:
        """An entry tells of it now."""
        self._note(film).unlink(missing_ok=True)

    def open(self, sha256: str) -> BinaryIO | None:
        """The file of a film, None where it is not there."""
        try:
            return open(self._files.path(sha256, MKV), "rb")
        except OSError:
            return None

    def _keep(self, film: str, camera: str, end: str, sha256: str) -> Film | str:
        file, note = self.path(film), self._note(film)
        if not file.exists():
            return self._moved(note, camera, end)
        index = _made_whole(file)
        if index is None:
            file.unlink()
            return "no_picture"
        digest = _hash(file)
        if sha256 and digest != sha256:
            file.replace(file.with_suffix(".altered"))
            return "altered"
        replace_durably(note, digest.encode())
        self._files.adopt(file, digest, MKV)
        return _told(index, digest, camera, end)

    def _moved(self, note: Path, camera: str, end: str) -> Film | str:
        """It has its name by content already; only the entry was missing."""
        if not note.exists():
            return "no_file"
        sha256 = note.read_text("ascii")
        if not self._files.check(sha256, MKV):
            return "no_file"
        with open(self._files.path(sha256, MKV), "rb") as file:
            return _told(index_of(file), sha256, camera, end)

    def _note(self, film: str) -> Path:
        return self.folder / f"{film}.sha256"


def _made_whole(file: Path) -> FilmIndex | None:
    """Cut to its last whole cluster, durable; None where no picture is in it. Raises OSError."""
    with open(file, "r+b") as opened:
        index = index_of(opened)
        if not index.stills or index.began is None:
            return None
        opened.truncate(index.length)
        os.fsync(opened.fileno())
    return index


def _hash(file: Path) -> str:
    with open(file, "rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _told(index: FilmIndex, sha256: str, camera: str, end: str) -> Film:
    """A film as the log tells it."""
    return Film(
        sha256=sha256,
        camera=camera,
        container=MKV,
        evidence=index.evidence,
        width=index.width,
        height=index.height,
        frames=len(index.stills),
        size=index.length,
        begins=_moment(index, 0),
        ends=_moment(index, index.lasts),
        gaps=tuple(
            FilmGap(begins=_moment(index, gap.start), ends=_moment(index, gap.end), why=gap.why) for gap in index.gaps
        ),
        end=end,
    )


def _moment(index: FilmIndex, ms: int) -> str:
    at = index.moment(ms)
    return utc_text(at) if at else ""
