"""What the Receiving page shows, as data: no Qt, no sentence said yet. Walked by tests without a screen."""

from __future__ import annotations

from dataclasses import dataclass, field

from station.texts import Line


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: Line | str


@dataclass(frozen=True, slots=True)
class Canvas:
    """A kept picture that is marked: its hash, the shape that comes next, and the words of the mark before it with the
    name of their field.
    """

    sha256: str
    shape: str
    words: str
    words_field: str


@dataclass(frozen=True, slots=True)
class Field:
    """Something a person types, picks or marks. kind: text, number, decimal, choice, plate, secret, longtext, marks.

    scannable: a gun may fill it too. personal: shown masked once it is written.
    """

    name: str
    label: Line
    value: str = ""
    kind: str = "text"
    choices: tuple[Choice, ...] = ()
    scannable: bool = False
    personal: bool = False
    canvas: Canvas | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What is possible now; key is the key on the keyboard, the id is also the control code's."""

    id: str
    key: str
    label: Line
    icon: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class FaceMark:
    """One of the six faces. state: open, now, done, waived."""

    face: str
    label: Line
    state: str


@dataclass(frozen=True, slots=True)
class Ghost:
    """How a unit should lie for the face that is wanted. before: the face that was taken last, "" for the first one."""

    face: str
    before: str = ""
    pallet: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what belongs to it: data (str) or words (Line). tone: "", good, attention, stop."""

    label: Line
    value: str | Line
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """One of two pictures that are to be compared: which it is, whose, what it shows, and when it was taken (UTC)."""

    sha256: str
    which: Line
    place: Line | str
    shows: Line | str
    at: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a picture: hash and width (px) of the picture, the line's corners in it, what a machine read.

    said and tone: how that stands to what a person has typed. piece: the line itself (JPEG), where the picture is kept
    nowhere.
    """

    sha256: str
    width: int
    corners: tuple[tuple[int, int], ...]
    text: str
    said: Line
    tone: str
    piece: bytes = b""


@dataclass(frozen=True, slots=True)
class Page:
    """The middle of the screen: one instruction, and what it needs."""

    instruction: Line
    hint: Line | None = None
    fields: tuple[Field, ...] = ()
    actions: tuple[Action, ...] = ()
    faces: tuple[FaceMark, ...] = ()
    facts: tuple[Fact, ...] = ()
    missing: tuple[Line, ...] = ()
    live: str = ""  # the instrument that matters now: weight, the role of a camera, or ""
    beside: tuple[Beside, ...] = ()
    excerpt: Excerpt | None = None
    overlay: Line | str | None = None  # said over the live picture: which face
    ghost: Ghost | None = None  # drawn over the live picture; with it a still unit may release the picture by itself
    looks: str = ""  # the purpose of a picture that is read and not kept, where one may be taken here


@dataclass(frozen=True, slots=True)
class StopView:
    """The red full stop: why, since when (RFC 3339 UTC), who can lift it, until when the customer must know."""

    reason: Line
    since: str
    who: Line
    notice_by: str


@dataclass(frozen=True, slots=True)
class StepMark:
    """A step in the bar. state: done, now, open."""

    kind: str
    title: Line | str
    state: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One open delivery. done counts complete units, None while they are counted blind."""

    delivery: str
    customer: str
    plate: str
    done: int | None
    active: bool
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """Everything the page shows of the active delivery; page is None where no delivery is open."""

    tabs: tuple[Tab, ...] = ()
    delivery: str = ""
    visit: str = ""
    steps: tuple[StepMark, ...] = ()
    step: str = ""
    number: int = 0
    of: int = 0
    title: Line | str = ""
    page: Page | None = None
    stop: StopView | None = None
    refusal: Line | None = None
    unsaved: Line | None = None
    busy: Line | None = None
    looking_back: bool = False
    people: tuple[str, ...] = field(default=())
