"""`station calibrate-lens`: how often it asks, what it keeps, and what it says where the board is never seen."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from station.commands import calibrate_lens as command
from station.config import DeviceSettings
from station.domain.readings import Frame
from station.domain.rules.lens import FEWEST
from tests.unit.devices.camera.board import held
from tests.unit.devices.camera.plane import SIZE
from tests.unit.devices.camera.test_lens import BENDS, _seen

CAMERA = DeviceSettings("cam-1", "camera", "mjpeg", "http://user:secret@camera/video", {})


class Played:
    """A sitting whose pictures are numbered."""

    def __init__(self) -> None:
        self.taken = 0

    def pictures(self, count: int) -> tuple[list[Frame], list[float]]:
        self.taken += count
        one = Frame(
            device="cam-1", seen_at=0.0, jpeg=b"%d" % self.taken, width=SIZE[0], height=SIZE[1],
            sharpness=1.0, brightness=1.0, burnt=0.0, evidence="device-bytes",
        )  # fmt: skip
        return [one], []


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 99))


def found(sitting: Any, wanted: int) -> Any:
    return command._found(sitting, wanted)


@pytest.mark.usefixtures("stdin")
def test_pictures_without_the_board_are_taken_again(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    views = [view for shot in held(chance, BENDS) if len((view := _seen(shot, chance)).on_board) >= FEWEST]
    answers = iter([None, *views, *views])
    monkeypatch.setattr(command, "board_of", lambda jpeg: next(answers))
    sitting = Played()
    told = command._command(CAMERA, found(sitting, FEWEST))
    assert sitting.taken == FEWEST + 1
    assert (told.pictures, told.width, told.height) == (FEWEST, *SIZE)
    assert "secret" not in told.camera
    assert float(told.lens.k1) == pytest.approx(BENDS, abs=0.03)


@pytest.mark.usefixtures("stdin")
def test_a_board_that_is_never_seen_ends_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "board_of", lambda jpeg: None)
    sitting = Played()
    with pytest.raises(SystemExit, match="1"):
        found(sitting, 10)
    assert sitting.taken == 30
    assert "Only 0 pictures" in capsys.readouterr().err


def test_a_camera_that_is_not_in_the_settings_is_named(tmp_path: Path) -> None:
    file = tmp_path / "station.toml"
    file.write_text('[station]\nid = "IN-01"\n', encoding="utf-8")
    arguments = ["cam-2", "--config", str(file), "--as-badge", "Z1", "--as-pin", "1234"]
    ran = CliRunner().invoke(command.calibrate_lens, arguments)
    assert ran.exit_code == 2
    assert "cam-2" in ran.stderr
