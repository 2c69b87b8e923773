"""The station's side of the documents' process: asks, waits, starts it again where it died or grew too large."""

from __future__ import annotations

import json
import subprocess
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from station.documents.model import Document
from station.errors import DocumentError
from station.platform import child_command

ANSWERS_WITHIN = 60.0  # seconds; a receipt of 500 units takes some two
DOCUMENTS_EACH = 200  # typst's caches grow; a new process after so many costs two seconds


class DocumentsClient:
    """One process, used from one background thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._made = 0
        self._lock = threading.Lock()

    def make(
        self, document: Document, folder: Path, pkcs12: Path, password_file: Path | None
    ) -> tuple[bytes, int, bool]:
        """The signed PDF, its pages, and whether the certificate is a test one. Blocks. Raises DocumentError."""
        out = folder / "signed.pdf"
        asked = {
            "document": asdict(document),
            "folder": str(folder),
            "pkcs12": str(pkcs12),
            "password_file": str(password_file) if password_file else "",
            "out": str(out),
        }
        with self._lock:
            told = self._ask(asked, document.number)
        if "error" in told:
            raise DocumentError(told["error"], **told["params"])
        return out.read_bytes(), int(told["pages"]), bool(told["test"])

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            if process.stdin is not None:
                with suppress(OSError):
                    process.stdin.close()
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def _ask(self, asked: dict[str, Any], number: str) -> dict[str, Any]:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(asked, ensure_ascii=False) + "\n")
            process.stdin.flush()
            line = _within(process, process.stdout, ANSWERS_WITHIN)
        except OSError as error:
            self.close()
            raise DocumentError("documents.failed", document=number, reason=str(error)) from error
        if not line:
            self.close()
            raise DocumentError("documents.died", document=number, reason="")
        self._made += 1
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError as error:
            self.close()
            raise DocumentError("documents.failed", document=number, reason=line[:80]) from error
        return answer

    def _started(self) -> subprocess.Popen[str]:
        if self._process is not None and (self._process.poll() is not None or self._made >= DOCUMENTS_EACH):
            self.close()
        if self._process is None:
            self._made = 0
            self._process = subprocess.Popen(
                child_command("documents"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        return self._process


def _within(process: subprocess.Popen[str], source: IO[str], seconds: float) -> str:
    """A line; "" where the process ended or was killed because it did not answer."""
    timer = threading.Timer(seconds, process.kill)
    timer.start()
    try:
        return source.readline()
    finally:
        timer.cancel()
