"""Papers lie under their own camera, where there is one."""

from __future__ import annotations

import pytest

from station.domain.agreements import Terms
from station.workflow.camera_roles import DOCUMENTS, LOW, UNITS, camera_for, role_for, role_for_face
from tests.unit.domain.harness import Dock, unit


@pytest.mark.parametrize("purpose", ["manifest", "identity.letter", "identity.id_copy", "identity.notice"])
def test_papers_go_before_the_document_camera(purpose: str) -> None:
    assert role_for(purpose) == DOCUMENTS


@pytest.mark.parametrize("purpose", ["seal", "face:top", "damage", "reclose"])
def test_things_go_before_the_camera_for_units(purpose: str) -> None:
    assert role_for(purpose) == UNITS


def test_one_camera_serves_both_roles_and_papers_have_theirs_where_there_is_one() -> None:
    assert camera_for(DOCUMENTS, {UNITS: "cam"}) == "cam"
    assert camera_for(DOCUMENTS, {UNITS: "cam", DOCUMENTS: "papers"}) == "papers"
    assert camera_for(UNITS, {UNITS: "cam", DOCUMENTS: "papers"}) == "cam"
    assert camera_for(LOW, {UNITS: "cam", DOCUMENTS: "papers"}) == "cam"
    assert camera_for(LOW, {UNITS: "cam", LOW: "low"}) == "low"
    assert camera_for("weight", {UNITS: "cam"}) == "cam"
    assert camera_for(UNITS, {}) == ""


@pytest.mark.parametrize(
    ("level", "face", "role"),
    [("pallet", "bottom", LOW), ("pallet", "top", UNITS), ("carton", "bottom", UNITS)],
)
def test_only_a_pallets_bottom_is_seen_from_below(level: str, face: str, role: str) -> None:
    case = Dock(unit(1, level=level), terms=Terms(level=level)).to("scanned").case
    assert role_for_face(case, "1", face) == role
    assert role_for_face(case, "nobody's", face) == UNITS
