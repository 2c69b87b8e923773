"""What a step wants to happen; the engine alone makes it happen."""

from __future__ import annotations

from dataclasses import dataclass

from station.domain.commands import Command
from station.texts import Line
from station.workflow.signals import Tone

ALL = "*"


@dataclass(frozen=True, slots=True)
class Do:
    """Give a command. Once it is accepted: say `good`, forget the named drafts (ALL: every draft of the delivery).

    second: somebody else has to identify himself first.
    """

    command: Command
    good: Line | None = None
    clear: tuple[str, ...] = ()
    second: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """Take a picture; it comes back to the step under this purpose. role: of the camera; "" as the purpose tells."""

    purpose: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """Remember a draft; an empty text forgets it."""

    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tell:
    """Say something at once."""

    tone: Tone
    line: Line


@dataclass(frozen=True, slots=True)
class Show:
    """Turn to another delivery's tab."""

    delivery: str


@dataclass(frozen=True, slots=True)
class Look:
    """Show an earlier step: -1 one further back, 1 one forward, 0 the one to work on."""

    by: int


@dataclass(frozen=True, slots=True)
class WeighAgain:
    """Let the load that lies on the scale be booked once more."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the window does: switch (another person), pause (lock), print (the receipt)."""

    what: str


@dataclass(frozen=True, slots=True)
class Roll:
    """The film: begin (of a unit, in_hand the one whose code was read last), pause (why), resume, end."""

    what: str
    unit: str = ""
    in_hand: str = ""
    why: str = "paused"


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """Let a machine read the seal's number in a durable picture; what it proposes is put into this draft."""

    sha256: str
    into: str


Effect = Do | Take | Roll | Put | Tell | Show | Look | WeighAgain | Ask | ReadNumber
Effects = tuple[Effect, ...]


def bad(key: str, **params: object) -> Effects:
    """A refusal of the step itself, before any command: something is still missing on the screen."""
    return (Tell(Tone.BAD, Line(key, params)),)
