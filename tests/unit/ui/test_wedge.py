"""The event filter with real Qt windows and a clock of its own: boxes, buttons, releases, the input method."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from station.config import DeviceSettings, Settings
from station.devices.api import Fault, LinkState, Scan
from station.devices.registry import build
from station.devices.wedge import WedgeGun
from station.domain.input_method import STAYS_ON
from station.domain.wedge import WedgeRule
from station.errors import ConfigError, DeviceError
from station.ui.wedge import WedgeFilter
from tests.unit.fake_clock import FakeClock

KEYS = Qt.Key
NONE, SHIFT, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
CONTROL, PAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier
CODE = "SF1234567890123"


class Bench:
    """A window with a box, a longer one and a button; fingers and a gun at its keyboard."""

    def __init__(self, rule: WedgeRule | None = None) -> None:
        self.clock = FakeClock()
        self.scans: list[str] = []
        self.lost: list[str] = []
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        self.box, self.long, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("")
        self.pressed = 0
        self.button.clicked.connect(self._pressed)
        for part in (self.box, self.long, self.button):
            column.addWidget(part)
        self.filter = WedgeFilter(rule or WedgeRule(), self.scans.append, self._lost, self.clock.monotonic)
        self.filter.install()
        self.window.show()
        self.window.activateWindow()
        self.box.setFocus()
        QApplication.processEvents()

    def _pressed(self) -> None:
        self.pressed += 1

    def _lost(self, code: str) -> None:
        self.lost.append(code)

    def close(self) -> None:
        self.filter.remove()
        self.window.close()
        self.window.deleteLater()

    def send(self, kind: QEvent.Type, key: int, held: Qt.KeyboardModifier, text: str, *, again: bool = False) -> None:
        QCoreApplication.sendEvent(self.window.windowHandle(), QKeyEvent(kind, key, held, text, again))

    def key(self, key: int, text: str = "", held: Qt.KeyboardModifier = NONE, after: float = 0.0) -> None:
        """One key down and up as the window system brings it."""
        self.wait(after)
        self.send(QEvent.Type.KeyPress, key, held, text)
        self.send(QEvent.Type.KeyRelease, key, held, text)

    def type(self, text: str, each: float) -> None:
        """Characters, Enter for a line's end, so many milliseconds apart."""
        for sign in text:
            if sign in "\r\t":
                self.key(KEYS.Key_Return if sign == "\r" else KEYS.Key_Tab, sign, after=each)
            else:
                self.key(ord(sign.upper()), sign, SHIFT if sign.isupper() else NONE, after=each)

    def wait(self, milliseconds: float) -> None:
        """Time passes in steps that are shorter than any wait of the filter; its timer is played."""
        for _ in range(int(milliseconds // 10)):
            self.clock.forward(0.01)
            self.filter.tick()
        self.clock.forward(milliseconds % 10 / 1000)

    def rest(self) -> None:
        self.wait(400)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


@pytest.mark.parametrize("each", [5, 20, 33])
@pytest.mark.parametrize("end", ["\r", "\t", ""])
def test_a_scan_lands_in_no_box(bench: Bench, each: float, end: str) -> None:
    for part in (bench.box, bench.long, bench.button):
        part.setFocus()
        bench.type(CODE + end, each)
        bench.rest()
        assert part.hasFocus()
    assert bench.scans == [CODE] * 3
    assert (bench.box.text(), bench.long.toPlainText(), bench.pressed) == ("", "", 0)


@pytest.mark.parametrize("each", [70, 120, 250])
def test_typing_lands_in_the_box(bench: Bench, each: float) -> None:
    bench.type("Hello World 123", each)
    bench.rest()
    assert (bench.box.text(), bench.scans) == ("Hello World 123", [])


def test_words_and_scans_mixed(bench: Bench) -> None:
    for word in ("one", "two", "three"):
        bench.type(word, 120)
        bench.rest()
        bench.type(f"SF{len(word)}234567\r", 5)
    bench.rest()
    assert bench.box.text() == "onetwothree"
    assert bench.scans == ["SF3234567", "SF3234567", "SF5234567"]


def test_space_presses_a_button_and_enter_goes_through(bench: Bench) -> None:
    bench.button.setFocus()
    bench.type(" ", 120)
    bench.rest()
    assert bench.pressed == 1
    entered = []
    bench.box.returnPressed.connect(lambda: entered.append(bench.box.text()))
    bench.box.setFocus()
    bench.type("ab\r", 120)
    bench.type("c\r", 30)
    bench.rest()
    assert entered == ["ab", "abc"]


def test_keys_that_are_no_text_go_through_at_once(bench: Bench) -> None:
    bench.type("abc", 120)
    bench.key(KEYS.Key_Backspace, "\b", after=10)
    assert bench.box.text() == "ab"
    bench.key(KEYS.Key_A, "\x01", CONTROL, after=10)
    assert bench.box.selectedText() == "ab"
    bench.key(KEYS.Key_Tab, "\t", after=200)
    assert bench.long.hasFocus()


def test_a_key_that_is_held_down_repeats(bench: Bench) -> None:
    bench.send(QEvent.Type.KeyPress, KEYS.Key_A, NONE, "a")
    for _ in range(5):
        bench.wait(30)
        bench.send(QEvent.Type.KeyPress, KEYS.Key_A, NONE, "a", again=True)
    bench.send(QEvent.Type.KeyRelease, KEYS.Key_A, NONE, "a")
    bench.rest()
    assert (bench.box.text(), bench.scans) == ("aaaaaa", [])


def test_gs_as_control_and_bracket(bench: Bench) -> None:
    bench.type("]C110LOT7", 5)
    bench.key(KEYS.Key_Control, "", CONTROL, after=5)
    bench.key(KEYS.Key_BracketRight, "\x1d", CONTROL, after=5)
    bench.type("3724\r", 5)
    assert bench.scans == ["]C110LOT7\x1d3724"]


def test_alt_and_the_keypad(bench: Bench) -> None:
    for sign in "SF12\x1d3":
        bench.send(QEvent.Type.KeyPress, KEYS.Key_Alt, ALT, "")
        for digit in f"0{ord(sign)}":
            bench.key(ord(digit), "", ALT | PAD, after=6)
        bench.send(QEvent.Type.KeyRelease, KEYS.Key_Alt, NONE, "")
    bench.type("\r", 6)
    assert (bench.scans, bench.box.text()) == (["SF12\x1d3"], "")


def test_caps_lock(bench: Bench) -> None:
    for sign in CODE + "\r":
        bench.key(KEYS.Key_Return if sign == "\r" else ord(sign), sign.lower(), SHIFT if sign.isalpha() else NONE, 5)
    assert bench.scans == [CODE]


def test_a_gun_that_stutters_is_told_and_not_believed(bench: Bench) -> None:
    bench.type("SF", 5)
    bench.wait(80)
    bench.type("1234567890123\r", 5)
    assert (bench.scans, bench.lost, bench.box.text()) == ([], ["scan.partial"], "SF")


def test_a_prefix(qtbot: QtBot) -> None:
    bench = Bench(WedgeRule(prefix="F13"))
    bench.key(KEYS.Key_F13)
    bench.type(CODE + "\r", 45)
    bench.type("FAST1234", 5)
    bench.rest()
    assert (bench.scans, bench.box.text()) == ([CODE], "FAST1234")
    bench.close()


def test_a_busy_program_takes_late_keys_for_what_they_are(bench: Bench, qtbot: QtBot) -> None:
    """The timer that comes late gives way once to the keys that wait behind it."""
    bench.type("SF123", 5)
    bench.clock.forward(1.0)
    bench.filter._timed_out()
    assert bench.scans == []
    bench.clock.forward(-0.995)
    bench.type("4567\r", 5)
    assert bench.scans == ["SF1234567"]


def test_the_timer_ends_a_scan_without_an_end(qtbot: QtBot) -> None:
    scans: list[str] = []
    bench = Bench()
    bench.filter.remove()
    real = WedgeFilter(WedgeRule(), scans.append)
    real.install()
    for sign in CODE:
        bench.send(QEvent.Type.KeyPress, ord(sign), NONE, sign)
        bench.send(QEvent.Type.KeyRelease, ord(sign), NONE, sign)
    qtbot.waitUntil(lambda: scans == [CODE], timeout=5000)
    real.remove()
    bench.close()


# The input method


def enabled(bench: Bench) -> bool:
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(bench.box, query)
    return bool(query.value(Qt.InputMethodQuery.ImEnabled))


def test_it_is_off_until_a_person_writes_and_after_a_scan(bench: Bench) -> None:
    assert not enabled(bench)
    bench.type("n", 120)
    bench.rest()
    assert enabled(bench)
    bench.type(CODE + "\r", 5)
    assert not enabled(bench)
    bench.long.setFocus(Qt.FocusReason.MouseFocusReason)
    bench.box.setFocus(Qt.FocusReason.MouseFocusReason)
    assert enabled(bench)
    bench.wait(STAYS_ON * 1000 + 20)
    assert not enabled(bench)


def test_a_person_writes_chinese(bench: Bench) -> None:
    for part in ("n", "ni", "nih", "niha", "nihao"):
        bench.wait(120)
        QCoreApplication.sendEvent(bench.box, QInputMethodEvent(part, []))
    done = QInputMethodEvent()
    done.setCommitString("你好")
    bench.wait(200)
    QCoreApplication.sendEvent(bench.box, done)
    assert (bench.box.text(), bench.lost) == ("你好", [])


def test_the_input_method_is_off_in_time_after_the_last_word(bench: Bench) -> None:
    """Counted from the last part of a composition, not from the first letter before it."""
    bench.type("n", 120)
    bench.rest()
    bench.filter._gate_timer.stop()  # begun with the letter; what follows must begin it anew
    QCoreApplication.sendEvent(bench.box, QInputMethodEvent("ni", []))
    assert bench.filter._gate_timer.isActive()


def test_a_code_that_may_lack_its_beginning_is_told_and_the_next_one_is_taken(bench: Bench) -> None:
    """libpinyin took the first letter, showed nothing, and let the rest pass."""
    done = QInputMethodEvent()
    done.setCommitString("你好")
    QCoreApplication.sendEvent(bench.box, done)
    bench.wait(2000)
    bench.type(CODE[1:] + "\r", 10)
    assert (bench.scans, bench.lost, bench.box.text()) == ([], ["scan.input_method"], "你好")
    bench.type(CODE + "\r", 10)
    assert bench.scans == [CODE]


@pytest.mark.parametrize("written", ["封条", ""], ids=["behind a word", "in a field that was only gone into"])
def test_a_digit_before_letters_that_the_input_method_kept_lands_nowhere(bench: Bench, written: str) -> None:
    """1Z…: libpinyin lets the digit pass and commits the capitals with Enter."""
    bench.long.setFocus(Qt.FocusReason.MouseFocusReason)
    bench.box.setFocus(Qt.FocusReason.MouseFocusReason)
    done = QInputMethodEvent()
    done.setCommitString(written)
    QCoreApplication.sendEvent(bench.box, done)
    bench.wait(1500)
    bench.type("1", 20)
    bench.wait(20)
    bench.send(QEvent.Type.KeyPress, Qt.Key.Key_Shift, NONE, "")
    bench.wait(300)
    done = QInputMethodEvent()
    done.setCommitString("PDBHBSASXR")
    QCoreApplication.sendEvent(bench.box, done)
    bench.rest()
    assert (bench.box.text(), bench.scans, bench.lost) == (written, [], ["scan.input_method"])


def test_a_digit_before_letters_that_the_input_method_shows_lands_nowhere(bench: Bench) -> None:
    """1abc…: each letter is shown, thirty milliseconds apart."""
    bench.long.setFocus(Qt.FocusReason.MouseFocusReason)
    bench.box.setFocus(Qt.FocusReason.MouseFocusReason)
    bench.type("1", 20)
    for part in ("a", "ab", "abc"):
        bench.wait(30)
        QCoreApplication.sendEvent(bench.box, QInputMethodEvent(part, []))
    bench.rest()
    assert (bench.box.text(), bench.scans, bench.lost) == ("", [], ["scan.input_method"])


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_F1, ""), (Qt.Key.Key_Return, "\r")])
def test_who_has_finished_writing_scans_at_once(bench: Bench, key: Qt.Key, text: str) -> None:
    done = QInputMethodEvent()
    done.setCommitString("你好")
    QCoreApplication.sendEvent(bench.box, done)
    bench.wait(500)
    bench.send(QEvent.Type.KeyPress, key, NONE, text)
    bench.send(QEvent.Type.KeyRelease, key, NONE, text)
    bench.wait(500)
    bench.type(CODE + "\r", 10)
    assert (bench.scans, bench.lost) == ([CODE], [])


