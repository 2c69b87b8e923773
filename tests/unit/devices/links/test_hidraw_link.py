"""A HID node: a named pipe stands for it, whose other end the test holds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from station.config import DeviceSettings
from station.devices.api import Weight
from station.devices.links.hidraw_link import HidrawLink
from station.devices.registry import driver_of, link_of
from station.errors import DeviceError

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no HID nodes and no named pipes of this kind"
)
REPORT = bytes.fromhex("03 04 03 FD E2 04")


@pytest.fixture
def node(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "hidraw0")
    return tmp_path / "hidraw0"


@pytest.fixture
def scale(node: Path) -> Iterator[int]:
    """The scale's end."""
    handle = os.open(node, os.O_RDWR | os.O_NONBLOCK)
    yield handle
    os.close(handle)


def test_reports_come_as_they_are_sent(node: Path, scale: int) -> None:
    settings = DeviceSettings("scale", "parcel_scale", "hid-pos", f"hidraw://{node}", {})
    link, driver = link_of(settings), driver_of(settings)
    assert isinstance(link, HidrawLink)
    link.open()
    assert link.read(0.01) == b""
    os.write(scale, REPORT)
    [weight] = driver.feed(link.read(1.0), 1.0)
    assert isinstance(weight, Weight)
    assert weight.value == Decimal("1.250")
    link.close()
    link.close()


def test_a_node_that_is_gone_is_told_and_so_is_one_that_was_never_there(node: Path, tmp_path: Path) -> None:
    with pytest.raises(DeviceError):
        HidrawLink("scale", tmp_path / "none").open()
    link = HidrawLink("scale", node)
    with pytest.raises(DeviceError):
        link.read(0.01)
    file = tmp_path / "ended"
    file.write_bytes(b"")
    ended = HidrawLink("scale", file)
    ended.open()
    with pytest.raises(DeviceError):
        ended.read(0.1)
    ended.close()


def test_what_is_written_arrives(node: Path, scale: int) -> None:
    link = HidrawLink("scale", node)
    link.open()
    link.write(b"\x02\x01")
    assert os.read(scale, 16) == b"\x02\x01"
    link.close()
    with pytest.raises(DeviceError):
        link.write(b"\x02")
