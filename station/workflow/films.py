"""What the workflow asks of whoever takes films, and what it is where nobody does."""

from __future__ import annotations

from typing import Protocol

from station.domain.events.common import Film


class Films(Protocol):
    """Takes films with the camera for units; how they go comes back through Engine.offer as Filming and Filmed."""

    @property
    def camera(self) -> str:
        """The camera that films, "" where there is none."""
        ...

    @property
    def seconds(self) -> int:
        """How long a film may be."""
        ...

    @property
    def bytes(self) -> int:
        """How large a film may be."""
        ...

    def begin(self, film: str, title: str) -> None:
        """Raises StoreError where its folder cannot be made."""
        ...

    def pause(self, film: str, why: str) -> None: ...

    def resume(self, film: str) -> None: ...

    def end(self, film: str) -> None: ...

    def keep(self, film: str, camera: str, end: str, sha256: str) -> Film | str:
        """The film as durable evidence, or why nothing of it is there. Waits for the disk."""
        ...

    def quiet(self, film: str) -> bool:
        """Whether its file is not being written any more."""
        ...

    def forget(self, film: str) -> None:
        """An entry tells of it now."""
        ...


class NoFilms:
    """Nobody films."""

    camera = ""
    seconds = bytes = 0

    def begin(self, film: str, title: str) -> None: ...

    def pause(self, film: str, why: str) -> None: ...

    def resume(self, film: str) -> None: ...

    def end(self, film: str) -> None: ...

    def keep(self, film: str, camera: str, end: str, sha256: str) -> Film | str:
        return "no_file"

    def quiet(self, film: str) -> bool:
        return True

    def forget(self, film: str) -> None: ...
