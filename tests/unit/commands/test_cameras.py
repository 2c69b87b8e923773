"""`station cameras` as whoever connects a camera uses it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from station.commands.cameras import cameras
from station.devices.camera import seen
from station.devices.found import CameraSeen

FOUND = (
    CameraSeen(0, "HD Webcam C920", "camera:///dev/v4l/by-id/usb-C920-video-index0", ((1920, 1080), (640, 480))),
    CameraSeen(2, "", "camera://2"),
)


def test_each_camera_has_a_line_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "cameras", lambda: FOUND)
    first, second = CliRunner().invoke(cameras).output.splitlines()
    assert first.split() == ["0", "HD", "Webcam", "C920", FOUND[0].url, "1920x1080", "640x480"]
    assert second.split() == ["2", "-", "camera://2"]


def test_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "cameras", lambda: FOUND)
    first, _ = map(json.loads, CliRunner().invoke(cameras, ["--json"]).output.splitlines())
    assert first == {
        "index": 0, "name": "HD Webcam C920", "url": FOUND[0].url, "sizes": [[1920, 1080], [640, 480]]
    }  # fmt: skip


def test_no_camera_is_said_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "cameras", lambda: ())
    said = CliRunner().invoke(cameras).output
    assert "没有相机" in said
    assert "no camera" in said
    assert CliRunner().invoke(cameras, ["--json"]).output == ""
