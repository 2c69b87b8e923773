"""Work beside the screen's thread: its answer comes back on it, and to nobody once the station has ended."""

from __future__ import annotations

import threading

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from station.ui.background import Background


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot) -> None:
    background, seen = Background(), list[object]()
    background.run(threading.current_thread, lambda worker: seen.extend((worker, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    background.close()
    assert seen[0] is not threading.main_thread()
    assert seen[1] is threading.main_thread()


def test_what_was_started_is_finished_and_its_answer_reaches_nobody_after_the_end(qtbot: QtBot) -> None:
    background, done, answered = Background(), list[str](), list[object]()
    background.run(lambda: done.append("work"), answered.append)
    background.close()
    QApplication.processEvents()
    assert done == ["work"]
    assert answered == []
