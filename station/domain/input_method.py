"""When an input method may work beside a gun that types (devices.md §3, Chinese IME).

An input method sees keys before the program does: it swallows letters, turns digits into choices and Enter into an end
of its composition. So it is off while the gun is at work, and on while a person writes: from a click or Tab into a
field, or from a typed letter on, until a while after the last one. A scan that runs into a composition nonetheless is
known by its speed; it is lost, and that is said: what a composition keeps of a code cannot be trusted.
"""

from __future__ import annotations

STAYS_ON = 8.0  # seconds after the last letter
GUN = 0.035  # seconds between two keys of a gun on the average
ENOUGH = 3  # growths of a composition at that speed


class InputMethodGate:
    """Whether the input method may work now, and whether a composition is a gun's. at: monotonic seconds."""

    def __init__(self, gun: float = GUN) -> None:
        self._gun = gun
        self._typed_at = float("-inf")
        self._grown: list[float] = []

    def open(self, at: float) -> bool:
        """Whether a person writes."""
        return at - self._typed_at < STAYS_ON

    def typed(self, at: float) -> None:
        """A person typed a character, or went into a field by hand."""
        self._typed_at = at

    def scanned(self) -> None:
        """The gun was here."""
        self._typed_at = float("-inf")
        self._grown = []

    def composed(self, at: float, *, committed: bool) -> bool:
        """A composition grew or was committed; true where that went at a gun's speed."""
        if self._grown and at - self._grown[-1] > 4 * self._gun:
            self._grown = []
        self._grown.append(at)
        needed = 2 if committed else ENOUGH
        steps = len(self._grown) - 1
        fast = len(self._grown) >= needed and (self._grown[-1] - self._grown[0]) / steps <= self._gun
        if committed or fast:
            self._grown = []
        if not fast:
            self._typed_at = at
        return fast
