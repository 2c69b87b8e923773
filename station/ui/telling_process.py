"""A child process that tells by lines of JSON, heard on the screen's thread without ever waiting for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QProcess

Heard = Callable[[Mapping[str, Any]], Mapping[str, Any] | None]
ENDS_WITHIN_MS = 2000


class TellingProcess(QObject):
    """heard is given each line, and gives the answer to it or None; died is called when the process has ended."""

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self.heard: Heard = lambda told: None
        self.died: Callable[[], None] = lambda: None
        self._process: QProcess | None = None

    def start(self) -> None:
        """Starts it anew. Its errors go to where the station's own go."""
        self.stop()
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(lambda *_: self._finished(process))
        process.errorOccurred.connect(lambda *_: self._finished(process))
        self._process = process
        process.start(self._command[0], list(self._command[1:]))

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(ENDS_WITHIN_MS)
            process.deleteLater()

    def _read(self) -> None:
        while (process := self._process) is not None and process.canReadLine():
            told = json.loads(bytes(process.readLine().data()))
            answer = self.heard(told)
            if answer is not None:
                process.write(f"{json.dumps(answer)}\n".encode())

    def _finished(self, process: QProcess) -> None:
        if process is self._process and process.state() == QProcess.ProcessState.NotRunning:
            self._read()  # what it said last
            self._process = None
            process.deleteLater()
            self.died()
