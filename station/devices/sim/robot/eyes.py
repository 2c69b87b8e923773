"""What the robot sees: the visible widgets' names and texts, and the window as a picture."""

from __future__ import annotations

import base64
import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOOK_EVERY = 0.03  # seconds between two looks while something is awaited
ANSWERS_WITHIN = 30.0  # seconds; longer means that the window hangs


class Blind(Exception):
    """The window does not answer any more."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One visible widget. place is x, y, width, height in the window."""

    name: str
    kind: str
    text: str
    enabled: bool
    focused: bool
    checked: bool
    value: str
    place: tuple[int, int, int, int]

    def __str__(self) -> str:
        marks = "".join(mark for mark, on in ((" *", self.focused), (" off", not self.enabled)) if on)
        return f"{self.name or '-'} ({self.kind}{marks}): {self.text!r}"


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything that is visible at one moment."""

    widgets: tuple[Seen, ...]

    def named(self, name: str) -> Seen | None:
        """The first widget of a name."""
        return next((seen for seen in self.widgets if seen.name == name), None)

    def text(self, name: str) -> str:
        """What a widget says, "" where it is not on screen."""
        seen = self.named(name)
        return seen.text if seen else ""

    def starting(self, prefix: str) -> list[Seen]:
        """Widgets whose name begins so, in the order they stand on the page."""
        return [seen for seen in self.widgets if seen.name.startswith(prefix)]

    @property
    def focused(self) -> str:
        """The name of the widget that gets the keys."""
        return next((seen.name for seen in self.widgets if seen.focused), "")

    def __str__(self) -> str:
        return "\n".join(f"  {seen}" for seen in self.widgets if seen.name or seen.text)


class Eyes:
    """A connection to the rehearsal socket."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._lines = connected.makefile("rb")

    def close(self) -> None:
        self._lines.close()
        self._socket.close()

    def look(self) -> Sight:
        """What is visible now."""
        return Sight(
            tuple(Seen(**{**widget, "place": tuple(widget["place"])}) for widget in self._ask("widgets")["widgets"])
        )

    def wait_for(self, wanted: Callable[[Sight], bool], within: float) -> Sight | None:
        """Looks until what is wanted is seen; None where it never was."""
        deadline = time.monotonic() + within
        while True:
            sight = self.look()
            if wanted(sight):
                return sight
            if time.monotonic() >= deadline:
                return None
            time.sleep(LOOK_EVERY)

    def picture(self) -> bytes:
        """The window as a PNG file."""
        return base64.b64decode(self._ask("picture")["png"])

    def _ask(self, what: str) -> dict[str, Any]:
        try:
            self._socket.sendall(json.dumps({"ask": what}).encode() + b"\n")
            line = self._lines.readline()
        except OSError as error:
            raise Blind(f"the window does not answer: {error}") from error
        if not line:
            raise Blind("the window is gone")
        answered: dict[str, Any] = json.loads(line)
        return answered


def open_eyes(address: Path, within: float, alive: Callable[[], bool]) -> Eyes:
    """Waits until the window's socket is there. Raises Blind where the program ends or takes too long."""
    deadline = time.monotonic() + within
    while True:
        try:
            return Eyes(_connected(address))
        except OSError as error:
            if not alive():
                raise Blind("the program ended before its window was there") from error
            if time.monotonic() >= deadline:
                raise Blind(f"no window within {within:.0f} s: {error}") from error
            time.sleep(LOOK_EVERY)


def _connected(address: Path) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(ANSWERS_WITHIN)
        connection.connect(str(address))
    except OSError:
        connection.close()
        raise
    return connection
