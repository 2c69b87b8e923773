"""The window's ear for a gun that types: one event filter over the whole program.

Keys are looked at where they enter a window, before any widget; what they mean is domain/wedge.py's to say. Times are
the window system's own, so that a moment in which the program was busy makes no gap and no burst.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QWindow,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from station.domain.input_method import STAYS_ON, InputMethodGate
from station.domain.wedge import Key, Outcome, Sort, WedgeReader, WedgeRule

GS = "\x1d"
STALLED = 0.03  # seconds by which a timer may be late before it is taken for a program that was busy
_KEYS = Qt.Key
_ENDS = (_KEYS.Key_Return, _KEYS.Key_Enter, _KEYS.Key_Tab)
_END_TEXTS = ("\r", "\n", "\t")  # also as Ctrl+M and Ctrl+J, and of X11's Linefeed key
_HELD = (_KEYS.Key_Shift, _KEYS.Key_CapsLock, _KEYS.Key_NumLock, _KEYS.Key_Control, _KEYS.Key_Alt, _KEYS.Key_AltGr)
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALT_PAD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_CAPS = {"xcb": 0x2, "windows": 0x100, "cocoa": 0x10000}  # the bit of Caps Lock in a key event's native modifiers
_BY_HAND = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A key that is held back, with all that is needed to give it back; Qt's event itself does not live so long."""

    window: QWindow
    key: int
    modifiers: Qt.KeyboardModifier
    native: tuple[int, int, int]
    text: str


