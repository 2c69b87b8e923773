"""What of a frame an entry keeps by the purpose that it was taken for, and which pictures may only lie sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from station.domain.events.common import Picture
from station.domain.readings import Frame
from station.workflow.ports import Evidence
from station.workflow.reading import LogDetail

Corners = tuple[tuple[int, int], ...]

PERSONAL = "identity."  # what is photographed to know who stands there: cards, licences, letters, notices
LOOK = "identity.look."  # and the document: looked at to read its number, kept nowhere
MANIFEST, SEAL = "manifest", "seal"


def is_personal(purpose: str) -> bool:
    """Whether a picture taken for this purpose must never lie on a disk in the clear."""
    return purpose.startswith(PERSONAL)


def is_look(purpose: str) -> bool:
    """Whether a picture for this purpose is read and forgotten."""
    return purpose.startswith(LOOK)


def told_of(purpose: str, frame: Frame, picture: Picture) -> Picture:
    """The picture with what else of the frame this purpose keeps."""
    if is_personal(purpose) or purpose == MANIFEST:
        return replace(picture, corners=frame.corners)
    return replace(picture, codes=frame.codes) if purpose == SEAL else picture


def sealed(evidence: Evidence, frame: Frame, picture: Picture) -> Picture:
    """A personal picture once its key and its encrypted file are durable. Raises StoreError."""
    file = evidence.seal(frame.jpeg)
    return replace(picture, sha256=file.sha256, record=file.record, hmac=file.hmac)


def corners_in(detail: LogDetail, record: str) -> Corners:
    """The corners that an entry tells of its sealed picture with this record, () where it tells none."""
    found = _picture(detail.entry.data, record) if detail.entry else None
    return tuple((int(x), int(y)) for x, y in found.get("corners", ())) if found else ()


def _picture(data: Any, record: str) -> Mapping[str, Any] | None:
    """The table of the picture, wherever it lies in the entry."""
    if isinstance(data, Mapping) and data.get("record") == record and "camera" in data:
        return data
    parts = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    return next((found for part in parts if (found := _picture(part, record)) is not None), None)
