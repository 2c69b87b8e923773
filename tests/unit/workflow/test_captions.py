"""The strip below a picture: time, unit, face, camera and the code read in it, from the entry alone."""

from __future__ import annotations

from typing import Any

from station.texts import Line, Texts
from station.workflow.captions import caption
from station.workflow.reading import LogRow

SHA = "ab" * 32


def row(kind: str, stream: str, **data: Any) -> LogRow:
    return LogRow(7, "2026-11-24T02:03:04.005Z", "wang", "", kind, stream, "", data)


def said(entry: LogRow, language: str = "en", sha256: str = SHA) -> str:
    texts = Texts(language)
    parts = caption(entry, sha256, "2026-11-24 10:03")
    return " · ".join(texts.say(part) if isinstance(part, Line) else part for part in parts)


def test_a_face_with_the_code_that_was_read() -> None:
    face = row("unit.face_taken", "unit/D1/3", face="top", picture={"sha256": SHA, "camera": "cam-1", "codes": ["SF1"]})
    assert said(face) == "2026-11-24 10:03 · unit 3 · top · cam-1 · read: SF1"
    assert said(face, "zh_CN") == "2026-11-24 10:03 · 第 3 箱 · 顶面 · cam-1 · 读到 SF1"


def test_a_face_without_a_code_says_so() -> None:
    face = row("unit.face_taken", "unit/D1/3", face="extra-2", picture={"sha256": SHA, "camera": "cam-1"})
    assert said(face) == "2026-11-24 10:03 · unit 3 · extra picture 2 · cam-1 · waybill not read"


def test_a_picture_that_is_no_face_is_told_by_what_it_belongs_to() -> None:
    damage = row("unit.damage_marked", "unit/D1/3", damage="dent", close_up={"sha256": SHA, "camera": "cam-1"})
    assert said(damage) == "2026-11-24 10:03 · unit 3 · cam-1"
    manifest = row("visit.manifest_photographed", "visit/V1", picture={"sha256": SHA, "camera": "cam-1"})
    assert said(manifest) == "2026-11-24 10:03 · V1 · cam-1"


def test_the_caption_is_that_of_the_picture_which_is_shown() -> None:
    two = row("visit.x", "visit/V1", a=[{"sha256": "cd" * 32, "camera": "cam-2"}], b={"sha256": SHA, "camera": "cam-1"})
    assert said(two).endswith("cam-1")
    assert said(two, sha256="cd" * 32).endswith("cam-2")
    assert said(two, sha256="ef" * 32) == ""
