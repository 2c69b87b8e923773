"""The instruments of the station: set up, and another one allowed in the place of one (reliability R16)."""

from __future__ import annotations

from station.domain.case import Happening, Means
from station.domain.commands import AcceptSwap, AddDevice
from station.domain.events.site import DeviceAdded, DeviceReplaced, SwapAccepted
from station.domain.refusal import require
from station.domain.state import DeviceState


def add_device(state: DeviceState, command: AddDevice, means: Means) -> list[Happening]:
    """What was set up is written down with its identity, so that the first meeting is no open question."""
    kind = DeviceReplaced if command.replaces else DeviceAdded
    event = kind(
        role=command.role,
        driver=command.driver,
        url=command.url,
        options=command.options,
        plug=command.plug,
        serial=command.serial,
    )
    return [Happening(f"device/{command.device}", event)]


def accept_swap(state: DeviceState, command: AcceptSwap, means: Means) -> list[Happening]:
    """Only what was seen and refused can be accepted: the person has looked at that one and at no other."""
    require(state.other is not None, "swap.none", device=command.device)
    require(state.other == (command.plug, command.serial), "swap.another", device=command.device)
    event = SwapAccepted(plug=command.plug, serial=command.serial, was_plug=state.plug, was_serial=state.serial)
    return [Happening(f"device/{command.device}", event)]
