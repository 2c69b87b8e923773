"""Codes in a picture that was taken: the waybill's is found beside a square code, and nothing is made up."""

from __future__ import annotations

import numpy as np
import zxingcpp

from station.devices.camera.codes.taken import texts_in
from station.devices.camera.opencv import cv2
from station.devices.sim.scenes import render

WAYBILL, SQUARE = "SF1026804100037", "https://example.invalid/13800138000"


def grey(**scene: object) -> np.ndarray:
    return np.asarray(cv2.cvtColor(render({"kind": "carton", **scene}), cv2.COLOR_BGR2GRAY))


def test_the_waybill_is_found_beside_a_square_code() -> None:
    picture = grey(code=WAYBILL, face="left")
    code = np.asarray(zxingcpp.create_barcode(SQUARE, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))
    picture[150 : 150 + code.shape[0], 700 : 700 + code.shape[1]] = code
    assert set(texts_in(picture)) == {WAYBILL, SQUARE}


def test_upside_down_and_on_its_side() -> None:
    picture = grey(code=WAYBILL, face="top")
    for turns in range(4):
        assert texts_in(np.ascontiguousarray(np.rot90(picture, turns))) == (WAYBILL,)


def test_a_face_without_a_label_has_no_code() -> None:
    assert texts_in(grey(face="left")) == ()


def test_a_blurred_label_is_still_read() -> None:
    assert texts_in(grey(code=WAYBILL, face="front", blur=1.2)) == (WAYBILL,)
