"""WEDGE: a gun that types and a person who types, in turn, on a real X server: none lost, none mistaken."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from station.devices.sim.robot.eyes import Eyes, open_eyes
from station.devices.sim.robot.hands import Hands

WINDOW = Path(__file__).parents[1] / "end2end" / "wedge_window.py"
CHECKOUT = Path(__file__).parents[2]
TYPING = 120  # milliseconds a key of a person
# Each set-up with the paces that it is meant for, milliseconds a key: as delivered; for a slow gun; with a prefix.
SET_UPS: tuple[tuple[int, str, tuple[int, ...]], ...] = (
    (60, "", (5, 20)),
    (100, "", (5, 20, 40)),
    (60, "~", (5, 20, 40)),
)
ENDS = ("\r", "\n", "\t")  # as Return, Linefeed and Tab
SETTLED = 0.2  # seconds after the last key


class Typist:
    """Fingers and a gun at one window: what was scanned and written, and what should have been."""

    def __init__(self, hands: Hands, eyes: Eyes, prefix: str, chance: random.Random) -> None:
        self._hands, self._eyes, self._prefix, self._chance = hands, eyes, prefix, chance
        self.scans: list[str] = []
        self.words: list[str] = []

    def scan(self, pace: int) -> None:
        code = "".join(self._chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-", k=self._chance.randint(4, 24)))
        self.scans.append(code)
        self._type(f"{self._prefix}{code}{self._chance.choice(ENDS)}", pace)

    def write(self) -> None:
        word = "".join(self._chance.choices("abcdefghijklmnopqrstuvwxyz ", k=self._chance.randint(1, 5)))
        self.words.append(word)
        self._type(word, TYPING)
        time.sleep(SETTLED)  # nobody shoots within a tenth of a second after a key

    def check(self) -> None:
        """What the window shows is what was scanned and written, nothing else anywhere."""
        time.sleep(SETTLED)
        sight = self._eyes.look()
        told = sight.text("scans").splitlines()
        assert told == self.scans, f"scans differ: {_differ(told, self.scans)}"
        written = sight.text("box") + sight.text("long")
        assert Counter(written) == Counter("".join(self.words)), f"boxes {written!r}, typed {self.words!r}"
        assert sight.text("lost") + sight.text("presses") == ""

    def _type(self, text: str, pace: int) -> None:
        self._hands.type_at(text, pace)


def _differ(told: list[str], meant: list[str]) -> str:
    number = next((n for n, (a, b) in enumerate(zip(told, meant, strict=False)) if a != b), min(len(told), len(meant)))
    return f"number {number}: {told[number : number + 2]} instead of {meant[number : number + 2]}, {len(told)} in all"


class SlowHands(Hands):
    """Hands that keep a pace: milliseconds from key to key, as the X server stamps them. (xdotool takes half of what
    it is told.)"""

    def type_at(self, text: str, milliseconds: int) -> None:
        self._xdotool("type", "--delay", str(2 * milliseconds), "--", text)


def hurry() -> None:
    """A gun's own chip does not wait for this machine's processor; what plays it here shall not either."""
    with suppress(AttributeError, OSError):  # not on Windows; not without the right to it
        os.setpriority(os.PRIO_PROCESS, 0, -10)


@contextmanager
def wedge_window(
    display: str, gap: int, prefix: str, more: Mapping[str, str] | None = None
) -> Iterator[tuple[SlowHands, Eyes]]:
    """The window in a process of its own, with the keyboard's focus. more: what its environment has beside ours."""
    with tempfile.TemporaryDirectory(prefix="wedge-") as folder:
        address = Path(folder) / "eyes"
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(CHECKOUT)}
        environment |= more or {}
        window = subprocess.Popen([sys.executable, str(WINDOW), str(address), str(gap), prefix], env=environment)
        try:
            eyes = open_eyes(address, 20.0, lambda: window.poll() is None)
            hands = SlowHands(display)
            try:
                hands.take_the_keyboard(window.pid)
                time.sleep(SETTLED)
                yield hands, eyes
            finally:
                eyes.close()
        finally:
            window.terminate()
            window.wait()


def play(display: str, count: int, chance: random.Random) -> str:
    """Scans, with words in between, in every set-up and at every pace. Raises AssertionError."""
    done, words = Counter[int](), 0
    for number, (gap, prefix, paces) in enumerate(SET_UPS):
        share = count // len(SET_UPS) + (number < count % len(SET_UPS))
        with wedge_window(display, gap, prefix) as (hands, eyes):
            typist = Typist(hands, eyes, prefix, chance)
            for scan in range(share):
                pace = paces[scan % len(paces)]
                typist.scan(pace)
                done[pace] += 1
                if chance.random() < 0.5:
                    typist.write()
                if scan % 25 == 24:
                    typist.check()
            typist.check()
            words += len(typist.words)
    told = ", ".join(f"{times} at {pace} ms" for pace, times in sorted(done.items()))
    return f"{done.total()} scans ({told}) and {words} words at {TYPING} ms: none lost, none in a box, no word a scan"


def wedge(count: int, seed: int) -> str:
    """A gun that types beside a person who does, in a real window (N scans)."""
    hurry()
    with a_display() as display:
        return play(display, count, random.Random(seed))


@contextmanager
def a_display() -> Iterator[str]:
    """The screen we were started on, or one of our own."""
    if given := os.environ.get("DISPLAY"):
        yield given
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()
