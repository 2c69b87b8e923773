"""The whole station with its window: the one place where screen, instruments, rules and store are joined."""

from __future__ import annotations

import signal
import sys
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from station.app.air import STAGING, TRUCK_AIR, air_watch, interval_of
from station.app.cctv import note_overdue
from station.app.core import Core, build_core
from station.app.desk import StationDesk
from station.app.exports import prepare
from station.app.films import StationFilms
from station.app.imports import NoticeImporter
from station.app.instruments import Instruments
from station.app.mounts import mounts_of
from station.app.people import People
from station.app.receipts import DocumentsRenderer
from station.app.setup import DeviceSetup
from station.clock import utc_text
from station.config import DeviceSettings, Settings
from station.devices.camera.numbers_client import NumbersClient
from station.devices.camera.recall_client import RecallClient
from station.devices.registry import SCALES, scale_of
from station.devices.wedge import WedgeGun
from station.domain.commands import AddDevice
from station.domain.entry import Entry
from station.domain.events.site import SwapAccepted
from station.domain.facts import from_data
from station.domain.mount import Mount
from station.domain.readings import (
    Climate,
    Fault,
    Identity,
    LinkChange,
    LinkState,
    NumberRead,
    Preview,
    Reading,
    Recalled,
    Scan,
    Weight,
)
from station.domain.repeats import Repeats
from station.domain.roles import Role
from station.domain.scale import Scale
from station.domain.scale_profile import ScaleProfile
from station.domain.state import LensState
from station.errors import StoreError
from station.platform import child_command
from station.program_log import ProgramLog
from station.texts import Line, Texts, line
from station.ui.background import Background
from station.ui.bridge import Bridge
from station.ui.context import Context, Speech
from station.ui.main_window import MainWindow
from station.ui.pages.climate import ClimatePage
from station.ui.pages.devices import DevicesPage
from station.ui.pages.log import LogPage
from station.ui.pages.receiving import ReceivingPage
from station.ui.pages.today import TodayPage
from station.ui.telling_process import TellingProcess
from station.ui.theme import Theme, base_font
from station.ui.wedge import WedgeFilter
from station.workflow.archiving import Archiving
from station.workflow.desk import Desk
from station.workflow.engine import Engine
from station.workflow.handlers import Rejected
from station.workflow.instrument_log import InstrumentLog
from station.workflow.picture_watch import PictureWatch
from station.workflow.purging import purge_due
from station.workflow.receipts import ReceiptDesk
from station.workflow.scale_checks import ScaleChecks
from station.workflow.scene import Expected
from station.workflow.signals import Tone

if TYPE_CHECKING:
    from station.ui.rehearsal import RehearsalSocket

log = ProgramLog(__name__)

CHECKPOINT_EVERY_MS = 5 * 60_000
TAKE_UP_EVERY_MS = 60_000
AIR_EVERY_MS = 1000
PURGE_EVERY_MS = 60 * 60_000
WARM_AFTER_MS = 2000
# What is said of a scale at once when it is gone; one that is only silent is stale by the age of its last frame.
GONE = {LinkState.SEARCHING: Line("weight.gone"), LinkState.REFUSED: Line("weight.other")}
# Without a scale in the settings nothing is ever weighed; the stable rule still wants a plate to refuse by.
NO_SCALE = Scale(ScaleProfile("none", d=Decimal("0.005"), e=Decimal("0.005"), max=Decimal(30), min=Decimal("0.1")))


