"""What the two engines say, made alike."""

from __future__ import annotations

import pytest

from station.devices.camera.codes.engines import LIVE, clockwise, expanded, plain_text, zbar, zxing
from tests.unit.devices.camera.codes import drawn


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("01234505", "0012000003455"),
        ("04963406", "0049000006346"),
        ("00123457", "0001234000057"),
        ("04124498", "0041244000098"),
        ("01234531", "0012300000451"),
    ],
)
def test_upc_e_stands_for_a_whole_number(short: str, long: str) -> None:
    assert expanded(short) == long


@pytest.mark.parametrize(("made", "text"), [("EAN13", "0012345678905"), ("Code128", "LOT-7"), ("Code39", "LOT-7")])
def test_both_engines_say_the_same_of_a_clean_picture(made: str, text: str) -> None:
    picture = drawn.on_label(drawn.code(made, text))
    (ours,), (theirs,) = zxing(picture, LIVE), zbar(picture)
    assert (ours.key(), ours.aim) == (theirs.key(), theirs.aim)
    assert (ours.text, ours.engine, theirs.engine) == (text, "zxing", "zbar")


def test_zbar_is_never_asked_for_itf() -> None:
    assert zbar(drawn.on_label(drawn.code("ITF", "16901234567899"))) == []


def test_chinese_stays_intact() -> None:
    (read,) = zxing(drawn.on_label(drawn.code("QRCode", "易碎品 · 请勿倒置")), LIVE)
    assert read.text == "易碎品 · 请勿倒置"


def test_a_vehicle_number_loses_its_data_identifier() -> None:
    assert plain_text("Code 39", "IWDBTK75G94T028954") == "WDBTK75G94T028954"
    assert plain_text("Code 39", "WDBTK75G94T028954") == "WDBTK75G94T028954"
    assert plain_text("Code 128", "IWDBTK75G94T028954") == "IWDBTK75G94T028954"


def test_corners_run_clockwise() -> None:
    upright = ((0.0, 0.0), (9.0, 0.0), (9.0, 3.0), (0.0, 3.0))
    on_its_head = ((9.0, 0.0), (0.0, 0.0), (0.0, 3.0), (9.0, 3.0))
    assert clockwise(upright) == upright
    assert clockwise(on_its_head) == ((9.0, 3.0), (0.0, 3.0), (0.0, 0.0), (9.0, 0.0))
