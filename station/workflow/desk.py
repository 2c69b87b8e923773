"""What the engine stands on: the write path, the instruments and the window, each through a narrow port."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from station.clock import Clock
from station.domain.commands import Checklist
from station.domain.scale_profile import ScaleProfile
from station.texts import Line
from station.workflow.handlers import Handlers
from station.workflow.scene import Expected


class Camera(Protocol):
    """Takes a picture; it comes back through Engine.offer as a Frame, or a Fault, with the same token."""

    def take(self, token: str, role: str) -> None:
        """role: of the camera that is wanted (camera_roles)."""
        ...


class Evidence(Protocol):
    """The durable, content-addressed file store."""

    def put(self, data: bytes, ext: str) -> str:
        """The SHA-256 of bytes that are durable when it returns. Raises StoreError."""
        ...


class DraftStore(Protocol):
    """What was typed and not confirmed, kept encrypted over a crash."""

    def put(self, name: str, text: str) -> None: ...

    def get(self, name: str) -> str | None: ...

    def drop(self, name: str) -> None: ...

    def names(self) -> list[str]: ...


class People(Protocol):
    """Badge and PIN. The hash takes a tenth of a second, so the answer comes later, on the same thread."""

    def verify(self, badge: str, pin: str, done: Callable[[str | Line], None]) -> None:
        """Calls done with the person's id, or with the reason why not."""
        ...

    def by_badge(self, badge: str) -> str:
        """The person's id, "" where nobody has the badge."""
        ...


class Host(Protocol):
    """The window."""

    def switch_person(self, badge: str) -> None:
        """Somebody else wants to work here; badge is "" where a button was pressed."""
        ...

    def pause(self) -> None: ...

    def print_receipt(self, delivery: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that stands at one station. protocol is the parcel scale's driver; day gives the site-local date."""

    handlers: Handlers
    clock: Clock
    checklist: Checklist
    scale: ScaleProfile
    protocol: str
    evidence: Evidence
    drafts: DraftStore
    camera: Camera
    people: People
    host: Host
    day: Callable[[], str]
    expected: Callable[[], tuple[Expected, ...]]
    open_deliveries: Callable[[], tuple[str, ...]]
