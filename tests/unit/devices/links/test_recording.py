"""A capture played as an instrument: streams by their own time, answers to their own questions."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from station.clock import SystemClock
from station.config import DeviceSettings
from station.devices.api import Fault, LinkChange, Preview, Reading, Weight
from station.devices.capture import Chunk, read_capture
from station.devices.links.recording import RecordingLink
from station.devices.registry import build
from station.errors import DeviceError

STREAM = """# station capture 1
# driver st-gs
0.000 < 53 54 2C 47 53
0.100 < 2C 31

0.500 < 0D 0A
"""
DIALOGUE = """# station capture 1
0.000 > 57
0.040 < 02 30 31
0.050 < 2E 32 35 30 0D
0.200 > 57
0.240 < 02 3F 41 0D
"""


class Moments:
    def __init__(self) -> None:
        self.now = 50.0

    def monotonic(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds


def playing(folder: Path, text: str) -> tuple[RecordingLink, Moments]:
    file, moments = folder / "a.capture", Moments()
    file.write_text(text, encoding="utf-8")
    link = RecordingLink("scale", file, moments.monotonic, moments.wait)
    link.open()
    return link, moments


def test_a_stream_comes_at_its_own_time_and_then_nothing(tmp_path: Path) -> None:
    link, moments = playing(tmp_path, STREAM)
    assert link.read(0.02) == b"ST,GS"
    assert link.read(0.02) == b""
    assert link.read(0.2) == b",1"
    assert moments.now == pytest.approx(50.1)
    assert link.read(1.0) == b"\r\n"
    assert link.read(0.02) == b""


def test_answers_come_when_their_question_is_asked_again_and_again(tmp_path: Path) -> None:
    link, _ = playing(tmp_path, DIALOGUE)
    assert link.read(0.1) == b""
    for _ in range(2):
        link.write(b"W")
        assert link.read(0.1) + link.read(0.1) == b"\x0201.250\r"
        link.write(b"W")
        assert link.read(0.1) == b"\x02?A\r"
        assert link.read(0.1) == b""
    link.write(b"Z")
    assert link.read(0.1) == b""


def test_a_closed_one_says_that_it_is_closed(tmp_path: Path) -> None:
    link, _ = playing(tmp_path, STREAM)
    link.close()
    link.close()
    with pytest.raises(DeviceError):
        link.read(0.01)


@pytest.mark.parametrize(
    "text", ["", "0.0 < 00\n", "# station capture 1\n0.0 < 0\n", "# station capture 1\n1.0 < 00\n0.5 < 00\n"]
)
def test_what_is_no_capture_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.capture").write_text(text, encoding="utf-8")
    with pytest.raises(DeviceError):
        RecordingLink("scale", tmp_path / "a.capture").open()
    with pytest.raises(DeviceError):
        RecordingLink("scale", tmp_path / "none.capture").open()


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    chunks = [Chunk(0.0, True, b"W"), Chunk(0.041, False, b"\x02\xff")]
    file = tmp_path / "a.capture"
    file.write_text("\n".join(["# station capture 1", *map(str, chunks)]), encoding="utf-8")
    assert read_capture(file) == chunks


def test_the_production_path_takes_a_recording_for_an_instrument(tmp_path: Path) -> None:
    (tmp_path / "a.capture").write_text(DIALOGUE, encoding="utf-8")
    found: list[Reading | Preview | Fault | LinkChange] = []
    settings = DeviceSettings("scale", "parcel_scale", "mettler-8217", f"capture://{tmp_path / 'a.capture'}", {})
    instrument, clock = build(settings, found.append, SystemClock()), SystemClock()
    instrument.start()
    until = clock.monotonic() + 20.0
    while sum(isinstance(one, Weight) for one in found) < 4 and clock.monotonic() < until:
        time.sleep(0.01)
    instrument.stop()
    values = [one.value for one in found if isinstance(one, Weight)]
    assert [str(value) for value in values[:4]] == ["1.250", "None", "1.250", "None"]
    assert all(one.checked for one in found if isinstance(one, Weight))
