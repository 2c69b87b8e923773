"""The cameras of this machine as a child tells them; whoever asks waits for nothing."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from station.devices.camera import listing
from station.devices.camera.listing import CameraList, cameras_of_a_child
from station.devices.found import CameraSeen

TOLD = '{"index": 0, "name": "HD 相机", "url": "camera://0", "sizes": [[1920, 1080]]}'
SEEN = CameraSeen(0, "HD 相机", "camera://0", ((1920, 1080),))


def child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    command = [sys.executable, "-X", "utf8", "-c", program]
    monkeypatch.setattr(listing, "child_command", lambda *arguments: command)


def test_each_line_is_a_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, f"print({TOLD!r}); print({TOLD.replace('0', '2', 1)!r})")
    first, second = cameras_of_a_child()
    assert first == SEEN
    assert second.index == 2


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "print('no JSON')", "print('{}')"])
def test_a_child_that_fails_lists_nothing(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    child(monkeypatch, program)
    assert cameras_of_a_child() == ()


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **how: object) -> None:
        raise subprocess.TimeoutExpired("station", how["timeout"])  # type: ignore[arg-type]

    monkeypatch.setattr(listing.subprocess, "run", hangs)
    assert cameras_of_a_child() == ()


def test_the_real_command_answers() -> None:
    assert all(isinstance(camera, CameraSeen) for camera in cameras_of_a_child())


def test_a_look_is_not_waited_for_and_the_last_answer_stays() -> None:
    gate, asked = threading.Event(), []

    def ask() -> tuple[CameraSeen, ...]:
        asked.append(1)
        gate.wait(10)
        return (SEEN,)

    cameras = CameraList(ask)
    cameras.look()
    cameras.look()  # the same one goes on
    assert cameras.found is None
    gate.set()
    cameras.wait(10)
    assert (cameras.found, len(asked)) == ((SEEN,), 1)
    cameras.look()
    assert cameras.found == (SEEN,)
    cameras.wait(10)
    assert len(asked) == 2
