"""Work that must not stop the screen: done on a thread of its own, its answer delivered on the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

Answer = Callable[[], None]


class Background(QObject):
    """A few threads, for hashes and for waiting on child processes and disks. What is started is finished."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="background")
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
        expected: tuple[type[Exception], ...] = (),
    ) -> None:
        """Calls done with what work returns; an expected error goes to failed, any other is raised on this thread."""

        def finished(future: Future[Any]) -> None:
            self._answered.emit(lambda: _hand_over(future, done, failed, expected))

        self._pool.submit(work).add_done_callback(finished)

    def close(self) -> None:
        """What was started is finished; nobody is left who would hear its answer."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(self, answer: Answer) -> None:
        if not self._closed:
            answer()


def _hand_over(
    future: Future[Any],
    done: Callable[[Any], None],
    failed: Callable[[Exception], None] | None,
    expected: tuple[type[Exception], ...],
) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if error is not None and failed is not None and isinstance(error, expected):
        failed(error)
        return
    done(future.result())
