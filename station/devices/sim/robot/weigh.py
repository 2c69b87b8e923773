"""Puts a parcel on the scale as a clerk does, who reads what the screen says of the scale.

A load that was put down before the scale had come to rest empty is not booked; the screen says so, the clerk lifts it
and puts it down again.
"""

from __future__ import annotations

import time

from station.devices.sim.robot.clerk import Clerk
from station.devices.sim.robot.eyes import Sight
from station.devices.sim.robot.sentences import says

TRIES = 3
EMPTY_FOR = 0.7  # seconds; a little longer than the station wants to see the scale empty (devices.md §2, re-arm)
NOT_BOOKED = ("weight.taken", "weight.empty_first")


def weigh(clerk: Clerk, kg: str) -> None:
    """Until the instruction has turned to something else: the weight is booked."""
    before = clerk.look().text("instruction")
    clerk.await_("an empty scale", lambda sight: _hint(sight, "weight.empty"))
    for _ in range(TRIES):
        clerk.dock.put(kg)
        seen = clerk.await_(
            f"{kg} kg booked", lambda sight: sight.text("instruction") != before or _hint(sight, *NOT_BOOKED)
        )
        if seen.text("instruction") != before:
            return
        clear(clerk)
    raise clerk.lost(f"{kg} kg was not booked")


def clear(clerk: Clerk) -> None:
    """Takes the parcel off and waits until the screen has said for a while that the scale is empty."""
    clerk.dock.clear()
    since = time.monotonic()

    def empty_long_enough(sight: Sight) -> bool:
        nonlocal since
        if not _hint(sight, "weight.empty"):
            since = time.monotonic()
        return time.monotonic() - since >= EMPTY_FOR

    clerk.await_("the scale to stay empty", empty_long_enough)


def _hint(sight: Sight, *keys: str) -> bool:
    return any(says(sight.text("hint"), key, {}) for key in keys)
