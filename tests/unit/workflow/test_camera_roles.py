"""Papers lie under their own camera, where there is one."""

from __future__ import annotations

import pytest

from station.workflow.camera_roles import DOCUMENTS, UNITS, camera_for, role_for


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
    assert camera_for("weight", {UNITS: "cam"}) == "cam"
    assert camera_for(UNITS, {}) == ""
