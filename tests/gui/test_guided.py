"""The guided set of pictures on the screen: outline, one word, foot pedal; what is evidence stays as it was taken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from station.domain.readings import Live, Preview
from station.ui.widgets.camera import CameraView
from station.workflow.view import Ghost
from tests.gui.conftest import Build
from tests.gui.house import House, picture_of
from tests.gui.visit import UNITS
from tests.unit.workflow.test_engine import to_units


@pytest.fixture
def at_faces(build: Build) -> House:
    """The first unit lies before the camera, its top is wanted."""
    house = build(*UNITS)
    house.open()
    house.receive()
    to_units(house)
    house.scan(UNITS[0].code)
    house.settle()
    return house


def look(house: House, **measured: float) -> QImage:
    """A live picture with its measures; the camera's part of the window as it is painted then."""
    told = {"sharpness": 400.0, "brightness": 120.0, "burnt": 0.0, "motion": 0.3, **measured}
    preview = Preview("cam", house.clock.monotonic(), picture_of(3), live=Live(**told, look=bytes(144)))
    house.engine.offer(preview)
    house.settle()
    return camera(house).grab().toImage()


def camera(house: House) -> CameraView:
    found = house.widget("live.camera")
    assert isinstance(found, CameraView)
    return found


def test_one_word_says_what_the_picture_wants(at_faces: House) -> None:
    for measured, key in (
        ({"motion": 9.0}, "release.moving"),
        ({"brightness": 12.0}, "release.dark"),
        ({"sharpness": 12.0}, "release.blurred"),
        ({}, "release.good"),
    ):
        look(at_faces, **measured)
        assert camera(at_faces).accessibleDescription() == at_faces.word(key)


def test_each_face_has_its_outline(at_faces: House) -> None:
    seen = []
    for face in ("top", "bottom", "front", "waybill"):
        camera(at_faces).set_ghost(Ghost(face, before="left"))
        seen.append(look(at_faces))
    camera(at_faces).set_ghost(Ghost("bottom", before="left", pallet=True))
    seen.append(look(at_faces))
    camera(at_faces).set_ghost(None)
    seen.append(look(at_faces))
    assert all(one != other for at, one in enumerate(seen) for other in seen[at + 1 :])


def test_the_outline_is_not_in_the_evidence(at_faces: House) -> None:
    look(at_faces)
    at_faces.picture()
    face = at_faces.handlers.case("IN20261124-0001").units["1"].faces["top"]
    assert face.picture is not None
    assert at_faces.store.files.read(face.picture.sha256, "jpg") == picture_of(at_faces.pictures)


def test_the_foot_pedal_takes_a_picture_and_confirms_nothing_else(at_faces: House) -> None:
    asked = len(at_faces.camera.tokens)
    at_faces.key(Qt.Key.Key_PageDown)
    assert len(at_faces.camera.tokens) == asked + 1
    at_faces.shoot()
    at_faces.press("reject")
    at_faces.settle()
    at_faces.key(Qt.Key.Key_PageDown)
    assert len(at_faces.camera.tokens) == asked + 1
    assert at_faces.instruction() == "unit.reject"
    assert not at_faces.sees("refusal")


def test_the_pedal_is_deaf_on_other_pages(at_faces: House) -> None:
    asked = len(at_faces.camera.tokens)
    at_faces.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    at_faces.key(Qt.Key.Key_PageDown)
    assert len(at_faces.camera.tokens) == asked
