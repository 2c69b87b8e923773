"""What was typed and not confirmed yet. Typing is cheap; it is written down a moment later, and survives a crash."""

from __future__ import annotations

from collections.abc import Mapping

from station.workflow.desk import DraftStore

_SEPARATOR = "\x1f"


class Drafts:
    """Texts by place (a delivery, or "" for arrival) and field."""

    def __init__(self, store: DraftStore) -> None:
        self._store = store
        self._texts: dict[str, dict[str, str]] = {}
        self._unwritten: set[tuple[str, str]] = set()
        for name in store.names():
            place, _, field = name.partition(_SEPARATOR)
            self._texts.setdefault(place, {})[field] = store.get(name) or ""

    def of(self, place: str) -> Mapping[str, str]:
        return self._texts.get(place, {})

    def put(self, place: str, field: str, text: str) -> None:
        """An empty text forgets the field."""
        texts = self._texts.setdefault(place, {})
        if text == texts.get(field, ""):
            return
        if text:
            texts[field] = text
        else:
            texts.pop(field, None)
        self._unwritten.add((place, field))

    def clear(self, place: str) -> None:
        for field in list(self.of(place)):
            self.put(place, field, "")

    def flush(self) -> None:
        """Writes what changed since the last time. Raises StoreError; then it is tried again the next time."""
        for place, field in sorted(self._unwritten):
            name = f"{place}{_SEPARATOR}{field}"
            text = self.of(place).get(field, "")
            if text:
                self._store.put(name, text)
            else:
                self._store.drop(name)
            self._unwritten.discard((place, field))
