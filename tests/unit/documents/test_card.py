"""The test card: its square code is read back from the printed page, and it is one page."""

from __future__ import annotations

from pathlib import Path

from station.documents.test_card import camera_card as card
from station.domain.calibration import CARD_CODE
from station.domain.codes import Kind, understand
from station.domain.readings import Scan
from tests.unit.documents.test_control_sheet import read_back


def test_the_cards_code_is_read_back_and_means_nothing_as_a_scan(tmp_path: Path) -> None:
    texts = read_back(card(), tmp_path)
    assert CARD_CODE in texts
    assert len(list(tmp_path.glob("page*.png"))) == 1
    assert understand(Scan("gun", 0.0, b"", CARD_CODE, "Q1")).kind is Kind.REFUSED
