"""A window with boxes to type into and a gun that types: wedge_window.py SOCKET GAP_MS PREFIX.

The label "scans" holds what was scanned, one code a line, "lost" what came to nothing. The focus goes round
by itself: a box, a longer box, a button, as the pages of the program do it.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from station.domain.wedge import WedgeRule
from station.ui.rehearsal import RehearsalSocket
from station.ui.wedge import WedgeFilter


class WedgeWindow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page.wedge")
        column = QVBoxLayout(self)
        self.scans, self.lost, self.presses = QLabel(), QLabel(), QLabel()
        self.box, self.long, self.button = QLineEdit(), QPlainTextEdit(), QPushButton("-")
        self.long.setTabChangesFocus(True)
        self.button.clicked.connect(lambda: self.presses.setText(f"{self.presses.text()}x"))
        for name in ("scans", "lost", "presses", "box", "long", "button"):
            part = getattr(self, name)
            part.setObjectName(name)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            column.addWidget(part)
        self.round = (self.box, self.long, self.button)
        self.box.setFocus()

    def scanned(self, code: str) -> None:
        """Shown, and the focus goes on: what is typed next to a button goes nowhere, so it comes back to a box."""
        self.scans.setText(f"{self.scans.text()}{code}\n")
        count = self.scans.text().count("\n")
        self.round[count % 2].setFocus()

    def told_lost(self, code: str) -> None:
        self.lost.setText(f"{self.lost.text()} {code}".strip())


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = WedgeWindow()
    gap = int(sys.argv[2]) / 1000
    ears = WedgeFilter(WedgeRule(gap, max(0.12, gap), sys.argv[3]), window.scanned, window.told_lost)
    ears.install()
    window.setFixedSize(600, 400)  # what was scanned grows beyond what the X server allows for a window
    window.show()
    window.activateWindow()
    socket = RehearsalSocket(sys.argv[1])
    app.exec()
