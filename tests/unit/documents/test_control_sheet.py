"""The control sheet: every code on it is read back from the printed page by a decoder that did not draw it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import zxingcpp

from station.devices.camera.opencv import cv2
from station.documents.control_sheet import badge_cards, control_sheet
from station.domain.codes import Kind, control_codes, understand
from station.domain.readings import Scan


def read_back(pdf: bytes, folder: Path) -> list[str]:
    file = folder / "sheet.pdf"
    file.write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(file), str(folder / "page")], check=True)
    texts: list[str] = []
    for page in sorted(folder.glob("page*.png")):
        picture = cv2.imread(str(page), cv2.IMREAD_GRAYSCALE)
        texts += [found.text for found in zxingcpp.read_barcodes(picture)]
    return texts


def test_every_control_code_is_on_the_sheet_and_is_understood(tmp_path: Path) -> None:
    texts = read_back(control_sheet(), tmp_path)
    assert {code.text for code in control_codes()} <= set(texts)
    kinds = {understand(Scan("gun", 0.0, b"", text, "Q1")).kind for text in texts}
    assert kinds == {Kind.CONTROL, Kind.TAB}


@pytest.mark.parametrize("badge", ["1001", "A-77"])
def test_a_badge_card_is_read_as_a_badge(tmp_path: Path, badge: str) -> None:
    (text,) = read_back(badge_cards([("王丽", badge)]), tmp_path)
    found = understand(Scan("gun", 0.0, b"", text, "Q1"))
    assert (found.kind, found.text) == (Kind.BADGE, badge)
