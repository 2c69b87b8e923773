"""What every page gets: words, looks, and the few things it may ask for. Pages decide nothing and open nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QImage

from station.clock import Clock
from station.config import PEDALS, ClimateLimits, DeviceSettings, SoundSettings
from station.devices.found import CameraSeen, Heard, PortSeen
from station.devices.status import DeviceStatus
from station.domain.commands import Command
from station.domain.film.reading import FilmIndex, Still
from station.domain.readings import Fault, Identity, LinkChange, Preview, Reading
from station.texts import Line, Texts
from station.ui.theme import Theme
from station.workflow.archiving import Archiving
from station.workflow.copying import Copying
from station.workflow.engine import Engine
from station.workflow.gallery import Gallery
from station.workflow.reading import PaperRow, Queries
from station.workflow.scale_checks import ScaleChecks
from station.workflow.storage import Room

Say = Callable[[Line | str], str]


class Speech:
    """The sentences of the language that is on screen now."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def __call__(self, what: Line | str) -> str:
        """A Line is said, plain text is data and stays as it is."""
        return self.texts.say(what) if isinstance(what, Line) else what


class Instruments(Protocol):
    """What the screens may know of the instruments."""

    def statuses(self) -> tuple[DeviceStatus, ...]: ...

    def order(self, device: str, command: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Tried:
    """An instrument on trial: how it stands and what it said last."""

    status: DeviceStatus | None = None
    last: Reading | Preview | None = None


class Setup(Protocol):
    """What the guide that adds an instrument may do. Nothing here waits; the answers are looked at now and then."""

    def ports(self) -> tuple[PortSeen, ...]:
        """The serial ports of this machine, each with the instrument that has it."""
        ...

    def look_for_cameras(self) -> None:
        """Begins to look for the cameras of this machine."""
        ...

    def cameras(self) -> tuple[CameraSeen, ...] | None:
        """Those that were found, each with the instrument that has it; None as long as nobody knows."""
        ...

    def owner(self, url: str) -> str:
        """The instrument that has a port, "" if none."""
        ...

    def plug(self, url: str) -> str:
        """The USB adapter that a port is on, "" for none."""
        ...

    def free_id(self, role: str) -> str: ...

    def standing(self, role: str) -> tuple[str, ...]:
        """The instruments of a role that another one may be put in the place of."""
        ...

    def listen(self, kind: str, url: str, instead: str = "") -> None:
        """instead: the instrument whose port this is and whose place will be taken."""
        ...

    def heard(self) -> Heard: ...

    def try_out(self, device: DeviceSettings, instead: str = "") -> None:
        """Raises OperatorError."""
        ...

    def tried(self) -> Tried: ...

    def hush(self) -> None:
        """Ends what searches or tries; the port is free."""
        ...

    def fault(self, device: DeviceSettings, instead: str = "") -> Line | None:
        """What is wrong with an instrument's settings, None if nothing is."""
        ...

    def table(self, device: DeviceSettings) -> str:
        """The instrument as the settings file has it."""
        ...

    def save(self, device: DeviceSettings, serial: str = "", instead: str = "") -> Line | None:
        """Writes it down and starts it; what hindered that, None if nothing did.

        serial: its own number, if heard. instead: the instrument whose place it takes.
        """
        ...

    @property
    def file(self) -> Path | None:
        """The settings file, None where the station runs without one."""
        ...


class Desk(Protocol):
    """What pages may ask the station for; answers come later on the same thread."""

    def sign_in(self, badge: str, pin: str, done: Callable[[str | Line], None]) -> None: ...

    def appoint(self, badge: str, name: str, pin: str, done: Callable[[Line | None], None]) -> None:
        """The first start: makes the administrator; done with the reason why not, or None."""
        ...

    def first_start(self) -> bool: ...

    def person_name(self, person: str) -> str:
        """A person's name for the screen, "" for nobody."""
        ...

    def people_named(self, text: str) -> tuple[str, ...]:
        """The ids of those whose name or id has this text in it."""
        ...

    def roles(self, person: str) -> tuple[str, ...]: ...

    def answer_alarm(self, device: str, number: int, reason: str, person: str) -> Line | None:
        """Acknowledges an alarm of the air; why it was not, or None."""
        ...

    def progress_of(self, delivery: str) -> tuple[int, int]:
        """How many steps of an open delivery are closed, and how many there are."""
        ...

    def open_delivery(self, delivery: str) -> None:
        """Turns to the Receiving page with a delivery ("" for the next truck's arrival)."""
        ...

    def import_notices(self) -> None:
        """Asks for files and imports them; the result is said by itself."""
        ...

    def verify(self, badge: str, pin: str, done: Callable[[str | Line], None]) -> None:
        """Who stands beside: the person's id, or why not. Nobody is signed in by it."""
        ...

    def accept_swap(self, device: str, identity: Identity, second: str = "") -> Line | None:
        """Another instrument may be used in the place of a known one; why not, None if it may.

        second: the person who stands beside who is signed in, "" for nobody.
        """
        ...

    def evidence(self, sha256: str, ext: str) -> bytes | None:
        """What is taken at this dock now; for what may be old there is `fetch`."""
        ...

    def fetch(self, sha256: str, ext: str, done: Callable[[bytes | None], None]) -> None:
        """The bytes at once from here, or later on the same thread from the archive; None where they are in neither."""
        ...

    def view_document(self, person: str, paper: PaperRow, reason: str) -> bytes | Line:
        """The plain bytes of a sealed paper, in memory only, after the entry of it is durable; or why not."""
        ...

    def picture(self, sha256: str, width: int, done: Callable[[QImage | None], None]) -> None:
        """A picture of this width (0: its own), read and decoded on another thread; None where it is lost."""
        ...

    def picture_lost(self, sha256: str) -> Line:
        """Why a picture cannot be shown: its archive is not connected, or its file is lost."""
        ...

    @property
    def archiving(self) -> Archiving | None:
        """The way of old pictures to a second place; None where the settings name none."""
        ...

    def archive_now(self) -> None:
        """Begins to archive, in the name of whoever is signed in."""
        ...

    def gallery(self, delivery: str) -> Gallery: ...

    def film(self, sha256: str, done: Callable[[FilmIndex | None], None]) -> None:
        """Where the pictures of a film lie and when they were taken, read on another thread; None where it is lost."""
        ...

    def film_still(self, sha256: str, still: Still, width: int, done: Callable[[QImage | None], None]) -> None:
        """One picture of a film, read and decoded on another thread."""
        ...

    def show_gallery(self, delivery: str, sha256: str = "") -> None:
        """Turns to the pictures of a delivery, at one of them where it is named."""
        ...

    def export_pictures(self, delivery: str) -> None:
        """Asks for a folder and puts the delivery's pictures there; the result is said by itself."""
        ...

    def show_cctv(self, delivery: str) -> None:
        """Turns to where a delivery is to be seen on the site's CCTV."""
        ...

    def carry_out(self, command: Command) -> Line | None:
        """A command of whoever is signed in; why it was refused, or None."""
        ...

    def import_clip(self, delivery: str, number: int) -> Copying | None:
        """Asks for a file and brings it in on another thread; how far it is. The result is said by itself."""
        ...

    def reason_for_clip(self, delivery: str) -> Line | None:
        """The exception of a delivery that asks for its CCTV to be looked at; None for none."""
        ...

    def cctv_clock_days(self) -> int:
        """How long a comparison of a recorder's clock is good for."""
        ...

    def local(self, moment: datetime) -> datetime:
        """A moment in the site's time."""
        ...

    def room(self) -> Room:
        """What the pictures may still fill, and for how long that lasts."""
        ...

    def step_of(self, delivery: str) -> Line:
        """The name of the step that an open delivery stands on."""
        ...

    def local_second(self, moment: datetime) -> str:
        """A moment as site-local "2026-11-23 10:42:07"."""
        ...

    def local_time(self, utc: str) -> str:
        """UTC text as site-local "2026-11-23 10:42"; "" is now."""
        ...


@dataclass
class Context:
    """Everything a page works with. theme and speech change while the program runs; pages look at them when asked."""

    speech: Speech
    theme: Theme
    clock: Clock
    engine: Engine
    queries: Queries
    instruments: Instruments
    setup: Setup
    checks: ScaleChecks
    desk: Desk
    dock: str = ""
    pedal: str = PEDALS[0]
    limits: ClimateLimits = field(default_factory=ClimateLimits)
    sound: SoundSettings = field(default_factory=SoundSettings)
    sounds_in: Path = Path("sounds")
    retheme: list[Callable[[], None]] = field(default_factory=list)

    def say(self, what: Line | str) -> str:
        return self.speech(what)


class Page(Protocol):
    """A page of the window (a QWidget): its object name is "page.<NAME>"."""

    NAME: str
    ICON: str
    ORDER: int

    def refresh(self) -> None:
        """Something was written: ask the queries again."""
        ...

    def retranslate(self) -> None:
        """Language or theme has changed: say everything anew."""
        ...

    def tick(self) -> None:
        """Four times a second while the page is on screen: what became old looks old."""
        ...

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        """An instrument spoke (throttled; for showing only)."""
        ...


@runtime_checkable
class AsksForABadge(Protocol):
    """A page that may want to know who stands beside."""

    def takes_badge(self, badge: str) -> bool:
        """A gun has read a badge; False where nobody is asked for, and it is somebody who wants to work here."""
        ...