class WedgeFilter(QObject):
    """Takes scans out of the stream of keys.

    scanned gets a code as it was typed; lost is told the code of the fault where one came to nothing.
    """

    def __init__(
        self,
        rule: WedgeRule,
        scanned: Callable[[str], None],
        lost: Callable[[str], None] = lambda code: None,
        clock: Callable[[], float] = monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = WedgeReader(rule)
        self._gate = InputMethodGate()
        self._scanned, self._lost, self._clock = scanned, lost, clock
        self._down: set[int] = set()  # keys whose press was held back: their release belongs to it
        self._giving_back = False
        self._event_at = self._heard_at = 0.0  # the last key, on the events' clock and on ours
        self._told_open = True  # what Qt believes of the input method
        self._due = 0.0  # when the timer should come
        self._caps = _CAPS.get(QGuiApplication.platformName(), 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._timed_out)
        self._gate_timer = QTimer(self)
        self._gate_timer.setInterval(round(STAYS_ON * 1000))
        self._gate_timer.timeout.connect(self._look_at_gate)

    def install(self) -> None:
        """From now on; what was installed later is asked first."""
        QCoreApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one while a window is
        self._look_at_gate()

    def remove(self) -> None:
        self._timer.stop()
        self._gate_timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._giving_back:
            return False
        match event.type():
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and isinstance(watched, QWindow):
                return self._pressed(watched, event)
            case QEvent.Type.KeyRelease if isinstance(event, QKeyEvent) and isinstance(watched, QWindow):
                return self._released(watched, event)
            case QEvent.Type.InputMethodQuery if isinstance(event, QInputMethodQueryEvent):
                return self._asked_for_input_method(event)
            case QEvent.Type.InputMethod if isinstance(event, QInputMethodEvent):
                return self._composed(watched, event)
            case QEvent.Type.FocusIn if isinstance(event, QFocusEvent) and event.reason() in _BY_HAND:
                self._open_gate()
        return False

    def tick(self) -> None:
        """Silence until now."""
        self._follow(self._reader.silence(self._event_at + self._clock() - self._heard_at))

    # Keys

    def _pressed(self, window: QWindow, event: QKeyEvent) -> bool:
        key = self._key(window, event)
        self._tell_gate(event, key.sort)
        outcome = self._reader.press(key)
        if outcome.swallow:
            self._down.add(_id(event))
        self._follow(outcome)
        if not outcome.swallow and _finishes(event, key):
            self._close_gate()
        return outcome.swallow

    def _tell_gate(self, event: QKeyEvent, sort: Sort) -> None:
        if event.isAutoRepeat():  # Windows repeats a Shift that is held
            return
        self._gate.pressed(self._clock(), sort in (Sort.TEXT, Sort.HELD))
        if event.key() == _KEYS.Key_Shift:
            self._gate.shift(self._clock(), down=True)
            if self._gate.open(self._clock()) or self._gate.doubtful(self._clock()):
                self._reader.wait()
        elif sort is not Sort.HELD:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._gate.letter(self._clock(), shifted)
        self._look_at_gate()

    def _released(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() == _KEYS.Key_Shift:
            self._gate.shift(self._clock(), down=False)
        if event.key() == _KEYS.Key_Alt:
            self._follow(self._reader.press(Key(Sort.ALT_UP, self._time_of(event))))
        if _id(event) not in self._down:
            return False
        if not event.isAutoRepeat():
            self._down.discard(_id(event))
        return True

    def _key(self, window: QWindow, event: QKeyEvent) -> Key:
        kept = _Kept(window, event.key(), event.modifiers(), _native(event), event.text())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        caps = bool(event.nativeModifiers() & self._caps)
        sort = _sort(event)
        text = chr(event.key()) if sort is Sort.ALT_DIGIT else event.text() if sort is Sort.TEXT else ""
        return Key(sort, self._time_of(event), text, _name(event), shift, caps, kept)

    def _time_of(self, event: QKeyEvent) -> float:
        """The window system's time in seconds; ours for an event that has none."""
        now = self._clock()
        self._event_at = event.timestamp() / 1000 if event.timestamp() else now
        self._heard_at = now
        return self._event_at

    def _follow(self, outcome: Outcome) -> None:
        self._give_back(outcome.replay)
        if outcome.scan:
            doubtful = self._gate.doubtful(self._clock() - outcome.took)
            self._close_gate()
            if doubtful:
                self._lost("scan.input_method")
            else:
                self._scanned(outcome.scan)
        if outcome.broken:
            self._lost("scan.partial")
        self._wait()

    def _give_back(self, keys: tuple[Key, ...]) -> None:
        """Typing goes on where it was held, as the window system had brought it."""
        self._giving_back = True
        try:
            for key in keys:
                kept = key.event
                if isinstance(kept, _Kept):
                    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                        again = QKeyEvent(kind, kept.key, kept.modifiers, *kept.native, kept.text)
                        QCoreApplication.sendEvent(kept.window, again)
        finally:
            self._giving_back = False
        if any(key.sort is Sort.TEXT for key in keys):
            self._open_gate()

    def _wait(self) -> None:
        due = self._reader.due
        if due is None:
            self._timer.stop()
        else:
            self._start(due - self._event_at)

    def _start(self, seconds: float) -> None:
        self._due = self._clock() + seconds
        self._timer.start(max(1, round(seconds * 1000) + 1))

    def _timed_out(self) -> None:
        """A timer that is late means that keys may wait behind it: they are heard first."""
        if self._clock() - self._due > STALLED:
            self._start(self._reader.due - self._event_at if self._reader.due is not None else 0.0)
        else:
            self.tick()
            self._wait()

    # The input method

    def _asked_for_input_method(self, event: QInputMethodQueryEvent) -> bool:
        """Off unless a person writes: Qt's own fields say yes whatever their attributes are."""
        if not event.queries() & Qt.InputMethodQuery.ImEnabled or self._gate.open(self._clock()):
            return False
        event.setValue(Qt.InputMethodQuery.ImEnabled, False)
        event.accept()
        return True

    def _composed(self, watched: QObject, event: QInputMethodEvent) -> bool:
        if not (event.preeditString() or event.commitString()):
            return False
        if not self._gate.composed(self._clock(), event.commitString()):
            self._gate_timer.start()  # a person writes: on for as long again
            self._reader.wait()  # or a gun, whose first keys are held
            return False
        self._event_at = self._heard_at = self._clock()
        self._reader.spoil(self._event_at)
        self._clear_composition(watched)
        self._close_gate()
        self._lost("scan.input_method")
        self._wait()
        return True

    def _clear_composition(self, watched: QObject) -> None:
        QGuiApplication.inputMethod().reset()
        self._giving_back = True
        try:
            QCoreApplication.sendEvent(watched, QInputMethodEvent())
        finally:
            self._giving_back = False

    def _open_gate(self) -> None:
        self._gate.typed(self._clock())
        self._gate_timer.start()
        self._look_at_gate()

    def _close_gate(self) -> None:
        self._gate.scanned()
        self._look_at_gate()

    def _look_at_gate(self) -> None:
        """Qt asks a field only when it is told that the answer has changed."""
        is_open = self._gate.open(self._clock())
        if is_open is not self._told_open:
            self._told_open = is_open
            QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)
        if not is_open:
            self._gate_timer.stop()


def _sort(event: QKeyEvent) -> Sort:
    key, held = event.key(), event.modifiers()
    if key in _HELD:
        return Sort.HELD
    if event.isAutoRepeat():
        return Sort.OTHER
    if held & _ALT_PAD == _ALT_PAD and _KEYS.Key_0 <= key <= _KEYS.Key_9:
        return Sort.ALT_DIGIT
    if (key in _ENDS and not held & _CHORD) or event.text() in _END_TEXTS:
        return Sort.END
    if event.text() == GS:
        return Sort.TEXT
    chord = held & _CHORD
    return Sort.TEXT if event.text().isprintable() and event.text() and chord in (_NONE, _ALT_GR) else Sort.OTHER


def _finishes(event: QKeyEvent, key: Key) -> bool:
    """Whether a person's key says that the field is done with: F1 … F12, and Enter in a field of one line."""
    in_lines = isinstance(QGuiApplication.focusObject(), QPlainTextEdit | QTextEdit)
    return bool(_name(event)) or (key.sort is Sort.END and not in_lines)


_NONE = Qt.KeyboardModifier.NoModifier


def _name(event: QKeyEvent) -> str:
    """A function key's name, "" for every other."""
    number = event.key() - _KEYS.Key_F1.value + 1
    return f"F{number}" if 1 <= number <= 35 else ""


def _native(event: QKeyEvent) -> tuple[int, int, int]:
    return event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers()


def _id(event: QKeyEvent) -> int:
    """The key itself: with Shift let go in between, Qt's name of it changes."""
    return event.nativeScanCode() or event.key()
