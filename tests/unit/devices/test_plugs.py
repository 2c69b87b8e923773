"""Which adapter a port is on, and where an adapter is now: on lists of ports as they may come."""

from __future__ import annotations

import pytest

from station.devices.found import PortSeen
from station.devices.plugs import Plug, find, named, same_place
from station.errors import DeviceError, OtherDevice

FTDI, OTHER = "0403:6001 A1", "0403:6001 A2"


def found(wanted: str, url: str, *ports: PortSeen, claimed: tuple[str, ...] = ()) -> str:
    return find("scale-1", wanted, url, ports, lambda port: port.url in claimed).url


def refused(wanted: str, url: str, *ports: PortSeen, claimed: tuple[str, ...] = ()) -> str:
    """The key of the refusal, and whose place it is where another one stands there."""
    with pytest.raises(DeviceError) as raised:
        found(wanted, url, *ports, claimed=claimed)
    told = raised.value
    return f"{told.key} {told.params['plug']}" if isinstance(told, OtherDevice) else told.key


@pytest.mark.parametrize("text", ["0403:6001 A50285BI", "0403:6011 FT4 @:1.2", "1A86:7523 @1-1.4", "1A86:7523"])
def test_an_adapter_is_written_and_read_again(text: str) -> None:
    assert str(Plug.read(text)) == text


@pytest.mark.parametrize("text", ["", "COM3", "0403", "0403:6001A", "0403:6001 A @"])
def test_what_names_no_adapter_is_none(text: str) -> None:
    assert Plug.read(text) is None


def test_the_place_is_told_where_the_number_is_not_enough() -> None:
    seen = [
        Plug("0403:6001", "A1", "1-1.1"),
        Plug("0403:6011", "F", "1-2:1.0"),
        Plug("0403:6011", "F", "1-2:1.1"),
        Plug("10C4:EA60", "0001", "1-3"),
        Plug("10C4:EA60", "0001", "1-4"),
        Plug("1A86:7523", "", "1-5"),
    ]
    assert named(seen) == [
        "0403:6001 A1", "0403:6011 F @:1.0", "0403:6011 F @:1.1", "10C4:EA60 0001 @1-3", "10C4:EA60 0001 @1-4",
        "1A86:7523 @1-5",
    ]  # fmt: skip


def test_without_a_known_adapter_the_port_that_is_named_is_taken() -> None:
    assert found("", "COM3") == "COM3"
    assert found("", "COM3", PortSeen("COM3", plug=OTHER)) == "COM3"


def test_an_adapter_is_found_again_whatever_its_port_is_called_now() -> None:
    assert found(FTDI, "COM3", PortSeen("COM3", plug="1A86:7523 @1-1"), PortSeen("COM7", plug=FTDI)) == "COM7"
    assert found(FTDI, "", PortSeen("COM7", plug=FTDI)) == "COM7"


def test_another_adapter_at_the_same_port_is_refused_by_name() -> None:
    assert refused(FTDI, "COM3", PortSeen("COM3", plug=OTHER)) == f"device.other {OTHER}"
    assert refused(FTDI, "COM3", PortSeen("COM3")) == "device.other "


def test_another_adapter_of_the_same_kind_is_told_where_its_port_has_another_name() -> None:
    assert refused(FTDI, "COM3", PortSeen("COM9", plug=OTHER)) == f"device.other {OTHER}"
    assert refused(FTDI, "COM3", PortSeen("COM9", plug=OTHER), claimed=("COM9",)) == "device.unplugged"
    two = (PortSeen("COM9", plug=OTHER), PortSeen("COM8", plug="0403:6001 A3"))
    assert refused(FTDI, "COM3", *two) == "device.unplugged"


def test_an_adapter_that_is_nowhere_is_unplugged() -> None:
    assert refused(FTDI, "COM3") == "device.unplugged"
    assert refused(FTDI, "COM3", PortSeen("COM9", plug="1A86:7523 @1-1")) == "device.unplugged"


def test_twins_are_told_apart_by_their_place_or_not_used() -> None:
    twins = (PortSeen("COM5", plug="10C4:EA60 0001 @1-3"), PortSeen("COM6", plug="10C4:EA60 0001 @1-4"))
    assert found("10C4:EA60 0001 @1-4", "COM5", *twins) == "COM6"
    assert found("10C4:EA60 0001", "COM5", *twins) == "COM5"
    assert refused("10C4:EA60 0001", "COM3", *twins) == "device.several"


def test_a_number_is_enough_until_a_twin_comes() -> None:
    assert Plug("10C4:EA60", "0001").fits(Plug("10C4:EA60", "0001", "1-3"))
    assert not Plug("10C4:EA60", "0001").fits(Plug("10C4:EA60", "0002"))
    assert Plug("0403:6011", "F", ":1.1").fits(Plug("0403:6011", "F", "1-2:1.1"))


def test_a_network_address_is_no_path() -> None:
    assert same_place("socket://192.0.2.20:4001", "socket://192.0.2.20:4001")
    assert not same_place("socket://192.0.2.20:4001", "socket://192.0.2.20:4002")
