"""The program's own log: lines for whoever mends it, on standard error. What happened to goods is in the operation log.

Standard output belongs to what a command prints, and in a child process to its protocol. structlog is loaded with the
first line: it brings asyncio with it, and a window that only starts has nothing to say.
"""

from __future__ import annotations

import logging
import sys
from typing import Any


class ProgramLog:
    """One line an event, no colours, no personal values (callers pass ids only)."""

    level = logging.INFO

    def __init__(self, name: str) -> None:
        self._name = name

    def info(self, event: str, **values: object) -> None:
        self._logger().info(event, **values)

    def warning(self, event: str, **values: object) -> None:
        self._logger().warning(event, **values)

    def error(self, event: str, **values: object) -> None:
        self._logger().error(event, **values)

    def _logger(self) -> Any:
        import structlog  # noqa: PLC0415 - see above

        return structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(ProgramLog.level),
        ).bind(module=self._name)


def configure(level: int) -> None:
    """The least that is said, from here on."""
    ProgramLog.level = level
