"""The pictures and frames that lie beside the checkout, in ../shared; nobody who uses the station has them."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np

from station.devices.camera.codes.patterns import CODE_128, START_B, STOP_128
from station.devices.camera.opencv import cv2

SHARED = Path(__file__).resolve().parents[3] / "shared"
PICTURES, TOOLS = SHARED / "data" / "barcodes", SHARED / "tools"
LONGEST = 1920  # px that a photo is reduced to, as its README says
# What is printed under the bars of these two is not what their label file says; read by eye.
MISLABELLED = {"ean13-2/23": "9784872348880", "ean13-2/28": "9784872348880"}
TWO_CODES = {"qrcode-2/16"}  # one code within another, of which the label file tells one


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture file and the text in it, "" for none."""

    name: str
    symbology: str
    file: Path
    text: str

    def image(self) -> np.ndarray:
        data = np.frombuffer(self.file.read_bytes() + bytes(64), np.uint8)
        image = np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED))
        scale = LONGEST / max(image.shape[:2])
        return image if scale >= 1 else np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=3))


def missing(folder: Path) -> str:
    """What to say where a folder is not there; "" where it is."""
    return "" if folder.is_dir() else f"NOT MEASURED: ../{folder.relative_to(SHARED.parent)} is missing"


def blackbox() -> Iterator[Labelled]:
    """Pictures with one label file of text each, and those with none in them; binary contents are left out."""
    for file in sorted(PICTURES.glob("blackbox/*/*")):
        label, group = file.with_suffix(".txt"), file.parent.name.rpartition("-")[0]
        if file.suffix in (".txt", ".bin"):
            continue
        name = f"{file.parent.name}/{file.stem}"
        if group == "falsepositives":
            yield Labelled(name, "(none)", file, "")
        elif label.exists():
            text = MISLABELLED.get(name, label.read_bytes().decode().strip())
            yield Labelled(name, group, file, text[:13] if group == "upca-extension" else text)


def photos() -> Iterator[Labelled]:
    told = json.loads((PICTURES / "photos" / "labels.json").read_text(encoding="utf-8"))
    for name, text in told.items():
        yield Labelled(name, name.partition("/")[0], PICTURES / "photos" / name, text)


def dock_frames() -> ModuleType:
    """The generator of dock frames. It wants python-barcode for one function: Code 128 as modules."""
    sys.modules.setdefault("barcode", _Barcode("barcode"))
    sys.path.insert(0, str(TOOLS))
    try:
        return importlib.import_module("dock_frames")
    finally:
        sys.path.remove(str(TOOLS))


class _Barcode(ModuleType):
    @staticmethod
    def get(name: str, text: str) -> SimpleNamespace:
        return SimpleNamespace(build=lambda: [code_128(text)])


def code_128(text: str) -> str:
    """Modules in code set B, in C for four digits or more, as python-barcode chooses."""
    values, in_c, place = [START_B], False, 0
    while place < len(text):
        pairs = text[place : place + (2 if in_c else 4)]
        if in_c != (pairs.isdigit() and len(pairs) == (2 if in_c else 4)):
            in_c = not in_c
            values.append(99 if in_c else 100)
        taken = text[place : place + (2 if in_c else 1)]
        values.append(int(taken) if in_c else ord(taken) - 32)
        place += len(taken)
    values.append((values[0] + sum(at * value for at, value in enumerate(values[1:], 1))) % 103)
    return "".join(CODE_128[value] for value in values) + STOP_128