class Station:
    """Everything that runs while the window is open."""

    def __init__(self, settings: Settings) -> None:
        self.core = build_core(settings)
        self._roles = {device.id: device.role for device in settings.devices}
        self.background = Background()
        self.writer = Background(threads=1)  # pictures become durable in their order, never behind a document
        self.bridge = Bridge(self.core.clock)
        self.instruments = Instruments(
            settings, self.bridge.put, self.core.clock, known_of(self.core), lenses=lenses_of(self.core)
        )
        by_badge = self._by_badge
        self.people = People(self.core.sign_in, self.core.handlers, by_badge, self.background)
        self.desk = StationDesk(self.core, self.people, self.background, self._signed_in)
        scales = _scales(settings)
        self.checks = ScaleChecks(self.core.handlers, self.core.day, scales)
        self.numbers = NumbersClient(self.core.store.files.folder, self.bridge.put, self.core.clock)
        self.engine = self._engine(scales, mounts_of(settings))
        self.desk.choose_tab = self.engine.choose_tab
        self.desk.who = lambda: self.engine.person
        self.core.handlers.subscribe(self._written)
        self.setup = DeviceSetup(settings.file, self.instruments, self.core.clock, join=self._join, record=self._set_up)
        self.context = self._context(settings)
        self.renderer = DocumentsRenderer(self.core, self.background, lambda: self._with_role(STAGING))
        self.receipts = self._receipts()
        core, memory = self.core, settings.data / "pictures.memory"
        self.recall = RecallClient(memory, core.store.files.folder, self.bridge.put, core.clock)
        self.watch = PictureWatch(core.handlers, core.queries, self.recall, core.clock)
        self.instrument_log = InstrumentLog(self.core.handlers, self.core.clock, self._roles)
        self.air = air_watch(self.core, lambda said: self.engine.tell(Tone.ATTENTION, said))
        self.window = self._window(settings)
        self.archiver = self._archiver(settings)
        self.repeats = Repeats()
        self.bridge.subscribe(self._heard)
        self.wedge = _wedge(self.instruments.wedge)
        self._timers = self._clockwork()

    def _clockwork(self) -> list[QTimer]:
        """What comes round by itself."""
        return [
            _every(CHECKPOINT_EVERY_MS, self._anchor),
            _every(TAKE_UP_EVERY_MS, self._take_up),
            _every(AIR_EVERY_MS, self.air.tick),
            _every(PURGE_EVERY_MS, self._purge),
            _every(PURGE_EVERY_MS, self._archive),
        ]

    def _context(self, settings: Settings) -> Context:
        return Context(
            speech=Speech(Texts(settings.language)),
            theme=Theme(settings.theme),
            clock=self.core.clock,
            engine=self.engine,
            queries=self.core.queries,
            instruments=self.instruments,
            setup=self.setup,
            checks=self.checks,
            desk=self.desk,
            dock=settings.dock,
            pedal=settings.pedal,
            limits=settings.climate,
            sound=settings.sound,
            sounds_in=settings.data / "sounds",
        )

    def _receipts(self) -> ReceiptDesk:
        return ReceiptDesk(
            self.core.handlers,
            self.core.store,
            self.renderer,
            self.core.store.evidence,
            lambda said: self.engine.tell(Tone.BAD, said),
        )

    def _engine(self, scales: tuple[Scale, ...], mounts: tuple[Mount, ...]) -> Engine:
        return Engine(
            Desk(
                handlers=self.core.handlers,
                clock=self.core.clock,
                checklist=self.core.checklist,
                scales=(NO_SCALE, *scales),
                checks=self.checks,
                evidence=self.core.store.evidence,
                drafts=self.core.store.drafts,
                camera=self.instruments,
                people=self.people,
                host=self.desk,
                day=self.core.day,
                expected=lambda: expected_trucks(self.core),
                open_deliveries=self.core.queries.open_deliveries,
                truck_sensor=lambda: next(iter(self._with_role(TRUCK_AIR)), ""),
                aside=self.writer.run,
                films=StationFilms(self.core.settings, self.instruments, self.core.store.films),
                film_aside=self.background.run,
                numbers=self.numbers,
                mounts=mounts,
                dock=self.core.settings.dock,
            )
        )

    def _window(self, settings: Settings) -> MainWindow:
        pages = [page(self.context) for page in (TodayPage, ReceivingPage, LogPage, ClimatePage, DevicesPage)]
        window = MainWindow(self.context, pages, settings.lock_after_s, self._sign_out)
        self.desk.window = window
        self.desk.choose_files = lambda: _files(window)
        self.desk.import_files = NoticeImporter(self.core, self.engine).import_files
        self.desk.print_pdf = self._print
        self.desk.choose_folder = lambda: _folder(window)
        self.desk.export_to = self._export
        self.desk.choose_clip = lambda: _clip(window)
        self.desk.tell = self.engine.tell
        return window

    def _archiver(self, settings: Settings) -> TellingProcess | None:
        """The process that moves old pictures, where there is a place for them."""
        if settings.archive is None or settings.file is None:
            return None
        process = TellingProcess(child_command("archiver", "--config", str(settings.file)))
        years, roles = settings.archive.retention_years, self.desk.roles
        archiving = Archiving(self.core.handlers, self.core.clock, process, years, roles)
        process.heard, process.died = archiving.heard, archiving.died
        self.desk.archiving = archiving
        return process

    def start(self) -> None:
        self.instruments.start()
        self.recall.start()
        self.numbers.start()
        self.watch.start()
        if self.wedge is not None:
            self.wedge.install()
        self._take_up()
        self._purge()
        self.window.start()
        self.window.show()
        QTimer.singleShot(WARM_AFTER_MS, lambda: self.background.run(_warm, lambda done: None))

    def stop(self) -> None:
        """Ends well: instruments first, so that nothing new comes, the store last."""
        for timer in self._timers:
            timer.stop()
        self.bridge.close()
        if self.wedge is not None:
            self.wedge.remove()
        self.window.close()
        self.setup.close()
        self.instruments.stop()
        self.recall.stop()
        if self.archiver is not None:
            self.archiver.stop()
        self.numbers.stop()
        self.renderer.close()
        self.desk.stop_copying()
        self.background.close()
        self.writer.close()
        self.core.close()

    def _heard(self, item: Reading | Preview | Fault | LinkChange | Recalled | NumberRead) -> None:
        if isinstance(item, NumberRead):
            self.engine.number_read(item)
            return
        if isinstance(item, Recalled):
            self.watch.heard(item)
            return
        if isinstance(item, Scan) and not self.repeats.fresh(item):
            return
        self.instrument_log.offer(item)
        self.air.offer(item)
        stands_by = isinstance(item, Weight | Climate) and self.instruments.stands_by(item.device)
        if isinstance(item, LinkChange):
            self._changed(item)
        elif not stands_by:
            self.engine.offer(item)
        self.window.heard(item)

    def _changed(self, change: LinkChange) -> None:
        """A scale that is not there is not shown for the second that its last frame would still be good for."""
        if change.state in GONE and any(self.instruments.leads(role, change.device) for role in SCALES):
            self.engine.scale_gone(change.device, GONE[change.state])

    def _written(self, entries: tuple[Entry, ...]) -> None:
        """Another instrument that a supervisor has allowed is used as soon as that is durable."""
        for entry in entries:
            if entry.kind == SwapAccepted.KIND:
                accepted = from_data(entry.kind, entry.data)
                assert isinstance(accepted, SwapAccepted)
                device = entry.stream.partition("/")[2]
                self.instruments.allow(device, Identity(accepted.plug, accepted.serial))

    def _set_up(self, device: DeviceSettings, serial: str, replaces: bool) -> Line | None:
        """What the guide has written down is an entry, by whoever stands before it."""
        command = AddDevice(
            device=device.id,
            role=device.role,
            driver=device.driver,
            url=device.url,
            options=dict(device.options),
            plug=device.usb,
            serial=serial,
            replaces=replaces,
        )
        if not self.engine.person:
            return line("engine.sign_in")
        result = self.core.handlers.dispatch(command, f"cmd-{uuid.uuid4()}", self.engine.person)
        return result.reason if isinstance(result, Rejected) else None

    def _join(self, device: DeviceSettings, serial: str) -> None:
        """An instrument that was set up just now is one of the station's, without a new start."""
        self._roles[device.id] = device.role
        self.instruments.add(device, serial)
        if device.role == STAGING:
            self.air.watch(device.id, interval_of(device))
        if device.role in SCALES and not self.instruments.stands_by(device.id):
            scale = scale_of(device)
            self.checks.add(scale)
            self.engine.use_scale(scale)

    def _with_role(self, role: str) -> list[str]:
        """The instruments of a role, those of the settings file first."""
        return [device for device, its in self._roles.items() if its == role]

    def _by_badge(self, badge: str) -> str:
        found = self.core.queries.person_by_badge(badge)
        return found.id if found else ""

    def _signed_in(self, person: str, roles: frozenset[Role]) -> None:
        before = self.engine.person
        if before and before != person:
            self.people.sign_out(before)
        self.engine.sign_in(person, roles)

    def _print(self, pdf: bytes) -> None:
        """The print module is loaded when somebody prints: it brings two Qt libraries of its own."""
        if not import_module("station.documents.printing").print_pdf(pdf, self.window):
            self.engine.tell(Tone.ATTENTION, line("receipt.not_printed"))

    def _export(self, delivery: str, folder: Path) -> None:
        """The entry first, on this thread; the files on another, however many they are."""
        parcel = prepare(self.core, delivery, self.engine.person)
        if isinstance(parcel, Line):
            self.engine.tell(Tone.BAD, parcel)
            return
        self.background.run(
            lambda: parcel.write(folder),
            lambda said: self.engine.tell(Tone.GOOD, said),
            self._not_exported,
            (StoreError,),
        )

    def _not_exported(self, error: Exception) -> None:
        assert isinstance(error, StoreError)  # nothing else is handed on
        self.engine.tell(Tone.STOP, Line(error.key, error.params))

    def _sign_out(self) -> None:
        self.people.sign_out(self.engine.person)

    def _anchor(self) -> None:
        """A signed head now and then, so that the log is provable up to a few minutes ago."""
        size, _ = self.core.queries.last_checkpoint()
        if self.core.queries.log_size() > size:
            self.core.store.checkpoint()
        self.core.store.tidy()

    def _take_up(self) -> None:
        self.receipts.take_up(self.core.queries.receipt_pending())
        self._note_overdue()

    def _note_overdue(self) -> None:
        """Clips that a recorder overwrites by now; what fails is tried again within the minute."""
        core = self.core
        try:
            note_overdue(core.handlers, core.queries.clips_waiting(), utc_text(core.clock.now()))
        except StoreError as error:
            self.engine.tell(Tone.STOP, Line(error.key, error.params))

    def _archive(self) -> None:
        """What is old enough moves by itself, oldest first; where the archive is not connected, Today says so."""
        if self.desk.archiving is not None:
            self.desk.archiving.start()
        self.engine.take_up_films(self.core.queries.films_open())

    def _purge(self) -> None:
        """Personal papers whose last day is over; what fails is tried again within the hour."""
        try:
            purge_due(self.core.handlers, dict.fromkeys(paper.stream for paper in self.core.queries.papers_due()))
        except StoreError as error:
            self.engine.tell(Tone.STOP, Line(error.key, error.params))


