"""The robot's body: looks, presses, scans, and says clearly what it did not see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from station.devices.sim.dock import Dock
from station.devices.sim.robot.eyes import Eyes, Sight
from station.devices.sim.robot.hands import Hands
from station.devices.sim.robot.sentences import says

PATIENCE = 15.0  # seconds that something may take to appear
LONGEST_WAY = 40  # presses of Tab from one field to any other
MOVES_WITHIN = 5.0  # seconds in which a key has moved the focus or a choice on a busy machine, or never will
HOME_WITHIN = 1.0  # the same for a key that may well find everything where it is wanted
CONTROL, BADGE = "STN:", "STN:B:"


class Lost(Exception):
    """What was awaited did not come; the message carries the screen's widgets."""


class Clerk:
    """Eyes, hands and the dock's instruments joined."""

    def __init__(self, eyes: Eyes, hands: Hands, dock: Dock, failures: Path) -> None:
        self._eyes = eyes
        self.hands = hands
        self.dock = dock
        self._failures = failures
        self.refusals: list[str] = []

    def look(self) -> Sight:
        return self._eyes.look()

    def picture(self) -> bytes:
        return self._eyes.picture()

    def await_(self, what: str, wanted: Callable[[Sight], bool], within: float = PATIENCE) -> Sight:
        """Raises Lost with the widgets and a picture of the window."""
        sight = self._eyes.wait_for(wanted, within)
        if sight is None:
            raise self.lost(f"not seen within {within:.0f} s: {what}")
        return sight

    def lost(self, why: str) -> Lost:
        """The error with everything that a person needs to see what went wrong."""
        self._failures.parent.mkdir(parents=True, exist_ok=True)
        self._failures.write_bytes(self.picture())
        return Lost(f"{why}\non screen ({self._failures}):\n{self.look()}")

    def read(self, key: str, known: Mapping[str, str], name: str = "instruction", within: float = PATIENCE) -> Sight:
        """Waits until a widget says a sentence of the catalogue."""
        told = f"{name} says {key} {dict(known) or ''}".strip()
        return self.await_(told, lambda sight: _says(sight, name, key, known), within)

    def refused(self, key: str, known: Mapping[str, str], within: float = PATIENCE) -> None:
        """Waits until the screen refuses, with this sentence."""
        self.read(key, known, "refusal", within)
        self.refusals.append(key)

    def focus(self, name: str) -> None:
        """Walks to a field with Tab, as a person without a mouse does."""
        self.await_(f"a field {name}", lambda sight: sight.named(name) is not None)
        for _ in range(LONGEST_WAY):
            if self.look().focused == name:
                return
            if not self._moves("Tab", lambda sight: sight.focused):
                break
        raise self.lost(f"{name} cannot be reached with Tab")

    def fill(self, name: str, text: str) -> None:
        """Types into a field, over what stood there."""
        self.focus(name)
        self.hands.key("ctrl+a")
        self.hands.type(text)
        self.await_(f"{name} to show {len(text)} characters", lambda sight: len(sight.text(name)) >= len(text))

    def choose(self, name: str, value: str) -> None:
        """Walks a choice with the arrow keys until it stands for a value: to the top first, then down.

        Each key is seen to work before the next one: a busy window answers late.
        """
        if _value(self.look(), name) == value:
            return
        self.focus(name)
        self._moves("Home", lambda sight: _value(sight, name), HOME_WITHIN)
        for _ in range(LONGEST_WAY):
            if _value(self.look(), name) == value:
                return
            if not self._moves("Down", lambda sight: _value(sight, name)):
                break
        raise self.lost(f"{name} has no choice {value!r}")

    def _moves(self, key: str, what: Callable[[Sight], str], within: float = MOVES_WITHIN) -> bool:
        """Whether a key changes something on the screen."""
        before = what(self.look())
        self.hands.key(key)
        return self._eyes.wait_for(lambda sight: what(sight) != before, within) is not None


def _value(sight: Sight, name: str) -> str:
    seen = sight.named(name)
    return seen.value if seen else ""


def _says(sight: Sight, name: str, key: str, known: Mapping[str, str]) -> bool:
    return any(says(seen.text, key, known) for seen in sight.widgets if seen.name == name)
