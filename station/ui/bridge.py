"""The one crossing from the instruments' threads to the screen's: everything in order, nothing dropped unsaid.

The queue is bounded. When the screen's thread stands still for so long that it is full, what comes next is counted and
told as one Fault for each instrument (the step refuses, the instrument is marked) instead of being lost silently.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from station.clock import Clock
from station.devices.api import Fault, LinkChange, Preview, Reading
from station.domain.readings import NumberRead, Recalled

Item = Reading | Preview | Fault | LinkChange | Recalled | NumberRead
Listener = Callable[[Item], None]

LONGEST = 4096


class Bridge(QObject):
    """Takes items on any thread (`put`), hands them out on its own."""

    _wake = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._lock = threading.Lock()
        self._items: deque[Item] = deque()
        self._lost: Counter[str] = Counter()
        self._awake = False
        self._listeners: list[Listener] = []
        self._wake.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def subscribe(self, listener: Listener) -> None:
        """Called on this object's thread, for every item."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Nobody hears anything any more: what is still on its way comes too late."""
        self._listeners.clear()

    def put(self, item: Item) -> None:
        """From an instrument's thread. One wake-up serves everything that came until it is heard."""
        with self._lock:
            if isinstance(item, Preview):
                self._items = deque(old for old in self._items if not _older_preview(old, item))
            if len(self._items) >= LONGEST:
                self._lost[item.device] += 1
                return
            self._items.append(item)
            wake, self._awake = not self._awake, True
        if wake:
            self._wake.emit()

    def _deliver(self) -> None:
        for item in self._taken():
            for listener in self._listeners:
                listener(item)

    def _taken(self) -> list[Item]:
        with self._lock:
            items, self._items = list(self._items), deque()
            lost, self._lost = self._lost, Counter()
            self._awake = False
        now = self._clock.monotonic()
        return items + [Fault(device, now, "overrun", text=str(count)) for device, count in lost.items()]


def _older_preview(old: Item, new: Preview) -> bool:
    """A live picture is only worth its newest; this is the one thing that is thrown away on purpose."""
    return isinstance(old, Preview) and old.device == new.device
