"""The printed lens board: its page is looked at by the calibration's own eyes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np

from station.devices.camera.lens import board_in
from station.devices.camera.opencv import cv2
from station.documents.lens_board import lens_board
from station.domain.lens_board import ACROSS, DOWN

DPI = 100


def test_every_corner_of_the_page_is_found_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "board.pdf").write_bytes(lens_board())
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", tmp_path / "board.pdf", tmp_path / "page"], check=True)
    (only,) = tmp_path.glob("page*.png")
    seen = board_in(np.asarray(cv2.imread(str(only), cv2.IMREAD_GRAYSCALE)))
    assert seen is not None
    assert len(seen.on_board) == (ACROSS - 1) * (DOWN - 1)
    steps = seen.in_picture * 25.4 / DPI - seen.on_board[:, :2]
    assert np.ptp(steps, axis=0).max() < 0.3, "mm on paper, wherever on the page it lies"
