"""The printed measuring card: its page is looked at by the camera's own eyes, and its ruler is measured."""

from __future__ import annotations

import subprocess

import numpy as np
import pytest

from station.devices.camera.card import card_in
from station.devices.camera.opencv import cv2
from station.documents.measuring_card import measuring_card
from station.domain.measuring_card import RULER

DPI = 200
PX_PER_MM = DPI / 25.4


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    folder = tmp_path_factory.mktemp("card")
    (folder / "card.pdf").write_bytes(measuring_card())
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", folder / "card.pdf", folder / "page"], check=True)
    (only,) = folder.glob("page*.png")
    return np.asarray(cv2.imread(str(only), cv2.IMREAD_GRAYSCALE))


def test_the_page_is_a_card_in_its_real_size(page: np.ndarray) -> None:
    seen = card_in(page)
    assert seen.refused == ""
    to_mm = np.array([*seen.to_mm, 1.0]).reshape(3, 3)
    per_mille = np.array([[0.0, 0.0], [1000.0, 0.0], [0.0, 1000.0]])[:, None]
    corner, right, lower = cv2.perspectiveTransform(per_mille, to_mm)[:, 0]
    assert np.linalg.norm(right - corner) == pytest.approx(210.0, abs=0.4), "the whole page is A4"
    assert np.linalg.norm(lower - corner) == pytest.approx(297.0, abs=0.5)


def test_the_ruler_is_a_hundred_millimetres_long(page: np.ndarray) -> None:
    """The longest dark line on the page."""
    dark = (page < 140).astype(np.uint8)
    long = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, round(90 * PX_PER_MM)), np.uint8))
    rows = [np.flatnonzero(row) for row in long if row.any()]
    lengths = {round((row[-1] - row[0]) / PX_PER_MM, 1) for row in rows if row[-1] - row[0] < 140 * PX_PER_MM}
    assert lengths
    assert all(length == pytest.approx(RULER, abs=0.3) for length in lengths)
