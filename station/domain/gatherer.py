"""One article on two codes: the first has its GTIN, the second its lot, dates, weight or count (devices.md §3)."""

from __future__ import annotations

from dataclasses import replace

from station.domain.codes import Kind, Understood
from station.domain.element_strings import GS

WITHIN = 10.0  # seconds between the codes of one label
ARTICLE = ("01", "02")


class Gatherer:
    """Puts the values of codes together that belong to one label. What cannot belong together stays apart."""

    def __init__(self, within: float = WITHIN) -> None:
        self._within = within
        self._first: Understood | None = None

    def offer(self, found: Understood) -> Understood:
        """The code as it is, or with the values of the code before it that names its article."""
        gathered = self._joined(found) if self._first is not None else found
        self._first = gathered if any(ai in gathered.elements for ai in ARTICLE) else None
        return gathered

    def _joined(self, found: Understood) -> Understood:
        first = self._first
        if first is None or found.kind is not Kind.ELEMENTS or "00" in found.elements:
            return found
        late = found.scan.seen_at - first.scan.seen_at > self._within
        if late or any(ai in found.elements for ai in (*ARTICLE, *first.elements)):
            return found
        elements = {**first.elements, **found.elements}
        return replace(found, text=f"{first.text}{GS}{found.text}", elements=elements)
