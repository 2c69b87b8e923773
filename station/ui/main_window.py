"""The window: a head that says where and who, one page in the middle, and the flash over everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from station.domain.codes import CONTROLS
from station.domain.readings import Fault, LinkChange, Preview, Reading, Scan
from station.texts import LANGUAGES, Line, Texts
from station.ui.context import AsksForABadge, Context, Page
from station.ui.language import QtWords
from station.ui.pages.cctv import CctvPage
from station.ui.pages.first_start import FirstStartPage
from station.ui.pages.gallery import GalleryPage
from station.ui.pages.receiving import ReceivingPage
from station.ui.pages.sign_in import SignInPage
from station.ui.theme import Theme, scale_for
from station.ui.widgets.flash import Flash
from station.ui.widgets.head import Head
from station.workflow.signals import Signal

if TYPE_CHECKING:
    from station.ui.sounds import Sounds

TICK_MS = 250
WEIGHT_MS = 100  # a weight is shown as stale within a second of its last frame (reliability R16)
SOUNDS_AFTER_MS = 1500
SMALLEST = (1024, 640)
KEYS: dict[int, str] = {Qt.Key[f"Key_{key}"].value: action for action, key in CONTROLS.items() if key.startswith("F")}


class MainWindow(QMainWindow):
    """Wires pages, keys and clocks; what happens is the engine's and the desk's."""

    def __init__(
        self, context: Context, pages: Sequence[Page], lock_after_s: int, signed_out: Callable[[], None]
    ) -> None:
        super().__init__()
        self._context = context
        self._pages = sorted(pages, key=lambda page: page.ORDER)
        self._receiving = next(page for page in self._pages if isinstance(page, ReceivingPage))
        self._pedal = Qt.Key[f"Key_{context.pedal}"].value
        self._lock_after_ms = lock_after_s * 1000
        self._signed_out = signed_out
        self._sign_in = SignInPage(context, self._now_signed_in, self._to_page)
        self._first = FirstStartPage(context, lambda: self.ask_person(""))
        self._gallery = GalleryPage(context, self._to_page)
        self._cctv = CctvPage(context, self._to_page)
        self._sounds: Sounds | None = None
        self._qt_words = QtWords()
        self._page: Page = self._pages[0]
        self._refresh_due = self._closed = False
        self._entries = -1  # of the log, when the page was asked for the last time
        self._build()
        context.engine.subscribe(self._engine_says)
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self.tick)
        self._ticker.start(TICK_MS)
        self._weight = QTimer(self)
        self._weight.timeout.connect(self._look_at_weight)
        self._weight.start(WEIGHT_MS)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        QTimer.singleShot(SOUNDS_AFTER_MS, self._load_sounds)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one while a window is

    def _build(self) -> None:
        self.setMinimumSize(*SMALLEST)  # else the layout's own wishes would make the window larger than the screen
        middle = QWidget()
        middle.setProperty("role", "surface")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = Head(self._context, self._pages, self.show_page)
        column.addWidget(self._head)
        self._stack = QStackedWidget()
        for widget in (*self._pages, self._gallery, self._cctv, self._sign_in, self._first):
            self._stack.addWidget(widget)  # type: ignore[arg-type]  # every page is a widget
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self._flash = Flash(self._context, middle)

    def _load_sounds(self) -> None:
        """A while after the window: the multimedia library is larger than the rest of it."""
        if not self._closed:
            context = self._context
            sounds = import_module("station.ui.sounds").Sounds
            self._sounds = sounds(context.sound, context.sounds_in, lambda: context.speech.texts.language)

    # What the desk calls

    def start(self) -> None:
        """The first thing a person sees, on the whole screen."""
        self.setGeometry(self.screen().availableGeometry())
        self.setWindowState(Qt.WindowState.WindowMaximized)
        self.apply_theme()
        if self._context.desk.first_start():
            self._show(self._first)
            self._first.open()
        else:
            self.ask_person("")

    def ask_person(self, badge: str) -> None:
        """Badge and PIN; what stands on the page stays as it is behind it."""
        if self._stack.currentWidget() is self._first:
            self._first.scanned(badge)
            return
        self._show(self._sign_in)
        self._sign_in.open(badge, locked=not self._context.engine.person)

    def takes_badge(self, badge: str) -> bool:
        """Whether the page that is on the screen has asked for somebody beside."""
        shown = self._stack.currentWidget()
        return isinstance(shown, AsksForABadge) and shown.takes_badge(badge)

    def lock(self) -> None:
        """Hides the data; the instruments go on, and a badge brings the step back."""
        if self._context.engine.person:
            self._signed_out()
            self._context.engine.sign_in("", frozenset())
            self.ask_person("")

    def show_page(self, name: str) -> None:
        """Turns to a page; only for somebody who is signed in."""
        if not self._context.engine.person:
            return
        self._page = next(page for page in self._pages if name == page.NAME)
        self._to_page()

    def show_gallery(self, delivery: str, sha256: str) -> None:
        """The pictures of a delivery, over the page that stands; Esc comes back to it."""
        if self._context.engine.person and delivery:
            self._show(self._gallery)
            self._gallery.open(delivery, sha256)

    def show_cctv(self, delivery: str) -> None:
        """Where a delivery is to be seen on the site's CCTV, over the page that stands; Esc comes back to it."""
        if self._context.engine.person and delivery:
            self._show(self._cctv)
            self._cctv.open(delivery)

    def heard(self, item: Reading | Preview | Fault | LinkChange) -> None:
        """An instrument spoke; a page that is turned to later shows what was said last."""
        if isinstance(item, Scan) and self._context.engine.person:
            self._idle.start(self._lock_after_ms)  # a clerk may work with nothing but the gun
        for page in self._pages:
            page.heard(item)

    def apply_theme(self) -> None:
        """Sizes and colours for the window as it is, and every word anew."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setStyleSheet(self._context.theme.sheet())
        self._retranslate()

    # Inside

    def _now_signed_in(self, person: str) -> None:
        self._retranslate()
        self._to_page()

    def _to_page(self) -> None:
        self._show(self._page)  # type: ignore[arg-type]
        self._entries = self._context.queries.log_size()
        self._page.refresh()
        if self._page is self._receiving:
            self._receiving.show_view()
            self._receiving.focus()

    def _show(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
        self._head.show_page(widget.objectName())
        self.tick()

    def _engine_says(self, signal: Signal | None) -> None:
        if signal is not None:
            self._flash.show_signal(signal)
            if self._sounds is not None:
                self._sounds.play(signal)
        if not self._refresh_due:
            self._refresh_due = True
            QTimer.singleShot(0, self._refresh)

    def _refresh(self) -> None:
        """Once for everything that happened in one turn."""
        self._refresh_due = False
        if self._closed:
            return
        entries = self._context.queries.log_size()
        if entries != self._entries and self._stack.currentWidget() not in (self._sign_in, self._first):
            self._entries = entries
            self._page.refresh()
            if self._stack.currentWidget() is self._gallery:
                self._gallery.refresh()
            elif self._stack.currentWidget() is self._cctv:
                self._cctv.refresh()
        self._receiving.show_view()
        self._head.show_tabs(self._receiving.view.tabs)

    def _retranslate(self) -> None:
        self._qt_words.speak(self._context.speech.texts.language)
        self.setWindowTitle(self._context.say(Line("page.receiving")))
        self._head.retranslate()
        for page in self._pages:
            page.retranslate()
        self._gallery.retranslate()
        self._cctv.retranslate()
        self._sign_in.retranslate()
        self._first.retranslate()
        self._head.show_tabs(self._receiving.view.tabs)
        self.tick()

    def tick(self) -> None:
        """Four times a second."""
        self._context.engine.tick()
        self._page.tick()
        self._sign_in.tick()
        self._cctv.tick()
        self._head.tick()

    def _look_at_weight(self) -> None:
        """Shown at once where it has become stale, not with the next tick of everything else."""
        if self._context.engine.weight_tick():
            self._receiving.tick()

    def _toggle_language(self) -> None:
        speech = self._context.speech
        other = LANGUAGES[1 - LANGUAGES.index(speech.texts.language)]
        speech.texts = Texts(other)
        self._retranslate()

    def _toggle_theme(self) -> None:
        theme = self._context.theme
        self._context.theme = Theme("light" if theme.name == "dark" else "dark", theme.scale)
        self.apply_theme()

    # Qt's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Function keys work wherever the focus is; any key or click puts the idle lock off."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self._idle.start(self._lock_after_ms)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.windowHandle():
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        alternative = event.modifiers() == Qt.KeyboardModifier.AltModifier
        number = event.key() - Qt.Key.Key_1.value
        if control and event.key() == Qt.Key.Key_L:
            self._toggle_language()
        elif control and event.key() == Qt.Key.Key_D:
            self._toggle_theme()
        elif control and 0 <= number < 9:
            self._turn_to(number)
        elif alternative and number == len(self._pages):
            self._context.desk.show_gallery(self._context.engine.active)
        elif alternative and number == len(self._pages) + 1:
            self._context.desk.show_cctv(self._context.engine.active)
        elif alternative and 0 <= number < len(self._pages):
            self.show_page(self._pages[number].NAME)
        elif event.key() == self._pedal and self._on_receiving():
            return self._receiving.pedal()
        elif self._key_works_here(event.key()):
            self._context.engine.act(KEYS[event.key()])
        else:
            return False
        return True

    def _on_receiving(self) -> bool:
        return self._stack.currentWidget() is self._receiving

    def _turn_to(self, number: int) -> None:
        """The delivery of a tab, from 0."""
        tabs = self._receiving.view.tabs
        if self._context.engine.person and number < len(tabs):
            self._context.desk.open_delivery(tabs[number].delivery)

    def _key_works_here(self, key: int) -> bool:
        """On the Receiving page every function key; elsewhere those that ask for another person."""
        if KEYS.get(key) == "film" and not self._films_here():
            return False  # where nothing is filmed the key is a plate field's own
        return key in KEYS and (self._on_receiving() or KEYS[key] in ("switch", "pause"))

    def _films_here(self) -> bool:
        page = self._receiving.view.page
        return page is not None and any(action.id == "film" for action in page.actions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self._context.theme
        scale = scale_for(self.width(), self.height())
        if scale != theme.scale:
            self._context.theme = Theme(theme.name, scale)
            self.apply_theme()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closed = True
        self._ticker.stop()
        self._weight.stop()
        self._idle.stop()
        self._flash.hide()
        self._qt_words.speak("en")
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        super().closeEvent(event)
