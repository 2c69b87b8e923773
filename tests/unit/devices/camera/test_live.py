"""What is measured on live pictures: the same sharpness as on evidence, and motion that noise and lamps are not."""

from __future__ import annotations

import json

import numpy as np
import pytest

from station.devices.camera.client import live_of
from station.devices.camera.live import CELLS, LiveMeasures, changed
from station.devices.camera.opencv import cv2
from station.devices.camera.quality import decoded, measured
from station.devices.camera.shot import Shot
from station.devices.sim.scenes import render
from station.domain.release import STILL

CARTON = render({"kind": "carton", "code": "SF1026804100037", "face": "left"})


def of(measures: LiveMeasures, picture: np.ndarray) -> dict[str, float | str]:
    jpeg = bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])[1])
    shot = Shot(0.0, jpeg)
    half = shot.half()
    assert half is not None
    return measures.of(shot, half)


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (1920, 1080), (2560, 1440)])
def test_a_live_picture_is_judged_as_the_evidence_will_be(size: tuple[int, int]) -> None:
    picture = np.asarray(cv2.resize(CARTON, size, interpolation=cv2.INTER_AREA))
    told = of(LiveMeasures(), picture)
    grey = decoded(bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])[1]))
    assert grey is not None
    assert told["sharpness"] == pytest.approx(measured(grey).sharpness, rel=0.1)
    assert told["brightness"] == pytest.approx(measured(grey).brightness, abs=2)


def test_noise_is_no_motion() -> None:
    seed = 5
    chance, measures = np.random.default_rng(seed), LiveMeasures()
    for _ in range(8):
        noisy = np.clip(CARTON + chance.normal(0, 6, (*CARTON.shape[:2], 1)), 0, 255).astype(np.uint8)
        assert float(of(measures, noisy)["motion"]) < STILL, f"seed {seed}"


def test_a_carton_that_drifts_by_two_pixels_moves() -> None:
    measures = LiveMeasures()
    assert of(measures, CARTON)["motion"] == 0
    assert float(of(measures, np.roll(CARTON, 2, 1))["motion"]) > STILL


def test_a_lamp_that_flickers_is_no_motion_but_a_hand_at_the_edge_is() -> None:
    before = np.full(CELLS[::-1], 100.0, np.float32)
    assert changed(before, before * 1.2) == 0
    hand = before.copy()
    hand[:8, :8] += 60
    assert changed(before, hand) > STILL


def test_the_look_is_sixteen_by_nine_greys() -> None:
    assert len(bytes.fromhex(str(of(LiveMeasures(), CARTON)["look"]))) == 144


def test_the_window_gets_the_measures_as_they_were_sent() -> None:
    sent = json.loads(json.dumps(of(LiveMeasures(), CARTON)))
    live = live_of(sent)
    assert live is not None
    assert (live.sharpness, live.motion, live.look.hex()) == (sent["sharpness"], 0, sent["look"])
    assert live_of(None) is None
