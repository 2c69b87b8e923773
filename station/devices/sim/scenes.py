"""What the virtual camera looks at: rendered scenes with labels that can be read, seals, dents, blur and bad light."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import zxingcpp

from station.devices.camera.opencv import cv2
from station.devices.sim.card_scene import card
from station.domain.calibration import CARD_CODE

WIDTH, HEIGHT = 1280, 720
PX_PER_MM = 1.4  # of the carton's face, which is 60 cm wide
CARD_AT = (70, 110)  # px within the face
CARDBOARD = (122, 164, 196)  # BGR
TAPE = (150, 190, 214)
INK = (38, 34, 30)
FLOOR = (96, 98, 101)
SHADES = {"top": 1.08, "bottom": 0.82, "front": 1.0, "back": 0.94, "left": 0.9, "right": 0.97}

Picture = np.ndarray
Scene = Mapping[str, Any]


def render(scene: Scene) -> Picture:
    """A BGR picture of 1280×720."""
    kind = scene.get("kind", "empty")
    if kind == "black":
        return np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture = _floor().copy()
    {"carton": _carton, "seal": _seal, "manifest": _manifest, "document": _document, "card": _test_card}.get(
        kind, _nothing
    )(picture, scene)
    light = float(scene.get("light", 1.0))
    if light != 1.0:
        picture = cv2.convertScaleAbs(picture, alpha=light)
    blur = float(scene.get("blur", 0))
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), blur) if blur else picture)


@lru_cache(maxsize=1)
def _floor() -> Picture:
    """Concrete: a soft fall of light and grain."""
    chance = np.random.default_rng(7)
    grain = chance.normal(0, 9, (HEIGHT // 2, WIDTH // 2)).astype(np.float32)
    wide = np.asarray(cv2.resize(grain, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC))
    x, y = np.meshgrid(np.linspace(-1, 1, WIDTH), np.linspace(-1, 1, HEIGHT))
    light = 1.12 - 0.28 * (x**2 + y**2)
    return np.clip(np.array(FLOOR)[None, None] * light[..., None] + wide[..., None], 0, 255).astype(np.uint8)


def _nothing(picture: Picture, scene: Scene) -> None:
    cv2.rectangle(picture, (180, 90), (1100, 640), (78, 80, 84), 3)


def _carton(picture: Picture, scene: Scene) -> None:
    face = str(scene.get("face", "front"))
    code = str(scene.get("code", ""))
    _shadow(picture, 232, 74, 1068, 668)
    box = picture[56:652, 216:1052]
    box[:] = _board(box.shape[0], box.shape[1], SHADES.get(face, 1.0), code)
    _tape(box, face)
    _label(box, code, face)
    _marks(box, face)
    if scene.get("dent"):
        _dent(box)
    if scene.get("tear"):
        _tear(box)
    if scene.get("card"):
        _measuring_card(box)
    if scene.get("tamper_seal"):
        _tamper_seal(box, str(scene["tamper_seal"]))


def _test_card(picture: Picture, scene: Scene) -> None:
    """The test card for cameras (documents/test_card.py): rays, bars and its square code."""
    card = np.full((560, 800, 3), 238, np.uint8)
    code = np.asarray(zxingcpp.create_barcode(CARD_CODE, zxingcpp.BarcodeFormat.QRCode).to_image(scale=8))
    card[40 : 40 + code.shape[0], 560 : 560 + code.shape[1]] = code[..., None]
    for ray in range(0, 360, 15):
        ends = [
            (200 + int(170 * np.cos(np.radians(ray + at))), 220 + int(170 * np.sin(np.radians(ray + at))))
            for at in (0, 7.5)
        ]
        cv2.fillPoly(card, [np.array([(200, 220), *ends])], INK, cv2.LINE_AA)
    for number, x in enumerate(range(40, 760, 24)):
        cv2.rectangle(card, (x, 430), (x + 3 + number // 3, 520), INK, -1)
    picture[80:640, 240:1040] = card


def _shadow(picture: Picture, left: int, top: int, right: int, bottom: int) -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    cv2.rectangle(mask, (left, top), (right, bottom), 1.0, -1)
    soft = np.asarray(cv2.GaussianBlur(mask, (0, 0), 18))
    picture[:] = (picture * (1 - 0.55 * soft[..., None])).astype(np.uint8)


def _board(height: int, width: int, shade: float, code: str) -> Picture:
    """Corrugated board: fine vertical flutes, fibres and a fall of light."""
    chance = np.random.default_rng(abs(hash_of(code)) % 2**32)
    flutes = 3.5 * np.sin(np.arange(width) * 0.9)[None, :]
    fibres = np.asarray(cv2.resize(chance.normal(0, 7, (height // 3, width)).astype(np.float32), (width, height)))
    light = shade * (1.05 - 0.16 * np.linspace(0, 1, height)[:, None])
    base = np.array(CARDBOARD)[None, None] * light[..., None]
    return np.asarray(np.clip(base + (flutes + fibres)[..., None], 0, 255).astype(np.uint8))


def hash_of(text: str) -> int:
    """The same for the same text in every process, unlike Python's own."""
    value = 5381
    for character in text:
        value = (value * 33 + ord(character)) % 2**31
    return value


