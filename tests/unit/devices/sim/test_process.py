"""Simulators as processes: real ports, cables that come and go, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import serial

from station.devices.sim.child import Child, NotReady
from station.devices.sim.dock import Dock, dock
from station.devices.sim.ports import SocketPort

ASK_CLIMATE = bytes.fromhex("010400010002200B")
PATIENCE = 10.0


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Dock]:
    with dock(tmp_path, ("scale", "gun", "climate")) as started:
        yield started


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def ask(port: serial.SerialBase, request: bytes, length: int) -> bytes:
    port.write(request)
    return bytes(port.read(length))


def test_real_bytes_over_a_pseudo_terminal(ports: Dock) -> None:
    with serial.serial_for_url(ports.urls["climate"], timeout=PATIENCE) as port:
        assert ask(port, ASK_CLIMATE, 9)[:3] == bytes.fromhex("010404")
    with serial.serial_for_url(ports.urls["gun"], timeout=PATIENCE) as port:
        ports.scan("SF1234567890123")
        assert port.read_until(b"\r") == b"]C0SF1234567890123\r"
    with serial.serial_for_url(ports.urls["scale"], timeout=PATIENCE) as port:
        assert ask(port, b"I4\r\n", 17) == b'I4 A "B021370042"\r\n'[:17]


def test_the_address_survives_unplugging(ports: Dock) -> None:
    link = Path(ports.urls["scale"])
    with serial.serial_for_url(str(link), timeout=PATIENCE) as port:
        ports.unplug("scale")
        until(lambda: not link.is_symlink())
        with pytest.raises((serial.SerialException, OSError)):
            ask(port, b"SI\r\n", 1)
    ports.plug("scale")
    until(link.exists)
    with serial.serial_for_url(str(link), timeout=PATIENCE) as port:
        assert ask(port, b"SI\r\n", 18) == b"S S      0.000 kg\r"


def test_what_nobody_reads_blocks_no_instrument(ports: Dock) -> None:
    """A gun on a port that the station does not read goes on obeying."""
    for number in range(300):
        ports.scan(f"{number:03}" + "x" * 500)
    ports.unplug("gun")
    until(lambda: not Path(ports.urls["gun"]).is_symlink())


def test_an_impossible_order_ends_nothing(ports: Dock) -> None:
    ports.tell("scale", "fly")
    ports.put("2")
    with serial.serial_for_url(ports.urls["scale"], timeout=PATIENCE) as port:
        until(lambda: ask(port, b"S\r\n", 19) == b"S S      2.000 kg\r\n")


def test_garbage_and_stall(ports: Dock) -> None:
    with serial.serial_for_url(ports.urls["scale"], timeout=PATIENCE) as port:
        ports.tell("scale", "garbage", hex="ff00ff")
        assert port.read(3) == b"\xff\0\xff"
        ports.stall("scale")
        ports.tell("scale", "garbage", hex="ee")  # orders are obeyed in turn: the stall is in force now
        assert port.read(1) == b"\xee"
        port.timeout = 0.3
        assert ask(port, b"SI\r\n", 1) == b""


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    with dock(tmp_path, ("gun",)) as started:
        assert Path(started.urls["gun"]).exists()
    assert list(tmp_path.iterdir()) == []


def test_a_simulator_that_cannot_start_is_told() -> None:
    child = Child("nonsense", "gun", "--no-such-option")
    with pytest.raises(NotReady, match="nonsense"):
        child.ready()
    child.stop()


def test_socket_serves_one_station_after_the_other() -> None:
    port = SocketPort()
    port.plug()
    with serial.serial_for_url(port.url, timeout=1) as station:
        station.write(b"SI\r\n")
        assert _arrived(port) == b"SI\r\n"
        port.write(b"S S")
        assert station.read(3) == b"S S"
    assert _arrived(port, 0.1) == b""
    port.unplug()
    with pytest.raises(serial.SerialException):
        serial.serial_for_url(port.url, timeout=1)
    address = port.url
    port.plug()
    assert port.url == address
    port.unplug()


def _arrived(port: SocketPort, seconds: float = PATIENCE) -> bytes:
    deadline, data = time.monotonic() + seconds, b""
    while not data and time.monotonic() < deadline:
        data = port.read(0.02)
    return data


def test_socket_instead_of_a_terminal(checkout: Path) -> None:
    """As on Windows: without --link a simulator listens on loopback and says where."""
    with subprocess.Popen(
        [sys.executable, "-P", str(checkout / "station" / "__main__.py"), "sim", "gun"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(checkout)},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        assert b'"socket://127.0.0.1:' in process.stdout.readline()
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
