"""The station with its real window, engine, rules and store; only the instruments and the PIN's hash are played."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from station.app.core import Core
from station.app.desk import StationDesk
from station.app.setup import DeviceSetup
from station.app.window import expected_trucks
from station.assets import resource
from station.clock import SystemClock
from station.config import ClimateLimits, DeviceSettings, Settings
from station.devices.found import CameraSeen, PortSeen
from station.devices.status import DeviceStatus, Rung
from station.domain import aggregates
from station.domain.agreements import Terms
from station.domain.readings import Fault, LinkState, Preview, Reading, Recalled
from station.domain.roles import Role
from station.domain.scale import Scale
from station.domain.units import DeclaredUnit
from station.store import log, projections
from station.store.queries import StoreQueries
from station.store.store import Store
from station.texts import Line, Texts
from station.ui.background import Background
from station.ui.context import Context, Speech
from station.ui.main_window import MainWindow
from station.ui.pages.climate import ClimatePage
from station.ui.pages.devices import DevicesPage
from station.ui.pages.log import LogPage
from station.ui.pages.receiving import ReceivingPage
from station.ui.pages.today import TodayPage
from station.ui.rehearsal import text_of, visible_widgets
from station.ui.theme import BASE_HEIGHT, BASE_WIDTH, Theme, base_font
from station.workflow.desk import Desk
from station.workflow.engine import Engine
from station.workflow.loader import load_checklist
from station.workflow.picture_watch import PictureWatch
from station.workflow.reading import LogFilter
from station.workflow.scale_checks import ScaleChecks
from station.workflow.sign_in import SignInDesk
from tests.unit.fake_clock import FakeClock
from tests.unit.workflow.stage import DRIVER, PEOPLE, SCALE, FakePeople, Stage

LOCK_AFTER_S = 300
PIN = "246810"


class PlayedPeople(FakePeople):
    """Badge and PIN without the hash's tenth of a second; the answer comes at once."""

    def sign_in(self, badge: str, pin: str, done: Callable[[str | Line], None]) -> None:
        self.verify(badge, pin, done)

    def roles(self, person: str) -> frozenset[Role]:
        return frozenset(Role(role) for role in PEOPLE[person][1])


class PlayedInstruments:
    """What the Devices page shows; orders are kept."""

    def __init__(self) -> None:
        self.shown: tuple[DeviceStatus, ...] = ()
        self.orders: list[tuple[str, str]] = []
        self.resting: list[str] = []

    def statuses(self) -> tuple[DeviceStatus, ...]:
        return self.shown

    def order(self, device: str, command: str) -> None:
        self.orders.append((device, command))

    def rest(self, device: str) -> None:
        self.resting.append(device)

    def resume(self, device: str) -> None:
        self.resting.remove(device)

    def add(self, device: DeviceSettings, serial: str = "") -> None:
        """What the guide has saved stands there and is searched for."""
        self.shown = tuple(one for one in self.shown if one.id != device.id)
        self.shown += (DeviceStatus(device.id, device.role, device.driver, device.url),)


class PlayedRecall:
    """Remembers what it was asked. Nothing was shown before, unless a test has it silent and answers by itself."""

    def __init__(self) -> None:
        self.sink: Callable[[Recalled], None] = lambda answer: None
        self.silent = False
        self.known: list[str] = []
        self.asked: list[tuple[str, set[str]]] = []

    def know(self, pictures: Sequence[tuple[str, int]]) -> None:
        self.known += [sha for sha, _ in pictures]

    def ask(self, picture: tuple[str, int], without: Collection[str] = ()) -> None:
        self.asked.append((picture[0], set(without)))
        if not self.silent:
            self.sink(Recalled("recall", 0.0, picture[0], ""))


class HeardEngine(Engine):
    """Readings go to engine and window, as in the composition root."""

    window: MainWindow | None = None

    def offer(self, reading: Reading | Preview | Fault) -> None:
        super().offer(reading)
        if self.window is not None:
            self.window.heard(reading)


