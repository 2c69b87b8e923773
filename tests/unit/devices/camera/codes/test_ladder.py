"""Codes in generated pictures: upright, turned, blurred, dark; nothing where nothing is; an end to the time."""

from __future__ import annotations

import numpy as np
import pytest

from station.devices.camera.codes.engines import zxing_thorough
from station.devices.camera.codes.ladder import all_codes, first_code
from station.devices.camera.codes.read import Budget
from tests.unit.devices.camera.codes import drawn
from tests.unit.fake_clock import FakeClock

WAYBILL = "SF1026804100037"
EACH = [
    ("Code128", "Code 128", WAYBILL),
    ("Code39", "Code 39", "LOT-2291-A"),
    ("EAN13", "EAN-13", "6901234567892"),
    ("EAN8", "EAN-8", "96385074"),
    ("ITF", "ITF", "16901234567899"),
    ("QRCode", "QR Code", "收货 7 箱, 易碎"),
    ("DataMatrix", "Data Matrix", "LOT7/24"),
    ("PDF417", "PDF417", "SHIPMENT 77"),
]


def never() -> Budget:
    """A budget that does not run out."""
    return Budget(1.0, lambda: 0.0)


@pytest.mark.parametrize(("made", "symbology", "text"), EACH, ids=[made for made, _, _ in EACH])
@pytest.mark.parametrize("angle", [0, 17, -28])
def test_a_still_picture_gives_each_symbology_its_exact_text(
    made: str, symbology: str, text: str, angle: float
) -> None:
    picture = drawn.noisy(drawn.on_label(drawn.code(made, text, 3), angle=angle), 4, seed=3)
    assert [(read.symbology, read.text) for read in all_codes(picture, never())] == [(symbology, text)]


@pytest.mark.parametrize(("made", "symbology", "text"), EACH, ids=[made for made, _, _ in EACH])
def test_the_first_code_of_a_large_frame(made: str, symbology: str, text: str) -> None:
    picture = drawn.on_label(drawn.code(made, text, 4), 1920, 1080, angle=8)
    assert (symbology, text) in [(read.symbology, read.text) for read in first_code(picture, never())]


@pytest.mark.parametrize("modules", [1.5, 1.8, 2.1])
def test_motion_of_more_than_a_module_is_read_where_zxing_alone_is_blind(modules: float) -> None:
    sharp = drawn.on_label(drawn.code("Code128", WAYBILL, 4))
    picture = drawn.noisy(drawn.moved(sharp, modules * 4), 5, seed=11, gain=0.5)
    assert not zxing_thorough(picture)
    assert [read.text for read in first_code(picture, never())] == [WAYBILL]
    assert [read.text for read in all_codes(picture, never())] == [WAYBILL]


def test_a_small_blurred_retail_code_is_read_where_zxing_alone_is_blind() -> None:
    fine = drawn.on_label(drawn.code("EAN13", "9780441014989", 4), angle=4)
    small = drawn.moved(fine, 5)[::3, ::3]
    assert not zxing_thorough(small)
    assert [read.text for read in all_codes(drawn.noisy(small, 3, seed=5), never())] == ["9780441014989"]


def test_a_code_on_its_head_is_read_and_its_corners_begin_at_its_own_top_left() -> None:
    picture = drawn.moved(drawn.on_label(drawn.code("Code128", WAYBILL, 4), angle=180), 6)
    (read,) = all_codes(picture, never())
    assert read.text == WAYBILL
    (left, top), _, (right, bottom), _ = read.corners
    assert left > right
    assert top > bottom


def test_corners_enclose_the_code() -> None:
    picture = drawn.moved(drawn.on_label(drawn.code("Code128", WAYBILL, 4)), 6)
    (read,) = all_codes(picture, never())
    columns = np.nonzero((picture < 90).any(axis=0))[0]
    assert min(x for x, _ in read.corners) == pytest.approx(columns[0], abs=16)
    assert max(x for x, _ in read.corners) == pytest.approx(columns[-1], abs=16)


@pytest.mark.parametrize("seed", range(12))
def test_clutter_gives_nothing(seed: int) -> None:
    picture = drawn.clutter(seed)
    assert first_code(picture, never()) == []
    assert all_codes(picture, never()) == []


def test_two_labels_with_the_same_matrix_code_are_two() -> None:
    one = np.pad(drawn.code("DataMatrix", "LOT7/24", 6), 20, constant_values=255)
    found = all_codes(np.hstack([one, one]), never())
    assert [read.text for read in found] == ["LOT7/24"] * 2


@pytest.mark.parametrize("channels", [3, 4])
def test_colour_and_transparency(channels: int) -> None:
    grey = drawn.code("QRCode", "STN:NEXT", 5)
    picture = np.repeat(grey[:, :, None], channels, axis=2)
    if channels == 4:  # black modules on glass
        picture[:, :, :3], picture[:, :, 3] = 0, 255 - grey
    assert [read.text for read in all_codes(picture, never())] == ["STN:NEXT"]


def test_reading_ends_with_the_step_in_which_the_time_runs_out() -> None:
    clock, looked = FakeClock(), []

    def ticking() -> float:
        clock.forward(1.0)
        looked.append(clock.monotonic())
        return clock.monotonic()

    assert first_code(drawn.clutter(1), Budget(3.0, ticking)) == []
    assert len(looked) == 4  # one to begin with, and one after each of three steps
    looked.clear()
    all_codes(drawn.clutter(1), Budget(3.0, ticking))
    assert len(looked) == 4
