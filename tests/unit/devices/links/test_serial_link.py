"""A port that somebody else has: told by whom where the system knows it, and never read by two."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.devices.links import serial_link
from station.devices.links.serial_link import SerialLink
from station.errors import DeviceError
from station.platform import port_holders

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pseudo-terminals and /proc")
HOLDS = """
import sys, serial
port = serial.Serial(sys.argv[1], exclusive=True)
print("there", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def port() -> Iterator[str]:
    master, slave = os.openpty()
    yield os.ttyname(slave)
    os.close(master)
    os.close(slave)


@pytest.fixture
def holder(port: str) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the port."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, port], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "there\n"
        yield program


def refused(port: str) -> DeviceError:
    with pytest.raises(DeviceError) as raised:
        SerialLink("scale-1", port).open()
    return raised.value


def test_whoever_has_the_port_is_named(port: str, holder: subprocess.Popen[str]) -> None:
    error = refused(port)
    assert error.key == "device.taken_by"
    assert f"({holder.pid})" in str(error.params["holders"])


def test_where_the_system_does_not_tell_it_is_said_plainly(
    port: str, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_link, "port_holders", lambda device: ())
    assert refused(port).key == "device.taken"


def test_windows_denies_access_to_a_port_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serial_link, "WINDOWS", True)
    denied = "could not open port 'COM3': PermissionError(13, 'Access is denied.', None, 5)"
    missing = "could not open port 'COM3': FileNotFoundError(2, 'The system cannot find the file specified.', None, 2)"
    assert serial_link._taken(OSError(denied))
    assert not serial_link._taken(OSError(missing))


def test_a_port_of_this_program_is_this_program_s_alone(port: str) -> None:
    first = SerialLink("scale-1", port)
    first.open()
    assert refused(port).key == "device.taken"  # it does not tell itself as the other one
    first.close()
    second = SerialLink("scale-2", port)
    second.open()
    second.close()


def test_a_port_that_nobody_has_has_no_holders(tmp_path: Path) -> None:
    assert port_holders(str(tmp_path / "ttyUSB0")) == ()