def _tape(box: Picture, face: str) -> None:
    height, width = box.shape[:2]
    if face in ("top", "bottom"):
        _glossy(box[height // 2 - 34 : height // 2 + 34, :])
        cv2.line(box, (0, height // 2), (width, height // 2), (70, 96, 118), 2)
    else:
        _glossy(box[0:70, width // 2 - 34 : width // 2 + 34])
    cv2.rectangle(box, (0, 0), (width - 1, height - 1), (74, 100, 120), 3)


def _glossy(strip: Picture) -> None:
    strip[:] = cv2.addWeighted(strip, 0.45, np.full_like(strip, TAPE), 0.55, 12)


def _label(box: Picture, code: str, face: str) -> None:
    """A waybill on front and top, a small repeat of the code on the others."""
    if not code:
        return
    large = face in ("top", "front")
    width, height = (470, 250) if large else (300, 120)
    left, top = (60, 300) if large else (60, 420)
    label = np.full((height, width, 3), 246, np.uint8)
    bars = barcode(code, width - 50, 108 if large else 56)
    label[16 : 16 + bars.shape[0], 25 : 25 + bars.shape[1]] = bars[..., None]
    y = 24 + bars.shape[0]
    _write(label, code, (25, y + 20), 0.72 if large else 0.5)
    if large:
        cv2.line(label, (16, y + 36), (width - 16, y + 36), INK, 1)
        _write(label, f"FACE {face.upper()}", (25, y + 66), 0.6)
        _write(label, "RECEIVING DOCK 2", (25, y + 92), 0.5)
    cv2.rectangle(label, (0, 0), (width - 1, height - 1), (120, 120, 120), 1)
    box[top : top + height, left : left + width] = label


@lru_cache(maxsize=256)
def _bars(code: str) -> Picture:
    made = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.Code128)
    return np.asarray(made.to_image(scale=1, add_quiet_zones=False))


def barcode(code: str, width: int, height: int) -> Picture:
    """A Code 128 that fits, modules whole pixels wide."""
    row = _bars(code)[0:1]
    module = max(1, width // row.shape[1])
    return np.asarray(cv2.resize(row, (row.shape[1] * module, height), interpolation=cv2.INTER_NEAREST))


def _write(picture: Picture, text: str, at: tuple[int, int], size: float) -> None:
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, INK, 2, cv2.LINE_AA)


def _marks(box: Picture, face: str) -> None:
    """This way up, and the face's name as a stamp, so that a person can tell the pictures apart."""
    width = box.shape[1]
    for at in (0, 70):
        x = width - 210 + at
        cv2.arrowedLine(box, (x, 250), (x, 130), (52, 60, 96), 7, cv2.LINE_AA, tipLength=0.35)
    cv2.line(box, (width - 240, 268), (width - 110, 268), (52, 60, 96), 7, cv2.LINE_AA)
    cv2.putText(box, face.upper(), (width - 250, 340), cv2.FONT_HERSHEY_DUPLEX, 1.4, (52, 60, 96), 3, cv2.LINE_AA)


def _dent(box: Picture) -> None:
    """A pressed-in corner: dark in the middle, a bright rim, creases."""
    height, width = box.shape[:2]
    y, x = np.ogrid[:height, :width]
    distance = np.sqrt(((x - width * 0.74) / 130) ** 2 + ((y - height * 0.72) / 84) ** 2)
    deep, rim = np.exp(-(distance**2) * 2.2), np.exp(-((distance - 1.05) ** 2) * 26)
    box[:] = np.clip(box * (1 - 0.62 * deep)[..., None] + 46 * rim[..., None], 0, 255).astype(np.uint8)
    centre = (int(width * 0.74), int(height * 0.72))
    for angle in range(0, 360, 45):
        end = (centre[0] + int(150 * np.cos(np.radians(angle))), centre[1] + int(96 * np.sin(np.radians(angle))))
        cv2.line(box, centre, end, (66, 90, 112), 2, cv2.LINE_AA)


def _tear(box: Picture) -> None:
    chance = np.random.default_rng(3)
    points = [(600 + int(chance.integers(-26, 26)), 360 + 20 * step) for step in range(9)]
    cv2.polylines(box, [np.array(points)], False, (34, 42, 52), 14, cv2.LINE_AA)
    cv2.polylines(box, [np.array(points) + 7], False, (176, 206, 226), 4, cv2.LINE_AA)


def _measuring_card(box: Picture) -> None:
    """The measuring card beside the dent."""
    laid = card(PX_PER_MM)
    box[CARD_AT[1] : CARD_AT[1] + laid.shape[0], CARD_AT[0] : CARD_AT[0] + laid.shape[1]] = laid


def _tamper_seal(box: Picture, number: str) -> None:
    seal = np.full((76, 330, 3), (58, 58, 190), np.uint8)
    cv2.putText(seal, f"SEALED {number}", (14, 48), cv2.FONT_HERSHEY_DUPLEX, 0.8, (245, 245, 245), 2, cv2.LINE_AA)
    middle = box.shape[0] // 2
    box[middle - 38 : middle + 38, 440:770] = seal


def _seal(picture: Picture, scene: Scene) -> None:
    """A bolt seal through the door's hasp, its number in print and as a code."""
    for x in (0, 640):
        cv2.rectangle(picture, (x + 10, 0), (x + 630, HEIGHT), (150, 120, 66), -1)
        for rib in range(x + 60, x + 620, 90):
            cv2.line(picture, (rib, 0), (rib, HEIGHT), (128, 100, 52), 10)
    cv2.rectangle(picture, (430, 240), (850, 300), (126, 130, 134), -1)
    cv2.rectangle(picture, (430, 240), (850, 300), (60, 62, 66), 3)
    broken = scene.get("state", "intact") != "intact"
    cv2.line(picture, (640, 210), (640, 330 if broken else 470), (190, 194, 198), 22, cv2.LINE_AA)
    drop = 120 if broken else 0
    body = (470, 360 + drop)
    cv2.rectangle(picture, body, (body[0] + 340, body[1] + 190), (40, 170, 236), -1)
    cv2.rectangle(picture, body, (body[0] + 340, body[1] + 190), (18, 96, 140), 4)
    number = str(scene.get("code", ""))
    cv2.putText(picture, number, (body[0] + 18, body[1] + 64), cv2.FONT_HERSHEY_DUPLEX, 1.5, INK, 3, cv2.LINE_AA)
    if number:
        bars = barcode(number, 300, 70)
        label = np.full((90, bars.shape[1] + 40, 3), 246, np.uint8)
        label[10:80, 20:-20] = bars[..., None]
        left, top = body[0] + (340 - label.shape[1]) // 2, body[1] + 86
        picture[top : top + 90, left : left + label.shape[1]] = label
    if broken:
        cv2.polylines(picture, [np.array([(632, 330), (650, 350), (626, 366), (648, 380)])], False, (30, 30, 36), 5)


CARD = (540, 856)  # px: a card of the ID-1 format, 85.6 mm × 54 mm
ASLANT = ((330, 128), (962, 172), (938, 600), (282, 560))  # where its corners lie under the document camera


def _document(picture: Picture, scene: Scene) -> None:
    """A card that somebody has put down not quite straight: title, portrait, lines. Nobody's data stands on it."""
    card = np.full((*CARD, 3), (228, 222, 212), np.uint8)
    _write(card, str(scene.get("title", "DOCUMENT")), (44, 84), 1.5)
    cv2.rectangle(card, (600, 130), (806, 400), (168, 160, 150), -1)
    cv2.circle(card, (703, 230), 56, (120, 112, 106), -1)
    cv2.ellipse(card, (703, 400), (92, 108), 0, 180, 360, (120, 112, 106), -1)
    for number, length in enumerate((300, 420, 360, 480, 250, 400)):
        cv2.rectangle(card, (44, 136 + 62 * number), (44 + length, 158 + 62 * number), (96, 92, 88), -1)
    height, width = CARD
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix, size = cv2.getPerspectiveTransform(flat, np.array(ASLANT, np.float32)), (WIDTH, HEIGHT)
    there = np.asarray(cv2.warpPerspective(np.full(CARD, 255, np.uint8), matrix, size)) > 127
    picture[there] = np.asarray(cv2.warpPerspective(card, matrix, size))[there]


def _manifest(picture: Picture, scene: Scene) -> None:
    """A sheet of paper with lines, a heading and its number."""
    _shadow(picture, 370, 40, 930, 700)
    paper = np.full((660, 540, 3), 240, np.uint8)
    code = str(scene.get("code", ""))
    cv2.putText(paper, "MANIFEST", (30, 62), cv2.FONT_HERSHEY_DUPLEX, 1.3, INK, 2, cv2.LINE_AA)
    _write(paper, code, (30, 104), 0.7)
    if code:
        bars = barcode(code, 300, 60)
        paper[30 : 30 + bars.shape[0], 530 - bars.shape[1] - 14 : 530 - 14] = bars[..., None]
    for number, y in enumerate(range(150, 640, 30)):
        cv2.line(paper, (30, y), (510, y), (150, 150, 150), 1)
        _write(
            paper,
            f"{number + 1:02}   1 CTN    {(hash_of(code) + 37 * number) % 9000 / 100 + 5:6.2f} KG",
            (36, y - 8),
            0.48,
        )
    picture[30:690, 370:910] = paper