def _warm() -> None:
    """What the first scan of a GS1 code would wait for, loaded while the window is being looked at."""
    import_module("biip.gs1_messages")


def _scales(settings: Settings) -> tuple[Scale, ...]:
    """The scales that the station works with: the first of each role. Raises ConfigError."""
    devices = (settings.device(role) for role in SCALES)
    return tuple(scale_of(device) for device in devices if device is not None)


def known_of(core: Core) -> Mapping[str, Identity]:
    """Which one each instrument has to be, by what the log tells."""
    states = {device.id: core.handlers.device(device.id) for device in core.settings.devices}
    return {name: Identity(state.plug, state.serial) for name, state in states.items()}


def lenses_of(core: Core) -> Mapping[str, LensState]:
    """The lenses of cameras that were calibrated."""
    states = {device.id: core.handlers.device(device.id) for device in core.settings.devices}
    return {name: state.lens for name, state in states.items() if state.lens is not None}


def expected_trucks(core: Core) -> tuple[Expected, ...]:
    """Expected deliveries by truck: what bears the same plate on the same slot comes together."""
    trucks: dict[tuple[str, str, str], list[tuple[str, str, str, str]]] = {}
    for row in core.queries.expected():
        key = (row.plate, row.trailer, row.slot) if row.plate else (row.id, "", row.slot)
        trucks.setdefault(key, []).append((row.id, row.reference, row.customer_name, row.carrier))
    return tuple(
        Expected(
            plate=plate,
            trailer=trailer,
            carrier=rows[0][3],
            slot=slot.replace("T", " "),
            deliveries=tuple(row[0] for row in rows),
            references=tuple(row[1] for row in rows),
            customers=tuple(row[2] for row in rows),
        )
        for (plate, trailer, slot), rows in trucks.items()
    )


