"""The list that goes with pictures that leave the station: what each file is, and that nothing was altered since.

manifest.json     canonical JSON (RFC 8785)
manifest.note     a signed note (C2SP signed-note) by the station's key over three lines:
                  receiving-station pictures v1, the delivery, the SHA-256 of manifest.json in hex
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Protocol

import msgspec

from station.domain.canonical import canonical
from station.domain.checkpoint import BadCheckpoint, VerifierKey, open_note
from station.domain.facts import Fact

MANIFEST, NOTE = "manifest.json", "manifest.note"
FIRST = "receiving-station pictures v1"
FILM = "unboxing_film"  # what a film shows
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


class Listed(Fact, frozen=True, kw_only=True):
    """A file: what it shows of which unit (or truck), when it was taken (UTC), by which camera, and its log entry."""

    file: str
    sha256: str
    size: int
    delivery: str
    unit: str
    visit: str
    shows: str
    at: str
    camera: str
    index: int


class ListedClip(Fact, frozen=True, kw_only=True):
    """A clip of the site's CCTV: number of its request, camera, span in station time (UTC), the name it came with."""

    file: str
    sha256: str
    size: int
    number: int
    camera: str
    since: str
    until: str
    name: str


class Manifest(Fact, frozen=True, kw_only=True):
    """station and the log's verifier key, the delivery, who exported and when (UTC)."""

    format: str = FIRST
    station: str
    key: str
    delivery: str
    by: str
    at: str
    pictures: tuple[Listed, ...]
    clips: tuple[ListedClip, ...] = ()

    def to_bytes(self) -> bytes:
        return canonical(msgspec.to_builtins(self))


class Pictured(Protocol):
    """What is asked of a picture; workflow.reading.PictureRow has it."""

    @property
    def index(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def delivery(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def visit(self) -> str: ...
    @property
    def shows(self) -> str: ...
    @property
    def camera(self) -> str: ...
    @property
    def size(self) -> int: ...


def listed(pictures: Iterable[Pictured]) -> tuple[Listed, ...]:
    """The pictures as files; every name is told by its entry's index alone."""
    return tuple(
        Listed(
            file=file_name(row),
            sha256=row.sha256,
            size=row.size,
            delivery=row.delivery,
            unit=row.unit,
            visit=row.visit,
            shows=row.shows,
            at=row.at,
            camera=row.camera,
            index=row.index,
        )
        for row in pictures
    )


def file_name(row: Pictured) -> str:
    """000123_unit-7_top.jpg: safe on every system, and no two are the same."""
    whose = f"unit-{row.unit}" if row.unit else "truck"
    return f"{row.index:06}_{_UNSAFE.sub('-', whose)[:40]}_{_UNSAFE.sub('-', row.shows)}.{extension_of(row)}"


def extension_of(row: Pictured | Listed) -> str:
    return "mkv" if row.shows == FILM else "jpg"


class Clipped(Protocol):
    """What is asked of a clip; workflow.reading.ClipRow has it."""

    @property
    def number(self) -> int: ...
    @property
    def camera(self) -> str: ...
    @property
    def since(self) -> str: ...
    @property
    def until(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def ext(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def name(self) -> str: ...


def listed_clips(clips: Iterable[Clipped]) -> tuple[ListedClip, ...]:
    """The clips that are here as files; clip-01_gate-2.mp4 is safe on every system."""
    return tuple(
        ListedClip(
            file=f"clip-{row.number:02}_{_UNSAFE.sub('-', row.camera)[:40]}.{row.ext}",
            sha256=row.sha256,
            size=row.size,
            number=row.number,
            camera=row.camera,
            since=row.since,
            until=row.until,
            name=row.name,
        )
        for row in clips
        if row.sha256
    )


def note_text(delivery: str, manifest: bytes) -> str:
    """What the station signs."""
    return f"{FIRST}\n{delivery}\n{hashlib.sha256(manifest).hexdigest()}\n"


def opened(manifest: bytes, note: bytes, key: VerifierKey) -> Manifest:
    """The manifest that this key has signed. Raises BadCheckpoint."""
    lines = open_note(note, key).split("\n")
    if lines[0] != FIRST or len(lines) < 3 or lines[2] != hashlib.sha256(manifest).hexdigest():
        raise BadCheckpoint(f"{MANIFEST} is not the one that was signed")
    try:
        return msgspec.json.decode(manifest, type=Manifest)
    except msgspec.MsgspecError as error:
        raise BadCheckpoint(str(error)) from error


def differences(manifest: Manifest, found: Mapping[str, str]) -> dict[str, list[str]]:
    """found: file -> SHA-256 of everything beside manifest and note. Gives altered, missing and extra files."""
    wanted = {picture.file: picture.sha256 for picture in manifest.pictures}
    wanted |= {clip.file: clip.sha256 for clip in manifest.clips}
    return {
        "altered": sorted(file for file in wanted.keys() & found.keys() if wanted[file] != found[file]),
        "missing": sorted(wanted.keys() - found.keys()),
        "extra": sorted(found.keys() - wanted.keys()),
    }
