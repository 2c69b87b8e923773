"""The window's side of the memory, with the real process: asked, answered, killed and started again."""

from __future__ import annotations

import os
import queue
import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.clock import SystemClock
from station.devices.camera import line_process, recall_client
from station.devices.camera.recall_client import RecallClient
from station.domain.readings import Recalled
from tests.torture.pictures import _cropped, _jpeg
from tests.unit.devices.camera.test_memory import NOW, kept, shots

ANSWERS_WITHIN = 60.0  # seconds; OpenCV is large, and the machine may be busy


@pytest.fixture
def heard() -> queue.SimpleQueue[Recalled]:
    return queue.SimpleQueue()


@pytest.fixture
def client(
    tmp_path: Path, heard: queue.SimpleQueue[Recalled], monkeypatch: pytest.MonkeyPatch
) -> Iterator[RecallClient]:
    monkeypatch.setattr(recall_client, "BACK_OFF", 0.05)
    client = RecallClient(tmp_path / "memory", tmp_path, heard.put, SystemClock())
    client.start()
    yield client
    client.stop()


def pictures(folder: Path) -> list[tuple[str, int]]:
    """One picture, another, and a copy of the first."""
    first, other = shots(2)
    made = (_jpeg(first, 90), _jpeg(other, 90), _jpeg(_cropped(first, random.Random(7)), 85))
    return [kept(folder, jpeg, NOW + number) for number, jpeg in enumerate(made)]


def test_a_copy_is_told_and_the_process_that_died_is_started_again(
    client: RecallClient, heard: queue.SimpleQueue[Recalled], tmp_path: Path
) -> None:
    first, other, copy = pictures(tmp_path)
    client.know([first])
    client.ask(other)
    assert heard.get(timeout=ANSWERS_WITHIN).earlier == ""
    client._process.kill()
    client.ask(copy)
    told = heard.get(timeout=ANSWERS_WITHIN)
    assert (told.sha256, told.earlier) == (copy[0], first[0]), "what was known before lies in the file"
    assert client.waiting() == 0


def test_an_order_over_which_the_process_dies_again_and_again_is_given_up(
    client: RecallClient, heard: queue.SimpleQueue[Recalled], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _, copy = pictures(tmp_path)
    real = line_process.child_command
    monkeypatch.setattr(line_process, "child_command", lambda *_: real("--version"))
    client.ask(first)
    while client.waiting():
        client._stop.wait(0.05)
    monkeypatch.setattr(line_process, "child_command", real)
    client.ask(copy)
    given_up = heard.get(timeout=ANSWERS_WITHIN)
    assert (given_up.sha256, given_up.compared) == (first[0], False), "whoever waits for it is told"
    answered = heard.get(timeout=ANSWERS_WITHIN)
    assert (answered.sha256, answered.compared) == (copy[0], True)


def _impatient_until_started(client: RecallClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that is there has no time at all, the next one all that it needs."""
    patience, started = recall_client.PATIENCE, client._process._started

    def anew() -> subprocess.Popen[str]:
        monkeypatch.setattr(recall_client, "PATIENCE", patience)
        return started()

    monkeypatch.setattr(client._process, "_started", anew)
    monkeypatch.setattr(recall_client, "PATIENCE", 0.2)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="only POSIX stops a process from outside")
def test_a_process_that_hangs_is_killed_and_what_was_under_way_is_asked_again(
    client: RecallClient,
    heard: queue.SimpleQueue[Recalled],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    first, other, copy = pictures(tmp_path)
    client.know([first])
    client.ask(other)
    heard.get(timeout=ANSWERS_WITHIN)
    hung = client._process._process
    assert hung is not None
    os.kill(hung.pid, signal.SIGSTOP)
    _impatient_until_started(client, monkeypatch)
    client.ask(copy)
    client.ask(other)
    answers = [heard.get(timeout=ANSWERS_WITHIN) for _ in range(2)]
    assert [(one.sha256, one.earlier) for one in answers] == [(copy[0], first[0]), (other[0], "")]
    assert hung.poll() is not None
    assert client._process._process is not hung
    assert capsys.readouterr().err.count("picture search hangs") == 1


def test_it_ends_while_nothing_was_ever_asked(tmp_path: Path) -> None:
    client = RecallClient(tmp_path / "memory", tmp_path, lambda _: None, SystemClock())
    client.stop()
    client = RecallClient(tmp_path / "memory", tmp_path, lambda _: None, SystemClock())
    client.start()
    client.stop()
    assert client.waiting() == 0
