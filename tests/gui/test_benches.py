"""What measures the window must not measure something that has stopped: the benches at their smallest."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.benchmarks import carton_load, faces


def test_cartons_are_played_to_the_end(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carton_load, "CARTONS", 2)
    assert [figure.id for figure in carton_load.p16()] == ["P16", "P16"]


def test_faces_are_taken_by_the_cameras_process(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "CARTONS", 1)
    figures = faces.faces()
    assert [figure.id for figure in figures] == ["FACES"] * 3
    assert figures[0].detail.startswith("6 faces")
