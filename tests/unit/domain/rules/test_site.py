"""Instruments: what was set up, and another one in its place that a supervisor allows."""

from __future__ import annotations

from station.domain import commands as c
from station.domain.events.site import DeviceAdded, DeviceMet, DeviceReplaced, DeviceSwapped, SwapAccepted
from tests.unit.domain.harness import Dock

STREAM = "device/scale-1"


def added(**more: object) -> c.AddDevice:
    told = {"device": "scale-1", "role": "parcel_scale", "driver": "mt-sics", "url": "COM3", "serial": "B1", **more}
    return c.AddDevice(**told)  # type: ignore[arg-type]


def test_what_is_set_up_is_known_by_its_numbers() -> None:
    dock = Dock()
    [event] = dock.give(added(plug="0403:6001 A1", options={"max": "30"}), "zhao")
    assert isinstance(event, DeviceAdded)
    assert (dock.state(STREAM).plug, dock.state(STREAM).serial) == ("0403:6001 A1", "B1")


def test_one_in_the_place_of_another_takes_over_nothing_of_it() -> None:
    dock = Dock()
    dock.give(added(plug="0403:6001 A1"), "zhao")
    [event] = dock.give(added(serial="", replaces=True), "admin")
    assert isinstance(event, DeviceReplaced)
    assert (dock.state(STREAM).plug, dock.state(STREAM).serial) == ("", "")


def test_an_accepted_swap_tells_both_and_is_the_one_from_now_on() -> None:
    dock = Dock()
    dock.happen(STREAM, DeviceMet(role="parcel_scale", plug="0403:6001 A1", serial="B1"))
    dock.happen(STREAM, DeviceSwapped(role="parcel_scale", plug="0403:6001 A1", serial="B2"))
    [event] = dock.give(c.AcceptSwap(device="scale-1", plug="0403:6001 A1", serial="B2"), "zhao")
    assert event == SwapAccepted(plug="0403:6001 A1", serial="B2", was_plug="0403:6001 A1", was_serial="B1")
    assert dock.state(STREAM).serial == "B2"
    assert dock.refusal(c.AcceptSwap(device="scale-1", plug="0403:6001 A1", serial="B2"), "zhao") == "swap.none"


def test_a_clerk_has_a_supervisor_beside_and_both_are_named() -> None:
    dock = Dock()
    dock.happen(STREAM, DeviceMet(role="parcel_scale", serial="B1"))
    dock.happen(STREAM, DeviceSwapped(role="parcel_scale", serial="B2"))
    accept = c.AcceptSwap(device="scale-1", serial="B2")
    assert [dock.refusal(accept, "wang", second) for second in ("", "wang", "li")] == [
        "second.missing", "second.same_person", "second.role",
    ]  # fmt: skip
    assert dock.give(accept, "wang", "zhao") == [SwapAccepted(serial="B2", was_serial="B1")]


def test_what_was_not_seen_cannot_be_accepted() -> None:
    dock = Dock()
    dock.happen(STREAM, DeviceSwapped(role="parcel_scale", serial="B2"))
    assert dock.refusal(c.AcceptSwap(device="scale-1", serial="B3"), "zhao") == "swap.another"