class House(Stage):
    """A stage with a window. `founded` is False for a station that starts for the first time."""

    def __init__(
        self,
        folder: Path,
        *units: DeclaredUnit,
        language: str = "zh_CN",
        founded: bool = True,
        limits: ClimateLimits | None = None,
        scales: tuple[Scale, ...] = (SCALE,),
        terms: Terms | None = None,
    ) -> None:
        clock = FakeClock()
        self.folder, self.language, self.founded = folder, language, founded
        self.limits = limits or ClimateLimits()
        self.instruments = PlayedInstruments()
        self.ports: tuple[PortSeen, ...] = ()
        self.cameras: tuple[CameraSeen, ...] = ()
        self.settings_file: Path | None = folder / "station.toml"
        self.background = Background()
        self.given: list[str] = []  # what hands have typed and scanned
        store = Store.open(
            folder / "data", folder / "keys", "IN-01", clock=clock, aggregates=aggregates, projector=projections
        )
        super().__init__(*units, store=store, evidence=store.evidence, clock=clock, scales=scales, terms=terms)

    def start(self) -> Engine:
        """Builds what stands between store and window; called by Stage once rules and people are there."""
        settings = Settings("IN-01", "一号站", "2", "Asia/Shanghai", self.language, "light", self.folder, self.folder)
        self.queries = StoreQueries(self.store.db, self.clock)
        checklist = load_checklist(resource("checklists", "standard.toml"))
        badges = SignInDesk(self.handlers, self.clock, FakePeople().by_badge, self.store.pin_hash)
        self.core = Core(settings, self.clock, self.store, self.handlers, self.queries, checklist, badges)
        self.desk = StationDesk(self.core, PlayedPeople(), self.background, self._signed_in)  # type: ignore[arg-type]
        self.checks = ScaleChecks(self.handlers, self.core.day, self.scales)
        self.engine = self._engine()
        self.engine.subscribe(lambda signal: self.signals.append(signal) if signal else None)
        self.desk.choose_tab = self.engine.choose_tab
        self.desk.who = lambda: self.engine.person
        self.desk.tell = self.engine.tell
        self.setup = DeviceSetup(
            self.settings_file,
            self.instruments,
            SystemClock(),
            join=self.instruments.add,
            record=lambda device, serial, replaces: None,
            ports=lambda: self.ports,
            cameras=lambda: self.cameras,
        )
        self.context = Context(
            speech=Speech(Texts(self.language)),
            theme=Theme(),
            clock=self.clock,
            engine=self.engine,
            queries=self.queries,
            instruments=self.instruments,
            setup=self.setup,
            checks=self.checks,
            desk=self.desk,
            dock="2",
            limits=self.limits,
        )
        self.recall = PlayedRecall()
        self.watch = PictureWatch(self.handlers, self.queries, self.recall, self.clock)
        self.recall.sink = self.watch.heard
        QApplication.setFont(base_font())
        pages = [page(self.context) for page in (TodayPage, ReceivingPage, LogPage, ClimatePage, DevicesPage)]
        self.window = MainWindow(self.context, pages, LOCK_AFTER_S, lambda: None)
        self.engine.window = self.window
        self.desk.window = self.window
        return self.engine

    def _engine(self) -> HeardEngine:
        return HeardEngine(
            Desk(
                handlers=self.handlers,
                clock=self.clock,
                checklist=self.core.checklist,
                scales=self.scales,
                checks=self.checks,
                evidence=self.store.evidence,
                drafts=self.store.drafts,
                camera=self.camera,
                numbers=self.numbers,
                people=PlayedPeople(),
                host=self.desk,
                day=self.core.day,
                expected=lambda: expected_trucks(self.core),
                open_deliveries=self.queries.open_deliveries,
                dock="2",
                films=self.films,
            )
        )

    def _found(self) -> None:
        if self.founded:
            super()._found()

    def announce(self, order: str, *units: DeclaredUnit, seals: tuple[str, ...] = (), customer: str = "A") -> None:
        if self.founded:
            super().announce(order, *units, seals=seals, customer=customer)

    def _signed_in(self, person: str, roles: frozenset[Role]) -> None:
        self.engine.sign_in(person, roles)

    def open(self, width: int = BASE_WIDTH, height: int = BASE_HEIGHT) -> None:
        """Shows the window at a size, as `start` does on a screen of that size."""
        self.window.start()
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def crash(self) -> None:
        """The program is gone without having ended; log and drafts are what the next start finds."""
        self.window.close()
        self.window.deleteLater()
        self.settle()
        self.start()

    def close(self) -> None:
        self.window.close()
        self.setup.close()
        self.background.close()
        self.store.close()

    # Hands

    def sign_in(self, person: str) -> None:
        """By badge and PIN, in the window where it is open."""
        if not self.window.isVisible():
            super().sign_in(person)
            return
        self.scan(f"STN:B:{PEOPLE[person][0]}")
        self.settle()
        self.type(PIN)
        self.key(Qt.Key.Key_Return)

    def receive(self, person: str = "wang") -> None:
        """Somebody signs in and stands before the Receiving page."""
        self.sign_in(person)
        self.key(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = "") -> None:
        """One key as the window system brings it: to the window, which finds the focus by itself."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(self.window.windowHandle(), QKeyEvent(kind, key, held, text))
        self.settle()

    def scan(self, text: str) -> None:
        self.given.append(text)
        super().scan(text)

    def fill(self, **fields: str) -> None:
        self.given += fields.values()
        super().fill(**fields)

    def type(self, text: str) -> None:
        """Into whatever has the focus."""
        self.given.append(text)
        for character in text:
            self.key(Qt.Key.Key_unknown, text=character)

    def jpeg(self) -> bytes:
        """A picture that can be looked at."""
        return picture_of(self.pictures)

    def preview(self) -> None:
        self.window.heard(Preview("cam", self.clock.monotonic(), picture_of(0)))

    def speak(self, texts: Texts) -> None:
        """Another language, at once."""
        self.context.speech.texts = texts
        self.window.apply_theme()
        self.settle()

    def plug_in(self) -> None:
        """Four instruments, one of them lost."""
        now = self.clock.monotonic()
        good = {"state": LinkState.ONLINE, "reached": Rung.ALL, "good_at": now, "raw": b"S S     12.400 kg\r\n"}
        self.instruments.shown = (
            DeviceStatus("scale1", "parcel_scale", "mt-sics", "/dev/serial/by-id/usb-FTDI_A50285BI-port0",
                         orders=("zero", "tare"), **good),
            DeviceStatus("gun1", "gun", "honeywell", "/dev/ttyACM0", orders=("beep", "trigger"), **good),
            DeviceStatus("th1", "climate", "modbus", "socket://10.0.7.21:4001", reason="port_lost"),
            DeviceStatus("cam", "camera", "opencv", "camera:///dev/video0", **good),
        )  # fmt: skip

    # Eyes

    def settle(self) -> None:
        """Everything that was put off is done: refreshes, layouts, widgets that were given up."""
        for _ in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def widget(self, name: str) -> QWidget:
        """The visible widget of this object name."""
        found = [widget for widget in visible_widgets() if widget.objectName() == name]
        assert found, f"{name} is not visible"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(widget.objectName() == name for widget in visible_widgets())

    def text(self, name: str) -> str:
        return text_of(self.widget(name))

    def data(self) -> str:
        """What is on the screen without being words of the station: entries, what hands gave, names, instruments."""
        logged = [stored.entry.decode() for batch in log.batches(self.store.db) for stored in batch]
        shown = [(device.id, device.driver, device.url, device.reason) for device in self.instruments.shown]
        names = map(self.desk.person_name, PEOPLE)
        return "\n".join((*logged, *self.given, *PEOPLE, *names, DRIVER.name, DRIVER.id_number, repr(shown)))

    def word(self, key: str, **params: object) -> str:
        """A sentence as the screen says it."""
        return self.context.say(Line(key, params))

    def kinds(self) -> list[str]:
        """The kinds of all entries, oldest first."""
        return [row.kind for row in reversed(self.queries.log_page(LogFilter(), limit=10_000))]

    def everything(self) -> str:
        """All that is to be read on the screen."""
        return "\n".join(filter(None, map(text_of, visible_widgets())))


def picture_of(number: int) -> bytes:
    """A JPEG of 640×360 with a pattern of its own."""
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(number * 37 % 360, 120, 160))
    for stripe in range(number % 8 + 1):
        for x in range(40 * stripe, 40 * stripe + 20):
            for y in range(0, 360, 4):
                image.setPixel(x, y, 0xFF303030)
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, "JPEG")
    return bytes(kept.data().data())
