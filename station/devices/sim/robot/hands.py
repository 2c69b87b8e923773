"""The robot's fingers: key events sent to the X server by xdotool, as if somebody typed.

Only keys that stand on a keyboard: Chinese comes from the gun or from the province keypad, as for a clerk.
"""

from __future__ import annotations

import os
import subprocess

PATIENCE = 20.0  # seconds for one xdotool call


class Clumsy(Exception):
    """The X server or xdotool refused."""


class Hands:
    """Types into the window that has the X server's focus."""

    def __init__(self, display: str) -> None:
        self._display = display

    def take_the_keyboard(self, pid: int) -> None:
        """Gives a program's visible window the focus: without a window manager nobody else does."""
        windows = self._xdotool("search", "--sync", "--onlyvisible", "--pid", str(pid)).split()
        self._xdotool("windowfocus", windows[0])

    def key(self, *keys: str) -> None:
        """Presses keys by their X names, one after the other: F1, Return, Tab, ctrl+l."""
        self._xdotool("key", "--delay", "1", *keys)

    def type(self, text: str) -> None:
        """Types printable ASCII."""
        if not (text.isascii() and text.isprintable()):
            raise Clumsy(f"{text!r} cannot be typed on a keyboard")
        self._xdotool("type", "--delay", "1", "--", text)

    def _xdotool(self, *arguments: str) -> str:
        try:
            done = subprocess.run(
                ["xdotool", *arguments],
                env={**os.environ, "DISPLAY": self._display},
                capture_output=True, text=True, timeout=PATIENCE, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Clumsy(f"xdotool {arguments[0]}: {error}") from error
        if done.returncode:
            raise Clumsy(f"xdotool {' '.join(arguments)}: {done.stderr.strip() or done.returncode}")
        return done.stdout