def test_a_scan_that_was_committed_at_once_is_told_and_lands_nowhere(bench: Bench) -> None:
    bench.type("n", 120)
    bench.rest()
    bench.wait(2000)
    bench.send(QEvent.Type.KeyPress, Qt.Key.Key_Shift, NONE, "")
    bench.wait(300)
    done = QInputMethodEvent()
    done.setCommitString("XCAKJSSYFYUZCWLB")
    QCoreApplication.sendEvent(bench.box, done)
    assert (bench.box.text(), bench.lost) == ("n", ["scan.input_method"])
    bench.rest()
    bench.type(CODE + "\r", 10)
    assert bench.scans == [CODE]


def test_a_scan_that_an_input_method_took_apart_is_told_and_lands_nowhere(bench: Bench) -> None:
    for part in ("s", "sf"):
        bench.wait(10)
        QCoreApplication.sendEvent(bench.box, QInputMethodEvent(part, []))
    chosen = QInputMethodEvent()
    chosen.setCommitString("身份")
    bench.wait(10)
    QCoreApplication.sendEvent(bench.box, chosen)
    bench.type("234567890123\r", 10)
    bench.rest()
    assert (bench.box.text(), bench.scans, bench.lost) == ("", [], ["scan.input_method"])
    bench.type(CODE + "\r", 10)
    assert bench.scans == [CODE]


