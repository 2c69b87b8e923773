"""The real station for a benchmark: window, engine, store; its instruments played by readings put on the bridge."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.torture.player import Player


def application() -> QApplication:
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication([])


def settled(application: QApplication, seconds: float) -> None:
    """Lets the station live for a while."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        application.processEvents()


def player_at(folder: Path, instruction: str, cartons: int) -> Player:
    """A station that was played by a clerk until the page asks for something."""
    app = application()
    player = Player(folder, cartons=cartons)
    player.timer.stop()
    while True:
        page = player.engine.view().page
        if page is not None and page.instruction.key == instruction:
            return player
        player.turn()
        app.processEvents()


def leave(player: Player) -> None:
    """Ends the station and throws its window away: one that is kept costs whatever is measured next."""
    player.station.stop()
    player.station.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
