"""WEDGE-PINYIN: the gun that types beside a person who writes Chinese with ibus and libpinyin, in a real window.

Most scans come while nobody writes; each must be taken to the letter. Some are fired right behind a word, while the
input method is awake: such a one is taken, or thrown away and told, and then scanned again; nothing of it may stand in
a field. That Chinese stands there proves that the input method was at work.
"""

from __future__ import annotations

import os
import random
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from station.devices.sim.robot.eyes import Eyes
from station.domain.input_method import BEHIND, STAYS_ON
from tests.torture.wedge import SETTLED, TYPING, SlowHands, a_display, hurry, wedge_window

WORDS = ("nihao", "xiangzi", "shouhuo", "cangku", "chengzhong", "fengtiao", "posun", "siji")
AWAKE = 30.0  # seconds until the input method answers
PACES = (5, 20)
WORD_EVERY = 12  # scans
TRIES = 5  # of a scan that is thrown away each time


class Tally:
    def __init__(self) -> None:
        self.scans = self.words = self.close = self.told = 0


class Writer:
    """Fingers that write Chinese, and a gun: what was scanned, and what the window made of it."""

    def __init__(self, hands: SlowHands, eyes: Eyes, chance: random.Random, tally: Tally) -> None:
        self._hands, self._eyes, self._chance, self._tally = hands, eyes, chance, tally
        self._scans: list[str] = []

    def scan(self) -> None:
        """One code, as often as it is thrown away and told."""
        code = "".join(self._chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-", k=self._chance.randint(8, 24)))
        for _ in range(TRIES):
            lost = self._told()
            self._hands.type_at(f"{code}\r", self._chance.choice(PACES))
            time.sleep(SETTLED)
            if self._taken() == [*self._scans, code]:
                self._scans.append(code)
                self._tally.scans += 1
                return
            assert self._told() == lost + 1, f"{code} neither taken nor told: {self._shown()}"
            self._tally.told += 1
        raise AssertionError(f"{code} was thrown away {TRIES} times")

    def warm_up(self) -> None:
        """The input method reads its dictionary with the first word, and may lose that."""
        for _ in range(TRIES):
            self._word()
            if _chinese(self._written()):
                return
        raise AssertionError(f"no Chinese after {TRIES} words: {self._shown()}")

    def write(self) -> None:
        """A word in pinyin, the first proposal taken with the space bar; then a scan at once, or when it is quiet."""
        before = _chinese(self._written())
        self._word()
        assert _chinese(self._written()) > before, f"a word is lost: {self._shown()}"
        self._tally.words += 1
        if self._chance.random() < 0.5:
            time.sleep(STAYS_ON + BEHIND)
        else:
            self._tally.close += 1

    def _word(self) -> None:
        """Into the field by hand first, as the manual says: from then on the first letter is Chinese as well."""
        self.enter()
        self._hands.type_at(self._chance.choice(WORDS) + self._chance.choice(WORDS), TYPING)
        self._hands.key("space")
        time.sleep(SETTLED)

    def enter(self) -> None:
        """At a person's pace: keys that come at once overtake one another where the input method is switched on."""
        for key in ("Tab", "shift+Tab", "End"):  # End: Qt selects what it comes into
            self._hands.key(key)
            time.sleep(TYPING / 1000)

    def check(self) -> None:
        """Nothing of a code stands in a field, and what was written is Chinese (but for letters typed too early)."""
        written = self._written()
        strange = [letter for letter in written if letter.isascii() and not (letter.islower() or letter == " ")]
        assert not strange, f"{strange} in {written!r}"
        assert self._eyes.look().text("presses") == ""

    def _written(self) -> str:
        sight = self._eyes.look()
        return sight.text("box") + sight.text("long")

    def _shown(self) -> str:
        sight = self._eyes.look()
        return ", ".join(f"{name} {sight.text(name)[-60:]!r}" for name in ("box", "long", "scans", "lost"))

    def _taken(self) -> list[str]:
        return self._eyes.look().text("scans").splitlines()

    def _told(self) -> int:
        return len(self._eyes.look().text("lost").split())


def _chinese(text: str) -> int:
    return sum("一" <= letter <= "鿿" for letter in text)


def pinyin(count: int, seed: int) -> str:
    """A gun that types beside a person who writes Chinese with an input method (N scans)."""
    hurry()
    chance, tally = random.Random(seed), Tally()
    with a_display() as display, input_method(display) as more, wedge_window(display, 60, "", more) as (hands, eyes):
        writer = Writer(hands, eyes, chance, tally)
        writer.warm_up()
        for number in range(count):
            if number % WORD_EVERY == 0:
                writer.write()
            elif number % WORD_EVERY == WORD_EVERY // 2:
                writer.enter()  # and scans into the field, without having written
            writer.scan()
            writer.check()
    return (
        f"{tally.scans} scans taken, none altered, none in a field; {tally.words} times Chinese was written, "
        f"{tally.close} scans fired right behind it: {tally.told} thrown away and told, then scanned again"
    )


@contextmanager
def input_method(display: str) -> Iterator[Mapping[str, str]]:
    """A bus and ibus with libpinyin on it, both of their own; gives what a program's environment needs to use them."""
    with tempfile.TemporaryDirectory(prefix="pinyin-") as home:
        command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert bus.stdout is not None
            more = {
                "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(), "QT_IM_MODULE": "ibus", "HOME": home,
                "XDG_CONFIG_HOME": str(Path(home) / "config"), "XDG_CACHE_HOME": str(Path(home) / "cache"),
            }  # fmt: skip
            with _daemon({**os.environ, **more, "DISPLAY": display}):
                yield more
        finally:
            bus.terminate()
            bus.wait()


@contextmanager
def _daemon(environment: Mapping[str, str]) -> Iterator[None]:
    command = ["ibus-daemon", "--replace", "--panel", "disable", "--emoji-extension", "disable"]
    daemon = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _choose("libpinyin", environment)
        yield
    finally:
        daemon.terminate()
        daemon.wait()


def _choose(engine: str, environment: Mapping[str, str]) -> None:
    until = time.monotonic() + AWAKE
    while time.monotonic() < until:
        subprocess.run(["ibus", "engine", engine], env=environment, capture_output=True, check=False)
        said = subprocess.run(["ibus", "engine"], env=environment, capture_output=True, text=True, check=False)
        if said.stdout.strip() == engine:
            return
        time.sleep(0.5)
    raise AssertionError(f"ibus does not answer within {AWAKE:.0f} s: {said.stderr.strip()}")
