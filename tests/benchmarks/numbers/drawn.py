"""Pictures with seal numbers and identity-card numbers, drawn and spoilt as a dock's camera spoils them; all invented.

A seal is a bolt with its number lasered into grey metal or printed on a coloured barrel, a card a white card with the
eighteen characters at its foot. Each is seen aslant, blurred by focus and by a hand, in poor light, with a sensor's
noise, and packed as a JPEG.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from stdnum.cn import ric

from station.devices.camera.opencv import cv2

WIDTH, HEIGHT = 1280, 720
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf",
    "/usr/share/fonts/X11/Type1/NimbusSans-Bold.pfb",
    "/usr/share/fonts/X11/Type1/NimbusMonoPS-Bold.pfb",
)
WORDS = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
REGIONS = ("110105", "310112", "440304", "510107", "330106", "420111")
PREFIXES = ("", "CN", "ML", "HLCU", "SITC", "C", "YT", "KE")
PAINTS = ((200, 180, 40), (40, 90, 190), (190, 60, 50), (230, 230, 230))
MARKS = ("HIGH SECURITY", "BOLT SEAL", "ISO 17712 H")
CARD = ("姓名  杨民敬", "性别  男   民族  汉", "出生  1985 年 3 月 12 日", "住址  深圳市福田区深南路 8 号")
LEVELS = ("clean", "usual", "hard")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture (BGR), the number that stands on it, and how hard it was made."""

    picture: np.ndarray
    number: str
    level: str


def seal_text(chance: random.Random) -> str:
    """Seven to ten characters: letters before digits, as the makers of bolt seals count."""
    prefix = chance.choice(PREFIXES)
    digits = chance.randint(max(5, 7 - len(prefix)), 10 - len(prefix))
    return prefix + "".join(chance.choice("0123456789") for _ in range(digits))


def id_number(chance: random.Random) -> str:
    """GB 11643: a region that existed when its holder was born, date of birth, order, check character; invented."""
    number = ""
    while not ric.is_valid(number):
        number = _any_number(chance)
    return number


def _any_number(chance: random.Random) -> str:
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(16000))
    head = f"{chance.choice(REGIONS)}{born:%Y%m%d}{chance.randrange(1000):03}"
    return head + "10X98765432"[sum(int(d) * w for d, w in zip(head, WEIGHTS, strict=True)) % 11]


def seal(chance: random.Random, level: str) -> Drawn:
    number = seal_text(chance)
    metal = chance.random() < 0.5
    ground = (chance.randint(130, 185),) * 3 if metal else chance.choice(PAINTS)
    dark = tuple(int(colour * (0.45 if metal else 0.15)) for colour in ground)
    ink = dark if sum(ground) / 3 > 128 else (240, 240, 235)
    plate = Image.new("RGB", (900, 260), ground)
    draw = ImageDraw.Draw(plate)
    size = chance.randint(46, 72)
    draw.text((70, 110), number, font=ImageFont.truetype(chance.choice(FONTS), size), fill=ink)
    if chance.random() < 0.5:
        draw.text((70, 30), chance.choice(MARKS), font=ImageFont.truetype(FONTS[1], 34), fill=ink)
    flat = np.array(plate)[:, :, ::-1].astype(np.float32)
    bulge = 1.0 - 0.45 * np.linspace(-1, 1, flat.shape[0])[:, None, None] ** 2  # a barrel is round
    brushed = np.random.default_rng(chance.getrandbits(32)).normal(0, 6 if metal else 2, (flat.shape[0], 1, 1))
    barrel = np.clip(flat * bulge + brushed, 0, 255)
    return Drawn(_seen(barrel, chance, level, chance.uniform(0.45, 0.8)), number, level)


def card(chance: random.Random, level: str) -> Drawn:
    number = id_number(chance)
    plate = Image.new("RGB", (856, 540), (236, 240, 238))
    draw = ImageDraw.Draw(plate)
    words = ImageFont.truetype(WORDS, 30)
    for line, text in enumerate(CARD):
        draw.text((60, 50 + 80 * line), text, font=words, fill=(40, 44, 60))
    draw.rectangle((590, 60, 800, 330), fill=(150, 160, 175))
    draw.text((60, 446), "公民身份号码", font=words, fill=(60, 90, 150))
    draw.text((290, 440), number, font=ImageFont.truetype(FONTS[0], 42), fill=(25, 25, 30))
    flat = np.array(plate)[:, :, ::-1].astype(np.float32)
    return Drawn(_seen(flat, chance, level, chance.uniform(0.6, 1.0)), number, level)


def _seen(flat: np.ndarray, chance: random.Random, level: str, scale: float) -> np.ndarray:
    """What the camera makes of it."""
    strength = {"clean": 0.15, "usual": 0.5, "hard": 1.0}[level]
    grain = np.random.default_rng(chance.getrandbits(32))
    picture = _aslant(flat, chance, scale, strength)
    picture = cv2.GaussianBlur(picture, (0, 0), 0.4 + 1.6 * strength * chance.random())
    length = 1 + 2 * round(3 * strength * chance.random())
    kernel = np.zeros((length, length), np.float32)
    cv2.line(kernel, (0, length // 2), (length - 1, chance.randrange(length)), 1.0)
    picture = cv2.filter2D(picture, -1, kernel / kernel.sum())
    lit = 1.0 - strength * chance.uniform(0.1, 0.65)
    fall = np.linspace(1.0, 1.0 - 0.5 * strength, picture.shape[1])[None, :, None]
    noise = grain.normal(0, 1 + 7 * strength, picture.shape)
    spoilt = np.clip(picture * lit * fall + noise, 0, 255).astype(np.uint8)
    packed = cv2.imencode(".jpg", spoilt, [cv2.IMWRITE_JPEG_QUALITY, round(95 - 25 * strength)])[1]
    return cv2.imdecode(packed, cv2.IMREAD_COLOR)


def _aslant(flat: np.ndarray, chance: random.Random, scale: float, strength: float) -> np.ndarray:
    high, wide = flat.shape[:2]
    w, h = wide * scale, high * scale
    x, y = (WIDTH - w) / 2, (HEIGHT - h) / 2
    turn = np.radians(chance.uniform(-12, 12) * strength)
    shift = 0.10 * strength
    corners = np.array([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], np.float32)
    middle = corners.mean(axis=0)
    rotate = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = (corners - middle) @ rotate.T + middle
    corners += np.array([[chance.uniform(-shift, shift) * w, chance.uniform(-shift, shift) * h] for _ in range(4)])
    whole = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    way = cv2.getPerspectiveTransform(whole, corners.astype(np.float32))
    return np.asarray(cv2.warpPerspective(flat, way, (WIDTH, HEIGHT), borderValue=(88, 92, 90)))


def drawn(kind: str, seed: int, count: int) -> Iterator[Drawn]:
    """So many of each level. kind: seal, card."""
    make = {"seal": seal, "card": card}[kind]
    for level in LEVELS:
        for number in range(count):
            yield make(random.Random(f"{seed} {kind} {level} {number}"), level)
