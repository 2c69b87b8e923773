"""`station calibrate-camera` before the virtual camera: card, plain carton, and what is written into the settings."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from station.config import Settings
from station.devices.sim.dock import Dock, dock
from station.platform import child_command

SETTINGS = """[station]
id = "IN-01"

[[device]]
id = "cam-1"
role = "camera"
driver = "mjpeg"
url = "{url}"
"""


@pytest.fixture
def camera(tmp_path: Path) -> Iterator[Dock]:
    with dock(tmp_path / "ports", ("camera",)) as there:
        yield there


def settings(folder: Path, url: str) -> Path:
    file = folder / "station.toml"
    file.write_text(SETTINGS.format(url=url), encoding="utf-8")
    return file


class Command:
    """The command as a process; show() puts something before the camera and presses Enter."""

    def __init__(self, camera: Dock, *arguments: str) -> None:
        self._camera = camera
        self._process = subprocess.Popen(
            child_command("calibrate-camera", "cam-1", "--pictures", "4", *arguments),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def show(self, **scene: object) -> None:
        """When the command asks (in two languages)."""
        out: IO[str] = self._process.stdout  # type: ignore[assignment]
        assert out.readline()
        assert out.readline()
        self._camera.scene(**scene)
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def ended(self) -> tuple[int, str, str]:
        out, error = self._process.communicate(timeout=120)
        return self._process.returncode, out, error


def test_card_and_plain_carton_give_thresholds_that_the_settings_then_have(tmp_path: Path, camera: Dock) -> None:
    file = settings(tmp_path, camera.urls["camera"])
    command = Command(camera, "--config", str(file), "--write")
    command.show(kind="card")
    command.show(kind="carton", face="left")
    code, out, error = command.ended()
    assert code == 0, error
    assert "auto_release = true" in out
    found = Settings.from_file(file).devices[0].options
    assert 100 < float(found["sharpness"]) < 400
    assert found["auto_release"] == "True"


def test_without_the_card_nothing_is_proposed_and_nothing_written(tmp_path: Path, camera: Dock) -> None:
    file = settings(tmp_path, camera.urls["camera"])
    before = file.read_bytes()
    command = Command(camera, "--config", str(file), "--write")
    command.show(kind="carton", face="left")
    code, _, error = command.ended()
    assert code == 1
    assert "square code" in error
    assert file.read_bytes() == before


def test_a_camera_that_is_not_in_the_settings_is_named(tmp_path: Path) -> None:
    file = settings(tmp_path, "http://127.0.0.1:9/")
    ran = subprocess.run(
        child_command("calibrate-camera", "cam-2", "--config", str(file)), capture_output=True, check=False
    )
    assert ran.returncode == 2
    assert "cam-1" in ran.stderr.decode("utf-8")
