"""Numbers on seals and cards read by the real engine in its own process: proposed, killed, started again."""

from __future__ import annotations

import hashlib
import queue
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from station.clock import SystemClock
from station.devices.camera import numbers_client
from station.devices.camera.numbers_client import NumbersClient, installed
from station.devices.camera.opencv import cv2
from station.domain.evidence import place_of
from station.domain.readings import NumberRead
from tests.unit.devices.camera.seals import seal

ANSWERS_WITHIN = 60.0  # seconds; the engine is large, and the machine may be busy
Heard = queue.SimpleQueue[NumberRead]

pytestmark = pytest.mark.skipif(not installed(), reason='the extra "ocr" is not installed')


@pytest.fixture
def heard() -> Heard:
    return queue.SimpleQueue()


@pytest.fixture
def client(tmp_path: Path, heard: Heard, monkeypatch: pytest.MonkeyPatch) -> Iterator[NumbersClient]:
    monkeypatch.setattr(numbers_client, "ANSWERS_WITHIN", ANSWERS_WITHIN)
    client = NumbersClient(tmp_path, heard.put, SystemClock())
    client.start()
    yield client
    client.stop()


def kept(folder: Path, jpeg: bytes) -> str:
    """A picture as the evidence has it."""
    sha256 = hashlib.sha256(jpeg).hexdigest()
    file = folder / place_of(sha256, "jpg")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(jpeg)
    return sha256


def text(answer: NumberRead) -> str:
    return answer.read.text if answer.read else ""


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "numbers" in child.cmdline()]


def test_a_number_is_proposed_with_its_place_and_engine(client: NumbersClient, heard: Heard, tmp_path: Path) -> None:
    sha256 = kept(tmp_path, seal("ML1234567"))
    client.ask(sha256)
    answer = heard.get(timeout=ANSWERS_WITHIN)
    assert (answer.about, text(answer)) == (sha256, "ML1234567")
    assert answer.read is not None
    assert answer.read.engine.startswith("rapidocr-onnxruntime ")
    left, top = (min(values) for values in zip(*answer.read.corners, strict=True))
    assert 350 < left < 420, "where the number stands"
    assert 310 < top < 370


def test_a_card_is_read_from_its_order_and_its_line_comes_back(
    client: NumbersClient, heard: Heard, tmp_path: Path
) -> None:
    number = "440304198503122713"
    client.ask_card("token", seal(number))
    client.ask_card("other", seal("440304198503122718"))
    client.ask_card("none", b"no picture")
    read, wrong, none = (heard.get(timeout=ANSWERS_WITHIN) for _ in range(3))
    assert (read.about, text(read)) == ("token", number)
    line = cv2.imdecode(np.frombuffer(read.piece, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert line.shape[1] > 5 * line.shape[0], "the line alone"
    assert (line.min() < 60, line.max() > 180) == (True, True), "dark characters on the bright ground"
    assert [(answer.about, text(answer), answer.piece) for answer in (wrong, none)] == [
        ("other", "", b""), ("none", "", b"")
    ], "a number whose check character is wrong is none"  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_read_nothing_is_proposed(client: NumbersClient, heard: Heard, tmp_path: Path) -> None:
    wanted = [kept(tmp_path, seal("")), kept(tmp_path, b"no picture"), "0" * 64]
    for sha256 in wanted:
        client.ask(sha256)
    answers = [heard.get(timeout=ANSWERS_WITHIN) for _ in wanted]
    assert [(answer.about, text(answer)) for answer in answers] == [(sha256, "") for sha256 in wanted]
    assert len(children()) == 1, "what is no picture ends no process"


def test_a_process_that_dies_proposes_nothing_and_the_next_order_starts_another(
    client: NumbersClient, heard: Heard, tmp_path: Path
) -> None:
    sha256 = kept(tmp_path, seal("CN123456"))
    client.ask(sha256)
    assert text(heard.get(timeout=ANSWERS_WITHIN)) == "CN123456"
    (first,) = children()
    first.suspend()
    client.ask(sha256)
    first.kill()
    assert text(heard.get(timeout=ANSWERS_WITHIN)) == ""
    client.ask(sha256)
    assert text(heard.get(timeout=ANSWERS_WITHIN)) == "CN123456"
    assert first not in children()


def test_it_rests_when_nobody_asks_and_is_there_again(
    client: NumbersClient, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert children() == [], "no engine is loaded before a seal is photographed"
    monkeypatch.setattr(numbers_client, "RESTS_AFTER", 0.01)
    sha256 = kept(tmp_path, seal("CN123456"))
    client.ask(sha256)
    assert text(heard.get(timeout=ANSWERS_WITHIN)) == "CN123456"
    psutil.wait_procs(children(), timeout=ANSWERS_WITHIN)
    assert children() == []
    client.ask(sha256)
    assert text(heard.get(timeout=ANSWERS_WITHIN)) == "CN123456"


def test_an_engine_that_is_not_installed_is_never_asked(
    client: NumbersClient, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers_client, "installed", lambda: False)
    client.ask(kept(tmp_path, seal("CN123456")))
    assert heard.empty()
    assert children() == []
