"""The two decoders that are asked: zxing-cpp first, zbar where that found nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import zxingcpp
from pyzbar import pyzbar

from station.devices.camera.codes.read import CodeRead, Corners

LIVE = zxingcpp.barcode_formats_from_str("Code128,Code39,EAN13,EAN8,UPCA,UPCE,ITF,QRCode,DataMatrix,PDF417")
# What most labels have, and the rest: looking for Data Matrix and PDF417 as well takes three times as long.
COMMON = zxingcpp.barcode_formats_from_str("Code128,EAN13,UPCA,QRCode")
RARE = zxingcpp.barcode_formats_from_str("Code39,EAN8,UPCE,ITF,DataMatrix,PDF417")
LINEAR = zxingcpp.barcode_formats_from_str("Code128,Code39,EAN13,EAN8,UPCA,UPCE,ITF")
MATRIX = zxingcpp.barcode_formats_from_str("QRCode,DataMatrix")
STACKED = zxingcpp.barcode_formats_from_str("PDF417,MicroPDF417")
EVERY = zxingcpp.barcode_formats_from_str("All")
# zbar invents ITF numbers on clutter, and reads neither Data Matrix nor PDF417; its Chinese in QR is garbled.
_ZBAR = {
    pyzbar.ZBarSymbol.CODE128: ("Code 128", "C0"),
    pyzbar.ZBarSymbol.CODE39: ("Code 39", "A0"),
    pyzbar.ZBarSymbol.EAN13: ("EAN-13", "E0"),
    pyzbar.ZBarSymbol.UPCA: ("EAN-13", "E0"),
    pyzbar.ZBarSymbol.EAN8: ("EAN-8", "E4"),
    pyzbar.ZBarSymbol.UPCE: ("UPC-E", "E0"),
}
_IDENTIFIED_VIN = re.compile(r"I[A-HJ-NPR-Z0-9]{17}")  # a vehicle number itself has no I (ISO 3779)
_BY_NAME = {symbol.name: known for symbol, known in _ZBAR.items()}


def zxing(grey: np.ndarray, formats: zxingcpp.BarcodeFormats = LIVE, scale: float = 1.0) -> list[CodeRead]:
    """Upright at this size only: the ladder turns and scales by itself. scale is that of grey to the picture."""
    found = zxingcpp.read_barcodes(
        grey, formats, try_rotate=False, try_downscale=False, try_invert=False, text_mode=zxingcpp.TextMode.Plain
    )
    return [_code(barcode, scale) for barcode in found if barcode.text]


def zxing_thorough(grey: np.ndarray, formats: zxingcpp.BarcodeFormats = EVERY, scale: float = 1.0) -> list[CodeRead]:
    """Every way zxing-cpp has: turned by a right angle, smaller, light on dark."""
    found = zxingcpp.read_barcodes(grey, formats, text_mode=zxingcpp.TextMode.Plain)
    return [_code(barcode, scale) for barcode in found if barcode.text]


def _code(barcode: zxingcpp.Barcode, scale: float) -> CodeRead:
    place = barcode.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    corners = clockwise(tuple((point.x / scale, point.y / scale) for point in points))
    aim, name = barcode.symbology_identifier.removeprefix("]"), str(barcode.format)
    return CodeRead(name, plain_text(name, barcode.text), corners, aim, "zxing")


def clockwise(corners: Corners) -> Corners:
    """zxing-cpp gives the corners of a linear code that stands on its head with top and bottom exchanged."""
    ends = zip(corners, (*corners[1:], corners[0]), strict=True)
    area = sum(x * below - across * y for (x, y), (across, below) in ends)
    return corners if area >= 0 else corners[::-1]


def plain_text(symbology: str, text: str) -> str:
    """A vehicle number without the data identifier I that import labels put before it (ANSI MH10.8.2)."""
    return text[1:] if symbology == "Code 39" and _IDENTIFIED_VIN.fullmatch(text) else text


def zbar(grey: np.ndarray, scale: float = 1.0) -> list[CodeRead]:
    """Linear codes only."""
    return list(_zbar(pyzbar.decode(grey, symbols=list(_ZBAR)), scale))


def _zbar(found: Iterable[pyzbar.Decoded], scale: float) -> Iterable[CodeRead]:
    for decoded in found:
        name, aim = _BY_NAME[decoded.type]
        text = decoded.data.decode("utf-8", "replace")
        text = f"0{text}" if name == "EAN-13" and len(text) == 12 else text
        text = expanded(text) if name == "UPC-E" else text
        yield CodeRead(name, plain_text(name, text), _box(decoded.rect, scale), aim, "zbar")


def expanded(upc_e: str) -> str:
    """The 13 digits that UPC-E's eight stand for (GS1 General Specifications §5.2.2.4)."""
    system, body, last, check = upc_e[0], upc_e[1:6], upc_e[6], upc_e[7]
    if last in "012":
        number = f"{body[:2]}{last}0000{body[2:]}"
    elif last == "3":
        number = f"{body[:3]}00000{body[3:]}"
    else:
        number = f"{body[:4]}00000{body[4]}" if last == "4" else f"{body}0000{last}"
    return f"0{system}{number}{check}"


def _box(rect: pyzbar.Rect, scale: float) -> Corners:
    left, top = rect.left / scale, rect.top / scale
    right, bottom = left + rect.width / scale, top + rect.height / scale
    return (left, top), (right, top), (right, bottom), (left, bottom)
