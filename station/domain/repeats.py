"""The same code twice within a moment is one scan (devices.md §3, duplicate suppression).

A gun whose trigger is held, or a camera that sees a label in every picture, says a code again and again. Repeats are
dropped silently as long as they go on; the same code later is another scan, and the rules say that it was there before.
"""

from __future__ import annotations

from station.domain.readings import Scan

WITHIN = 0.7  # seconds; guns' own same-code delays are 0.5–1.0


class Repeats:
    """Remembers the codes of the last moment, whichever instrument read them."""

    def __init__(self, within: float = WITHIN) -> None:
        self._within = within
        self._seen: dict[str, float] = {}

    def fresh(self, scan: Scan) -> bool:
        """Whether this is a scan of its own. Every sight of a code begins its moment anew."""
        at = scan.seen_at
        self._seen = {text: seen for text, seen in self._seen.items() if abs(at - seen) < self._within}
        fresh = scan.text not in self._seen
        self._seen[scan.text] = at
        return fresh
