"""What a picture is of, for the strip that stands below it: said from the entry, never burnt into the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from station.domain.printable import printable
from station.texts import Line, line
from station.workflow.faces import face_word
from station.workflow.reading import LogRow


def caption(row: LogRow, sha256: str, time: str) -> tuple[Line | str, ...]:
    """Time (as the site's clock has it), unit and face, camera, and the code that was read in the picture."""
    picture = _picture(row.data, sha256)
    if picture is None:
        return ()
    camera = printable(str(picture.get("camera", "")))
    return (time, *_subject(row), *((camera,) if camera else ()), *_read(row, picture))


def _subject(row: LogRow) -> tuple[Line | str, ...]:
    """Whose picture it is; of what is no unit's the stream's own id (a truck)."""
    name = row.stream.rpartition("/")[2]
    if not row.stream.startswith("unit/"):
        return (name,)
    unit = line("caption.unit", unit=name)
    return (unit, face_word(row.data["face"])) if "face" in row.data else (unit,)


def _read(row: LogRow, picture: Mapping[str, Any]) -> tuple[Line | str, ...]:
    codes = [printable(str(code)) for code in picture.get("codes", ())]
    if codes:
        return (line("caption.read", codes=", ".join(codes)),)
    return (line("caption.unread"),) if row.kind == "unit.face_taken" else ()


def _picture(data: Any, sha256: str) -> Mapping[str, Any] | None:
    """The facts of a picture, wherever in the entry they stand."""
    if isinstance(data, Mapping):
        if data.get("sha256") == sha256:
            return data
        data = list(data.values())
    if not isinstance(data, list):
        return None
    return next((found for value in data if (found := _picture(value, sha256)) is not None), None)
