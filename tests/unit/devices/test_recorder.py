"""The protocol lab: bytes written down while the station works, played again, and made into a table for a test."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from station.config import DeviceSettings
from station.devices.api import Link
from station.devices.bond import Bond
from station.devices.byte_table import as_test, read
from station.devices.capture import read_capture
from station.devices.recorder import LARGEST, LONGEST, Recorder
from station.devices.registry import Plugged, build, driver_of
from station.devices.status import RECORD, DeviceStatus
from station.devices.worker import Worker
from station.errors import DeviceError
from tests.captures.make import captures, file_of
from tests.unit.fake_clock import FakeClock

NOW = datetime(2026, 11, 25, 1, 2, 3, tzinfo=UTC)


def recorder(folder: Path) -> Recorder:
    return Recorder(folder / "captures", "scale-1", "mt-sics")


def test_what_goes_over_the_line_is_a_capture(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    made.note(b"lost", 1.0, sent=False)
    made.toggle(NOW, 10.0)
    file = Path(made.file)
    assert file == tmp_path / "captures" / "scale-1-20261125-010203.capture"
    made.note(b"SI\r\n", 10.5, sent=True)
    made.note(b"", 10.6, sent=False)
    made.note(b"S S      1.250 kg\r\n", 10.75, sent=False)
    made.toggle(NOW, 11.0)
    assert made.file == ""
    assert [(chunk.at, chunk.sent, chunk.data[:3]) for chunk in read_capture(file)] == [
        (0.5, True, b"SI\r"), (0.75, False, b"S S"),
    ]  # fmt: skip


@pytest.mark.parametrize(("data", "at"), [(b"x" * LARGEST, 1.0), (b"x", LONGEST + 1)])
def test_a_capture_that_was_forgotten_ends_by_itself(tmp_path: Path, data: bytes, at: float) -> None:
    made = recorder(tmp_path)
    made.toggle(NOW, 0.0)
    made.note(data, at, sent=False)
    assert made.file == ""


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("a file")
    with pytest.raises(DeviceError):
        recorder(tmp_path).toggle(NOW, 0.0)


def settings(driver: str, role: str) -> DeviceSettings:
    return DeviceSettings("one", role, driver, "COM1", {})


@pytest.mark.parametrize(
    ("driver", "role", "may"), [("mt-sics", "parcel_scale", True), ("rs-ws", "climate", True), ("gun", "gun", False)]
)
def test_of_a_gun_nothing_is_written_down(tmp_path: Path, driver: str, role: str, may: bool) -> None:
    """Its bytes may be a person's ID number."""
    plugged = Plugged(Bond(), lambda: (), captures=tmp_path)
    built = build(settings(driver, role), lambda item: None, FakeClock(), plugged)
    assert (RECORD in built.status().orders) is may
    assert RECORD not in build(settings(driver, role), lambda item: None, FakeClock()).status().orders


class Line:
    """A port with one frame in it."""

    def __init__(self) -> None:
        self.left = [b"S S      1.250 kg\r\n", b""]
        self.worker: Worker | None = None

    def open(self) -> None: ...

    def close(self) -> None: ...

    def write(self, data: bytes) -> None: ...

    def read(self, timeout: float) -> bytes:
        if not self.left:
            assert self.worker is not None
            self.worker.stop()
            return b""
        return self.left.pop(0)


def test_the_order_records_and_the_status_says_where(tmp_path: Path) -> None:
    line: Link = Line()
    status = DeviceStatus("scale-1", "parcel_scale", "mt-sics", "COM1")
    driver = driver_of(settings("mt-sics", "parcel_scale"))
    worker = Worker(
        status, line, driver, sink=lambda item: None, clock=FakeClock(), silent=9.0, recorder=recorder(tmp_path)
    )  # fmt: skip
    line.worker = worker  # type: ignore[attr-defined]
    worker.order(RECORD)
    worker.run()
    (file,) = (tmp_path / "captures").iterdir()
    assert worker.status().recording == str(file)
    heard = [chunk.data for chunk in read_capture(file) if not chunk.sent]
    assert heard == [b"S S      1.250 kg\r\n"]


@pytest.mark.parametrize("name", sorted(dict(captures())))
def test_every_capture_becomes_a_table_whose_rows_hold(name: str) -> None:
    chunks = read_capture(file_of(name))
    found = next(
        text for text in file_of(name).read_text(encoding="utf-8").splitlines() if text.startswith("# driver ")
    )
    driver = found.removeprefix("# driver ").strip()
    made = as_test(name, driver, {}, lambda: driver_of(settings(driver, "")), chunks)
    rows: dict[str, list[str]] = {}
    exec(compile(made.replace("@pytest.mark.parametrize", "rows.update(ROWS)\n@pytest.mark.parametrize"), name, "exec"),
         {"rows": rows})  # fmt: skip
    assert rows
    for row, wanted in rows.items():
        assert read(lambda: driver_of(settings(driver, "")), bytes.fromhex(row)) == wanted


def test_the_table_is_a_test_that_passes_and_that_can_fail(tmp_path: Path) -> None:
    made = as_test(
        "mt-sics", "mt-sics", {}, lambda: driver_of(settings("mt-sics", "")), read_capture(file_of("mt-sics"))
    )
    good, bad = tmp_path / "test_good.py", tmp_path / "test_bad.py"
    good.write_text(made, encoding="utf-8")
    bad.write_text(made.replace("value=12.345", "value=12.346"), encoding="utf-8")
    ran = [
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)], check=False
        ).returncode
        for file in (good, bad)
    ]
    assert ran == [0, 1]
