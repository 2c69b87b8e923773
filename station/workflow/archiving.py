"""How the archive's run stands, in words: what the process beside the window has told so far."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from station.clock import Clock
from station.domain.commands import ArchivePictures
from station.domain.roles import Role, may
from station.domain.rules.archive import kept_until
from station.errors import OperatorError
from station.texts import Line, line
from station.workflow.handlers import STATION, Accepted, Handlers, Result

MINUTE = 60.0


class Worker(Protocol):
    """The process that moves the pictures (app/archiver.py)."""

    def start(self) -> None: ...

    def stop(self) -> None:
        """Ends it at once; no picture is lost by that."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """Pictures and bytes that have moved, of how many; unread: damaged here, and left."""

    moved: int = 0
    count: int = 0
    size: int = 0
    total: int = 0
    unread: int = 0


class Archiving:
    """One run at a time, by whoever has begun it or by the station itself; answers what the worker asks."""

    def __init__(
        self, handlers: Handlers, clock: Clock, worker: Worker, years: int, roles: Callable[[str], Sequence[str]]
    ) -> None:
        self._handlers, self._clock, self._worker = handlers, clock, worker
        self._years, self._roles = years, roles
        self._who = STATION
        self._began = 0.0
        self._told = Told()
        self._said: Line | None = None
        self.running = False
        self.wrong = False  # whether somebody has to look after it

    def start(self, who: str = STATION) -> None:
        """Begins a run where none is under way; `standing` says why it did not."""
        if self.running:
            return
        if who != STATION and not may(frozenset(map(Role, self._roles(who))), "ArchivePictures"):
            self._said = line("today.archive_role")
            return
        self._who, self._began, self._told, self._said = who, self._clock.monotonic(), Told(), None
        self.running, self.wrong = True, False
        self._worker.start()

    def stop(self) -> None:
        if self.running:
            self._ended(line("today.archive_stopped", moved=self._told.moved))
            self._worker.stop()

    def heard(self, what: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """One line of the worker's; the answer that it waits for, if it does."""
        if "copied" in what:
            return self._commit(what["copied"])
        if "progress" in what:
            self._told = Told(*what["progress"])
        elif "failed" in what:
            self._ended(sentence(what["failed"]), wrong=True)
        elif "done" in what:
            self._told = Told(*what["done"])
            self._ended(self._done(), wrong=bool(self._told.unread))
        return None

    def died(self) -> None:
        """The worker is gone; where it has not said why, nobody knows."""
        if self.running:
            self._ended(line("today.archive_died"), wrong=True)

    def standing(self) -> Line | None:
        """What is to be said of it now, None for nothing."""
        if not self.running:
            return self._said
        seen = self._told
        if not seen.size:
            return line("today.archive_begins")
        left = (self._clock.monotonic() - self._began) * (seen.total - seen.size) / seen.size
        return line("today.archive_runs", moved=seen.moved, count=seen.count, minutes=int(left / MINUTE) + 1)

    def _done(self) -> Line:
        if self._told.unread:
            return line("archive.unread", count=self._told.unread)
        return line("archive.done", moved=self._told.moved, megabytes=f"{self._told.size / 1_000_000:.1f}")

    def _ended(self, said: Line, *, wrong: bool = False) -> None:
        self.running, self._said, self.wrong = False, said, wrong

    def _commit(self, copied: Mapping[str, Any]) -> Mapping[str, Any]:
        """The entry is durable when this returns, or the worker hears why it is not."""
        try:
            result = archive(self._handlers, copied, self._years, self._who)
        except OperatorError as error:
            return told(Line(error.key, error.params))
        return {"key": ""} if isinstance(result, Accepted) else told(result.reason)


def archive(handlers: Handlers, copied: Mapping[str, Any], years: int, who: str) -> Result:
    """Tells the log of pictures that were copied and read back: delivery, place, files, size. Raises StoreError.

    The same pictures to the same place are told once, also where a run was killed after it had told them.
    """
    delivery, files = str(copied["delivery"]), tuple(copied["files"])
    command = ArchivePictures(
        delivery=delivery,
        place=copied["place"],
        files=files,
        size=copied["size"],
        keep_until=kept_until(handlers.delivery(delivery), years),
    )
    listed = "\n".join((delivery, command.place, *files))
    return handlers.dispatch(command, f"archive-{uuid.uuid5(uuid.NAMESPACE_URL, listed)}", who)


def told(what: Line) -> dict[str, Any]:
    """A sentence as it goes over a pipe; one inside another goes with it."""
    params = {name: told(value) if isinstance(value, Line) else str(value) for name, value in what.params.items()}
    return {"key": what.key, "params": params}


def sentence(what: Mapping[str, Any]) -> Line:
    """The reverse of told."""
    params = {name: sentence(value) if isinstance(value, dict) else value for name, value in what["params"].items()}
    return Line(what["key"], params)
