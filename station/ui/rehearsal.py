"""The eyes of a rehearsal: a read-only local socket that tells which widgets are visible and what they say.

It exists only where the program was started with --rehearsal-socket. Questions and answers are JSON lines:

    {"ask": "widgets"}  ->  {"widgets": [{"name": "refusal", "kind": "QLabel", "text": "…", "enabled": true, …}, …]}
    {"ask": "picture"}  ->  {"png": "…base64…"}      the window as it is painted

Nothing can be pressed, typed or set through it: whoever plays has hands of its own (key events, gun, scale).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QObject, QPoint
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from station.errors import ConfigError

ROWS = 60  # of a list or table: more are never on screen


class RehearsalSocket(QObject):
    """Answers whoever connects at an address: a path, or a pipe's name on Windows. Raises ConfigError."""

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        QLocalServer.removeServer(address)  # what a killed predecessor has left
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        if not self._server.listen(address):
            raise ConfigError("rehearsal.socket", address=address, reason=self._server.errorString())

    def close(self) -> None:
        self._server.close()

    def _welcome(self) -> None:
        while self._server.hasPendingConnections():
            guest = self._server.nextPendingConnection()
            guest.readyRead.connect(self._read)
            guest.disconnected.connect(guest.deleteLater)

    def _read(self) -> None:
        guest = self.sender()
        assert isinstance(guest, QLocalSocket)
        while guest.canReadLine():
            said = answer(bytes(guest.readLine().data()))
            guest.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")


def answer(question: bytes) -> dict[str, Any]:
    """The answer to one line; {"refused": …} to anything that is no question."""
    try:
        asked = json.loads(question)["ask"]
    except (ValueError, KeyError, TypeError):
        return {"refused": "no question"}
    if asked == "widgets":
        return {"widgets": [described(widget) for widget in visible_widgets()]}
    if asked == "picture":
        return {"png": picture()}
    return {"refused": "only widgets and picture can be asked for"}


def visible_widgets() -> Iterator[QWidget]:
    """What a person could see, from the outside in."""
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            yield from _with_children(top)


def _with_children(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            yield from _with_children(child)


def described(widget: QWidget) -> dict[str, Any]:
    """One widget. value is what a choice stands for, where the page gave it one (dynamic property "value")."""
    at, size = widget.mapTo(widget.window(), QPoint(0, 0)), widget.size()
    value = widget.property("value")
    return {
        "name": widget.objectName(),
        "kind": type(widget).__name__,
        "text": text_of(widget),
        "enabled": widget.isEnabled(),
        "focused": widget.hasFocus(),
        "checked": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "value": value if isinstance(value, str) else "",
        "place": [at.x(), at.y(), size.width(), size.height()],
    }


def _rows(view: QAbstractItemView) -> str:
    model, root = view.model(), view.rootIndex()
    if model is None:
        return ""
    columns = range(1 if isinstance(view, QListView) else model.columnCount(root))  # a list model hides its own
    rows = range(min(model.rowCount(root), ROWS))
    return "\n".join("\t".join(str(model.index(row, column, root).data() or "") for column in columns) for row in rows)


_SAYS: tuple[tuple[type[QWidget], Callable[[Any], str]], ...] = (
    (QLabel, QLabel.text),
    (QAbstractButton, QAbstractButton.text),
    (QLineEdit, QLineEdit.displayText),  # dots where a PIN is typed
    (QComboBox, QComboBox.currentText),
    (QPlainTextEdit, QPlainTextEdit.toPlainText),
    (QTextEdit, QTextEdit.toPlainText),
    (QGroupBox, QGroupBox.title),
    (QTabBar, lambda bar: "\n".join(bar.tabText(index) for index in range(bar.count()))),
    (QAbstractItemView, _rows),
)


def text_of(widget: QWidget) -> str:
    """What a person reads on the widget itself; widgets that paint their text say it as their accessible name."""
    for kind, says in _SAYS:
        if isinstance(widget, kind):
            return says(widget)
    return widget.accessibleName()


def picture() -> str:
    """The window in front as PNG, base64; "" where no window is open."""
    windows = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
    if not windows:
        return ""
    front = QApplication.activeWindow() or max(windows, key=lambda window: window.width() * window.height())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    front.grab().save(buffer, "PNG")
    return base64.b64encode(buffer.data().data()).decode("ascii")
