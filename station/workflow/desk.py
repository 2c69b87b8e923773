"""What the engine stands on: the write path, the instruments and the window, each through a narrow port."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from station.clock import Clock
from station.domain.commands import Checklist
from station.domain.mount import Mount
from station.domain.scale import Scale
from station.texts import Line
from station.workflow.films import Films, NoFilms
from station.workflow.handlers import Handlers
from station.workflow.ports import Evidence
from station.workflow.scale_checks import ScaleChecks
from station.workflow.scene import Expected

Aside = Callable[[Callable[[], Any], Callable[[Any], None]], None]


class Camera(Protocol):
    """Takes a picture; it comes back through Engine.offer as a Frame, or a Fault, with the same token."""

    def take(self, token: str, role: str, measure: bool = False) -> None:
        """role: of the camera that is wanted (camera_roles); measure: the measuring card is looked for in it."""
        ...

    def serving(self, role: str) -> str:
        """The id of the camera that a picture of this role is asked of, "" where there is none."""
        ...


class Numbers(Protocol):
    """Reads numbers in pictures; a proposal comes back through Engine.number_read, or never."""

    @property
    def reads(self) -> bool:
        """Whether anything is ever proposed here."""
        ...

    def ask(self, sha256: str) -> None:
        """The number on a seal, in a picture of the evidence."""
        ...

    def ask_card(self, token: str, jpeg: bytes) -> None:
        """The number on a card, in a picture that is not kept; the answer is about the token."""
        ...


class NoNumbers:
    """Where nothing is installed that could read them."""

    reads = False

    def ask(self, sha256: str) -> None:
        """Numbers are typed."""

    def ask_card(self, token: str, jpeg: bytes) -> None:
        """Those of cards too."""


NO_NUMBERS = NoNumbers()


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

    def takes_badge(self, badge: str) -> bool:
        """Whether what stands on the screen has asked for somebody beside: then the badge is shown to it."""
        ...

    def pause(self) -> None: ...

    def print_receipt(self, delivery: str) -> None: ...


def at_once(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
    """Work that nobody minds waiting for."""
    done(work())


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that stands at one station. day gives the site-local date."""

    handlers: Handlers
    clock: Clock
    checklist: Checklist
    scales: tuple[Scale, ...]
    checks: ScaleChecks
    evidence: Evidence
    drafts: DraftStore
    camera: Camera
    people: People
    host: Host
    day: Callable[[], str]
    expected: Callable[[], tuple[Expected, ...]]
    open_deliveries: Callable[[], tuple[str, ...]]
    truck_sensor: Callable[[], str] = str  # the sensor in the truck's hold, "" where there is none
    aside: Aside = at_once  # work that must not stop the screen; its answer comes later, on the same thread
    films: Films = field(default_factory=NoFilms)
    film_aside: Aside = at_once  # a film is read whole before it is evidence, and no picture waits for that
    dock: str = ""  # the door's number
    numbers: Numbers = NO_NUMBERS  # that are on seals and cards
    mounts: tuple[Mount, ...] = (Mount(),)  # of the cameras that take units; one without a name is any camera's
