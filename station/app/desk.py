"""What pages and engine may ask of the window and of the station around it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from station.app.cctv import Kept, book, hindrance, keep
from station.app.core import Core
from station.app.people import People
from station.clock import from_utc_text
from station.domain.commands import AcceptSwap, AcknowledgeAlarm, AddPerson, Command, ViewDocument
from station.domain.film.reading import FilmIndex, Still, index_of, still_of
from station.domain.progress import closed, current
from station.domain.readings import Identity
from station.domain.roles import Role
from station.errors import StoreError
from station.platform import free_bytes
from station.texts import Line
from station.ui.background import Background
from station.ui.thumbnails import Image, image_of
from station.workflow.archiving import Archiving
from station.workflow.cctv import reason_for_clip
from station.workflow.copying import Copying, Stopped
from station.workflow.gallery import Gallery, gallery_of
from station.workflow.handlers import STATION, Rejected
from station.workflow.reading import PaperRow
from station.workflow.sign_in import pin_hash
from station.workflow.signals import Tone
from station.workflow.storage import Room, room

ADMINISTRATOR = "admin"


class Window(Protocol):
    """What the desk asks the window for."""

    def ask_person(self, badge: str) -> None: ...

    def takes_badge(self, badge: str) -> bool: ...

    def lock(self) -> None: ...

    def show_page(self, name: str) -> None: ...

    def show_gallery(self, delivery: str, sha256: str) -> None: ...

    def show_cctv(self, delivery: str) -> None: ...


class StationDesk:
    """Implements ui.context.Desk and workflow.desk.Host. The window comes later: it is built with the desk."""

    def __init__(
        self, core: Core, people: People, background: Background, signed_in: Callable[[str, frozenset[Role]], None]
    ) -> None:
        self._core = core
        self._people = people
        self._background = background
        self._signed_in = signed_in
        self._names: dict[str, str] = {}
        self._copying: Copying | None = None  # of a clip that comes in now
        self.window: Window | None = None
        self.who: Callable[[], str] = str  # who is signed in
        self.choose_tab: Callable[[str], None] = lambda delivery: None
        self.choose_files: Callable[[], list[Path]] = list
        self.import_files: Callable[[list[Path]], None] = lambda files: None
        self.choose_folder: Callable[[], Path | None] = lambda: None
        self.export_to: Callable[[str, Path], None] = lambda delivery, folder: None
        self.choose_clip: Callable[[], Path | None] = lambda: None
        self.tell: Callable[[Tone, Line], None] = lambda tone, said: None
        self.print_pdf: Callable[[bytes], None] = lambda pdf: None
        self.archiving: Archiving | None = None  # where the settings name an archive

    # For the pages

    def first_start(self) -> bool:
        return not self._core.queries.people()

    def appoint(self, badge: str, name: str, pin: str, done: Callable[[Line | None], None]) -> None:
        """Makes the administrator; the hash takes a tenth of a second and is made elsewhere."""

        def hashed(pin_hash: str) -> None:
            roles = (Role.ADMINISTRATOR.value,)
            command = AddPerson(person=ADMINISTRATOR, badge=badge, name=name, roles=roles, pin_hash=pin_hash)
            result = self._core.handlers.appoint(command, f"cmd-{uuid.uuid4()}")
            done(result.reason if isinstance(result, Rejected) else None)

        self._background.run(lambda: pin_hash(pin), hashed)

    def sign_in(self, badge: str, pin: str, done: Callable[[str | Line], None]) -> None:
        def answered(who: str | Line) -> None:
            if not isinstance(who, Line):
                self._signed_in(who, self._people.roles(who))
            done(who)

        self._people.sign_in(badge, pin, answered)

    def person_name(self, person: str) -> str:
        """A person's name, "" for nobody."""
        if not person:
            return ""
        if person not in self._names:
            state = self._core.handlers.person(person)
            name = self._core.store.reveal(state.name.record) if state.name else None
            self._names[person] = name or person
        return self._names[person]

    def people_named(self, text: str) -> tuple[str, ...]:
        ids = (*(row.id for row in self._core.queries.people()), STATION)
        return tuple(who for who in ids if text.casefold() in f"{who} {self.person_name(who)}".casefold())

    def answer_alarm(self, device: str, number: int, reason: str, person: str) -> Line | None:
        command = AcknowledgeAlarm(device=device, number=number, reason=reason)
        try:
            result = self._core.handlers.dispatch(command, f"cmd-{uuid.uuid4()}", person)
        except StoreError as error:
            return Line(error.key, error.params)
        return result.reason if isinstance(result, Rejected) else None

    def roles(self, person: str) -> tuple[str, ...]:
        return self._core.handlers.person(person).roles if person else ()

    def progress_of(self, delivery: str) -> tuple[int, int]:
        case = self._core.handlers.case(delivery)
        steps = case.delivery.steps
        return sum(closed(case, step) for step in steps), len(steps)

    def open_delivery(self, delivery: str) -> None:
        self.choose_tab(delivery)
        if self.window is not None:
            self.window.show_page("receiving")

    def verify(self, badge: str, pin: str, done: Callable[[str | Line], None]) -> None:
        self._people.verify(badge, pin, done)

    def accept_swap(self, device: str, identity: Identity, second: str = "") -> Line | None:
        """By whoever is signed in; the rule says whether that is a supervisor, or one has to stand beside."""
        command = AcceptSwap(device=device, plug=identity.plug, serial=identity.serial)
        try:
            result = self._core.handlers.dispatch(command, f"cmd-{uuid.uuid4()}", self.who(), second)
        except StoreError as error:
            return Line(error.key, error.params)
        return result.reason if isinstance(result, Rejected) else None

    def import_notices(self) -> None:
        files = self.choose_files()
        if files:
            self.import_files(files)

    def evidence(self, sha256: str, ext: str) -> bytes | None:
        return self._core.store.files.local(sha256, ext)

    def fetch(self, sha256: str, ext: str, done: Callable[[bytes | None], None]) -> None:
        files = self._core.store.files
        data = files.local(sha256, ext)
        if data is not None or files.archive is None:
            done(data)
        else:
            self._background.run(lambda: files.read(sha256, ext), done)

    def view_document(self, person: str, paper: PaperRow, reason: str) -> bytes | Line:
        visit = "" if paper.stream.startswith("device/") else paper.stream.partition("/")[2]
        command = ViewDocument(visit=visit, record=paper.record, reason=reason)
        try:
            result = self._core.handlers.dispatch(command, f"cmd-{uuid.uuid4()}", person)
            if isinstance(result, Rejected):
                return result.reason
            data = self._core.store.evidence.open(paper.sha256, paper.record)
        except StoreError as error:
            return Line(error.key, error.params)
        return data or Line("paper.gone")

    def picture(self, sha256: str, width: int, done: Callable[[Image | None], None]) -> None:
        files = self._core.store.files

        def read() -> Image | None:
            data = files.read(sha256, "jpg")
            return image_of(data, width) if data else None

        self._background.run(read, done)

    def picture_lost(self, sha256: str) -> Line:
        name = self._core.queries.archive_of(sha256)
        return Line("gallery.archived", {"name": name}) if name else Line("gallery.lost")

    def archive_now(self) -> None:
        assert self.archiving is not None  # its button is there only where an archive is
        self.archiving.start(self.who())

    def gallery(self, delivery: str) -> Gallery:
        return gallery_of(
            self._core.handlers.case(delivery),
            self._core.queries.pictures(delivery),
            self._core.queries.films(delivery),
        )

    def film(self, sha256: str, done: Callable[[FilmIndex | None], None]) -> None:
        films = self._core.store.films

        def read() -> FilmIndex | None:
            file = films.open(sha256)
            if file is None:
                return None
            with file:
                return index_of(file)

        self._background.run(read, done)

    def film_still(self, sha256: str, still: Still, width: int, done: Callable[[Image | None], None]) -> None:
        films = self._core.store.films

        def read() -> Image | None:
            file = films.open(sha256)
            if file is None:
                return None
            with file:
                return image_of(still_of(file, still), width)

        self._background.run(read, done)

    def show_gallery(self, delivery: str, sha256: str = "") -> None:
        if self.window is not None and delivery:
            self.window.show_gallery(delivery, sha256)

    def export_pictures(self, delivery: str) -> None:
        folder = self.choose_folder()
        if folder is not None:
            self.export_to(delivery, folder)

    def show_cctv(self, delivery: str) -> None:
        if self.window is not None and delivery:
            self.window.show_cctv(delivery)

    def carry_out(self, command: Command) -> Line | None:
        try:
            result = self._core.handlers.dispatch(command, f"cmd-{uuid.uuid4()}", self.who())
        except StoreError as error:
            return Line(error.key, error.params)
        return result.reason if isinstance(result, Rejected) else None

    def import_clip(self, delivery: str, number: int) -> Copying | None:
        """Who may not, or for what no file is wanted, is not even asked for one. One comes in at a time."""
        who = self.who()
        refused = Line("cctv.busy") if self._copying else hindrance(self._core.handlers, delivery, number, who)
        if refused is not None:
            self.tell(Tone.BAD, refused)
            return None
        file = self.choose_clip()
        if file is None:
            return None
        copying = self._copying = Copying()
        self._background.run(
            lambda: keep(self._core.store.files, file, copying),
            lambda kept: self._brought(delivery, number, kept, who),
            self._not_brought,
            (StoreError, Stopped),
        )
        return copying

    def stop_copying(self) -> None:
        """The window closes: nobody waits for gigabytes."""
        if self._copying is not None:
            self._copying.stop = True

    def _copied(self) -> None:
        if self._copying is not None:
            self._copying.ended = True
        self._copying = None

    def _brought(self, delivery: str, number: int, kept: Kept, who: str) -> None:
        self._copied()
        try:
            result = book(self._core.handlers, delivery, number, kept, who)
        except StoreError as error:
            self._not_brought(error)
            return
        if isinstance(result, Rejected):
            self.tell(Tone.BAD, result.reason)
        else:
            said = {"file": kept.name, "size": f"{kept.size / 1e6:.1f} MB"}
            self.tell(Tone.GOOD, Line("cctv.imported", said))

    def _not_brought(self, error: Exception) -> None:
        self._copied()
        if isinstance(error, StoreError):
            self.tell(Tone.STOP, Line(error.key, error.params))
        else:
            self.tell(Tone.ATTENTION, Line("cctv.stopped"))

    def reason_for_clip(self, delivery: str) -> Line | None:
        return reason_for_clip(self._core.handlers.delivery(delivery))

    def cctv_clock_days(self) -> int:
        return self._core.settings.cctv_clock_days

    def local(self, moment: datetime) -> datetime:
        return self._core.local(moment)

    def room(self) -> Room:
        core = self._core
        return room(core.queries, free_bytes(core.settings.data), core.settings.quota, core.clock.now())

    def step_of(self, delivery: str) -> Line:
        now = current(self._core.handlers.case(delivery))
        return Line(f"step.{now.kind}" if now else "step.signed")

    def local_second(self, moment: datetime) -> str:
        return self._core.local(moment).strftime("%Y-%m-%d %H:%M:%S")

    def local_time(self, utc: str) -> str:
        moment: datetime = from_utc_text(utc) if utc else self._core.clock.now()
        return self._core.local(moment).strftime("%Y-%m-%d %H:%M")

    # For the engine

    def takes_badge(self, badge: str) -> bool:
        return self.window is not None and self.window.takes_badge(badge)

    def switch_person(self, badge: str) -> None:
        if self.window is not None:
            self.window.ask_person(badge)

    def pause(self) -> None:
        if self.window is not None:
            self.window.lock()

    def print_receipt(self, delivery: str) -> None:
        issued = self._core.handlers.delivery(delivery).receipt
        pdf = self._core.store.files.read(issued.sha256, "pdf") if issued else None
        if pdf is not None:
            self.print_pdf(pdf)