def run_window(settings: Settings, rehearsal_socket: str = "") -> int:
    """Opens the window and runs until it is closed. Gives the exit code. Raises OperatorError at start."""
    application = QApplication(sys.argv[:1])
    application.setFont(base_font())
    application.setApplicationName("receiving-station")
    station = Station(settings)
    eyes = _eyes(rehearsal_socket) if rehearsal_socket else None
    signal.signal(signal.SIGTERM, lambda *_: station.window.close())
    signal.signal(signal.SIGINT, lambda *_: station.window.close())
    try:
        station.start()
        return application.exec()
    finally:
        if eyes is not None:
            eyes.close()
        station.stop()


def _eyes(name: str) -> RehearsalSocket:
    from station.ui.rehearsal import RehearsalSocket  # noqa: PLC0415 - brings Qt's network, which no station needs

    return RehearsalSocket(name)


def _wedge(gun: WedgeGun | None) -> WedgeFilter | None:
    """Ears for a gun that types; None where the settings name none, so that nobody's typing is held back."""
    return None if gun is None else WedgeFilter(gun.rule, gun.scanned, gun.lost)


def _every(milliseconds: int, what: Callable[[], None]) -> QTimer:
    timer = QTimer()
    timer.timeout.connect(what)
    timer.start(milliseconds)
    return timer


def _folder(window: MainWindow) -> Path | None:
    name = QFileDialog.getExistingDirectory(window)
    return Path(name) if name else None


def _clip(window: MainWindow) -> Path | None:
    """Any file: recorders export in formats of their own."""
    name, _ = QFileDialog.getOpenFileName(window)
    return Path(name) if name else None


def _files(window: MainWindow) -> list[Path]:
    names, _ = QFileDialog.getOpenFileNames(window, "", "", "CSV (*.csv)")
    return [Path(name) for name in names]