# The instrument


def made(**options: str) -> tuple[WedgeGun, list[object]]:
    heard: list[object] = []
    gun = build(DeviceSettings("gun-1", "gun", "wedge", "keyboard", options), heard.append, FakeClock())
    assert isinstance(gun, WedgeGun)
    return gun, heard


def test_its_scans_are_those_of_any_gun() -> None:
    gun, heard = made(gap_ms="100", prefix="~")
    assert gun.rule == WedgeRule(0.1, 0.12, "~")
    gun.start()
    gun.scanned("]C110LOT7\x1d3724")
    gun.scanned("粤B12345")
    gun.lost("scan.input_method")
    first, second = (one for one in heard if isinstance(one, Scan))
    assert (first.text, first.symbology, first.raw) == ("10LOT7\x1d3724", "C1", b"]C110LOT7\x1d3724")
    assert (second.text, second.symbology) == ("粤B12345", "")
    assert [one.code for one in heard if isinstance(one, Fault)] == ["scan.input_method"]
    assert (gun.status().state, gun.status().frames, gun.status().faults) == (LinkState.ONLINE, 2, 1)
    gun.stop()
    with pytest.raises(DeviceError):
        gun.order("beep")


@pytest.mark.parametrize("options", [{"gap_ms": "10"}, {"gap_ms": "151"}, {"idle_ms": "x"}, {"prefx": "~"}])
def test_a_setting_that_cannot_be_is_refused(options: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        made(**options)


def test_the_settings_file_names_no_port_for_it(tmp_path: Path) -> None:
    file = tmp_path / "station.toml"
    file.write_text('[[device]]\nid = "gun-1"\nrole = "gun"\ndriver = "wedge"\n', encoding="utf-8")
    [device] = Settings.from_file(file).devices
    assert (device.driver, device.url) == ("wedge", "keyboard")
    file.write_text('[[device]]\nid = "c"\nrole = "climate"\ndriver = "wedge"\n', encoding="utf-8")
    with pytest.raises(ConfigError):
        Settings.from_file(file)
