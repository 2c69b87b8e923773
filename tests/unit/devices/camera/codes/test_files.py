"""Picture files of every kind, and what is none; the command's lines and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from station.__main__ import main
from station.devices.camera.opencv import cv2
from tests.unit.devices.camera.codes import drawn

PICTURES = Path(__file__).parents[6] / "shared" / "data" / "barcodes"


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "bmp", "tiff"])
def test_every_format(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"码 1.{ending}"
    file.write_bytes(bytes(cv2.imencode(f".{ending}", drawn.code("QRCode", "收货", 6))[1]))
    result = CliRunner().invoke(main, ["read-codes", str(file)])
    line = json.loads(result.stdout)
    assert result.exit_code == 0
    assert line["file"] == str(file)
    assert [(code["symbology"], code["text"], len(code["corners"])) for code in line["codes"]] == [
        ("QR Code", "收货", 4)
    ]
    assert line["ms"] > 0


def test_a_file_that_is_no_picture_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    good, bad, missing = tmp_path / "good.png", tmp_path / "bad.jpg", tmp_path / "missing.png"
    good.write_bytes(bytes(cv2.imencode(".png", drawn.code("QRCode", "1", 6))[1]))
    bad.write_text("no picture", encoding="utf-8")
    result = CliRunner().invoke(main, ["read-codes", "--live", str(bad), str(missing), str(good)])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [line.get("error") for line in lines] == ["picture.unreadable", "picture.unreadable", None]
    assert lines[2]["codes"][0]["text"] == "1"
    assert "bad.jpg 不是能读的图片" in result.stderr
    assert "bad.jpg is no picture" in result.stderr


def test_sixteen_bits_and_one_pixel(tmp_path: Path) -> None:
    deep, tiny = tmp_path / "deep.png", tmp_path / "tiny.png"
    deep.write_bytes(bytes(cv2.imencode(".png", drawn.code("QRCode", "1", 6).astype(np.uint16) * 257)[1]))
    tiny.write_bytes(bytes(cv2.imencode(".png", np.zeros((1, 1), np.uint8))[1]))
    result = CliRunner().invoke(main, ["read-codes", str(deep), str(tiny)])
    assert result.exit_code == 0, result.output
    assert [len(json.loads(line)["codes"]) for line in result.stdout.splitlines()] == [1, 0]


def test_pictures_without_a_code_give_nothing() -> None:
    files = sorted(PICTURES.glob("blackbox/falsepositives-*/*"))
    if not files:
        pytest.skip(f"no labelled pictures in {PICTURES}")
    result = CliRunner().invoke(main, ["read-codes", *map(str, files)])
    assert result.exit_code == 0, result.stderr
    assert [line for line in map(json.loads, result.stdout.splitlines()) if line["codes"]] == []
