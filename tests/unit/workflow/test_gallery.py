"""The gallery as data: units that are here, holes, retakes, and nothing while it is counted."""

from __future__ import annotations

from station.domain import commands as c
from station.domain.case import Case
from station.texts import line
from station.workflow.gallery import Gallery, gallery_of
from station.workflow.reading import PictureRow
from tests.unit.domain.harness import ORDER, VISIT, Dock
from tests.unit.domain.rules.provoked import doubt_first


def rows(case: Case) -> list[PictureRow]:
    """As the store has them: the faces of all units, and the truck's manifest."""
    taken = [
        (face.picture.sha256, unit.id, face.face)
        for unit in case.present
        for face in unit.faces.values()
        if face.picture is not None
    ]
    units = [
        PictureRow(place, sha, "2026-11-24T01:00:00.000Z", ORDER, unit, "", face, "cam", 1)
        for place, (sha, unit, face) in enumerate(taken)
    ]
    return [*units, PictureRow(99, "ee" * 32, "2026-11-24T00:50:00.000Z", "", "", VISIT, "manifest", "cam", 1)]


def of(dock: Dock) -> Gallery:
    return gallery_of(dock.case, rows(dock.case))


def test_a_row_for_each_unit_that_is_here_and_the_truck_last() -> None:
    dock = Dock().to("opened")
    dock.scan(1)
    dock.give(dock.face("top"))
    gallery = of(dock)
    assert [strip.unit for strip in gallery.strips] == ["1", dock.case.visit.plate]
    assert [bool(cell.sha256) for cell in gallery.strips[0].cells] == [True, False, False, False, False, False]
    assert [cell.shows for cell in gallery.strips[1].cells] == [line("picture.manifest")]


def test_a_waived_face_tells_its_reason_and_a_retake_stands_in_the_place_of_the_first() -> None:
    dock = Dock().to("scanned")
    dock.give(c.WaiveFace(delivery=ORDER, unit="1", face="bottom", reason="叉车"), "wang", "zhao")
    dock.give(dock.face("top"))
    first = rows(dock.case)
    dock.give(dock.face("top", retake_reason="dark"))
    strip = gallery_of(dock.case, [*first, *rows(dock.case)]).strips[0]
    again = dock.case.units["1"].faces["top"].picture
    assert again is not None
    assert (strip.cells[0].sha256, strip.cells[1].note) == (again.sha256, "叉车")


def test_a_doubt_is_marked_and_told() -> None:
    dock = doubt_first(Dock().to("photographed"))
    strip = of(dock).strips[0]
    assert [cell.doubted for cell in strip.cells] == [True, False, False, False, False, False]
    assert line("gallery.doubted", shows=line("face.top"), reason="") in [fact.value for fact in strip.facts]


def test_nothing_is_shown_between_unloading_and_reveal() -> None:
    dock = Dock().to("unloaded")
    assert of(dock) == Gallery(ORDER, counting=True)
    assert len(of(dock.to("counted")).strips) == 3
