"""The whole virtual dock: every instrument as a process, and what a person at the dock does with them.

The dock owns a folder: the instruments' ports appear there under names that stay when a cable is pulled and put back.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from station.devices.sim.child import Child
from station.platform import WINDOWS

INSTRUMENTS = ("scale", "gun", "climate", "camera")
SAME_CODE = 1.0  # seconds; the station takes the same code within a moment for one scan (domain/repeats.py)
CAMERAS = ("camera", "papers", "low")  # over units, over documents, below pallets; they speak HTTP, all else serial


class Dock:
    """The instruments by name. Every method is something that happens at the dock."""

    def __init__(self, children: Mapping[str, Child], urls: Mapping[str, str]) -> None:
        self._children = children
        self._scanned: dict[str, float] = {}  # codes and their last moments
        self.urls = urls

    def tell(self, name: str, do: str, **values: Any) -> None:
        """Any order of an instrument's own. A camera is waited for: its pictures follow its scene."""
        self._children[name].tell(do, **values)
        if name in CAMERAS:
            self._children[name].settled()

    def put(self, kg: str) -> None:
        """A parcel onto the scale."""
        self.tell("scale", "put", kg=kg)

    def clear(self) -> None:
        """The parcel off the scale."""
        self.tell("scale", "clear")

    def shake(self) -> None:
        """Somebody leans on the scale until still()."""
        self.tell("scale", "shake")

    def still(self) -> None:
        self.tell("scale", "still")

    def scan(self, text: str, aim: str = "C0") -> None:
        """The gun reads a code. The same one again takes a hand as long as it takes a person's."""
        time.sleep(max(0.0, self._scanned.get(text, 0.0) + SAME_CODE - time.monotonic()))
        self._scanned[text] = time.monotonic()
        self.tell("gun", "scan", text=text, aim=aim)

    def scene(self, camera: str = "camera", **what: Any) -> None:
        """What a camera looks at; its next frame shows it."""
        self.tell(camera, "scene", **what)

    def climate(self, c: str, rh: str) -> None:
        """The air at the dock, °C and %."""
        self.tell("climate", "climate", c=c, rh=rh)

    def unplug(self, name: str) -> None:
        self.tell(name, "unplug")

    def plug(self, name: str) -> None:
        self.tell(name, "plug")

    def garbage(self, name: str) -> None:
        self.tell(name, "garbage")

    def stall(self, name: str) -> None:
        """The instrument hangs until resume()."""
        self.tell(name, "stall")

    def resume(self, name: str) -> None:
        self.tell(name, "resume")


@contextmanager
def dock(folder: Path, instruments: tuple[str, ...] = INSTRUMENTS) -> Iterator[Dock]:
    """Starts the instruments and ends every one of them, whatever happens in between. Raises NotReady."""
    folder.mkdir(parents=True, exist_ok=True)
    children: dict[str, Child] = {}
    try:
        for name in instruments:
            children[name] = Child(name, "camera" if name in CAMERAS else name, *_port(folder, name))
        yield Dock(children, {name: child.ready() for name, child in children.items()})
    finally:
        for child in children.values():
            child.stop()


def _port(folder: Path, name: str) -> tuple[str, ...]:
    return () if WINDOWS or name in CAMERAS else ("--link", str(folder / name))
