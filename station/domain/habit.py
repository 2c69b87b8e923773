"""Something an instrument always does, learned from what it has done, and held against it."""

from __future__ import annotations

SET_ANEW = 4  # times in a row against the habit: somebody has set the instrument anew


class Habit:
    """As far as has been seen."""

    def __init__(self) -> None:
        self.does = False
        self._against = 0

    def allows(self, does: bool) -> bool:
        """Whether it may have done so; not doing what it always does is allowed from the fourth time on."""
        self._against = 0 if does else self._against + 1
        if does or self._against >= SET_ANEW:
            self.does = does
        return does or not self.does
