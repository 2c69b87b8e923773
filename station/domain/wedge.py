"""A gun that types: telling its keys from a person's by their speed (devices.md §3, wedge timing).

A scan is at least four characters, each within `gap` of the one before, ended by Enter or Tab or `idle` of silence.
Without a prefix the average must be a gun's too. While keys could be a scan they are held back; what turns out to be
typing is given back in order. So a scan never lands in a text box, and typing is late by one gap at most.

A gun that stutters behind its first characters would be taken for a person, and the rest for a whole code: a burst that
begins right behind a key that was given back is therefore no scan but a broken one. A gun whose codes have ended with
Enter or Tab is held to it: its stall within a code is waited for, and a code without its end is broken as well.

Keys carry the time at which they were pressed. Where an input method is switched off in the middle of a burst, a key
that it has let pass may be overtaken by one that it never saw: a code whose keys came out of order is broken, too.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from station.domain.habit import Habit

SHORTEST = 4  # characters of a code
UNFINISHED = 1.0  # seconds that a gun which ends its codes may stall within one
KEPT_AWAY = 0.6  # seconds that an input method may keep letters that followed what is held
_AVERAGE = 35 / 60  # of the gap: 35 ms with the gap of 60 ms, and in proportion where a slow gun needs a longer one
FULL_WIDTH = 0xFEE0  # U+FF01 … U+FF5E are "!" … "~" in the width of a Chinese character
# What a Chinese input method makes of punctuation, beside the full-width forms.
_PUNCTUATION = str.maketrans("。、【】《》￥—‘’“”·…　", ".\\[]<>$_''\"\"`^ ")


class Sort(StrEnum):
    """What a key is for the reader. ALT_DIGIT and ALT_UP: a character by its number on the keypad."""

    TEXT = "text"
    END = "end"
    HELD = "held"  # Shift, Alt and the like: no character, and no end of a scan
    ALT_DIGIT = "alt digit"
    ALT_UP = "alt up"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Key:
    """One key going down (ALT_UP: going up). at: seconds on the clock of the key events.

    name is the key's own ("F13"), for a prefix that is no character. caps: whether Caps Lock is known to be on.
    event is whatever the caller needs to give the key back.
    """

    sort: Sort
    at: float
    text: str = ""
    name: str = ""
    shift: bool = False
    caps: bool = False
    event: object = None


@dataclass(frozen=True, slots=True)
class WedgeRule:
    """gap and idle in seconds. prefix: characters, or the name of one key, that the gun types before each code."""

    gap: float = 0.060
    idle: float = 0.120
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from a key or from silence.

    replay: keys that were typing after all, to be given back before this one. swallow: whether this one is kept back.
    took: seconds from the scan's first key to its last. broken: a scan that began right behind a key that was given
    back, and may lack its beginning; it is dropped.
    """

    swallow: bool = False
    replay: tuple[Key, ...] = ()
    scan: str = ""
    took: float = 0.0
    broken: bool = False


@dataclass(slots=True)
class _Burst:
    """Keys that may be a scan."""

    keys: list[Key] = field(default_factory=list)
    text: str = ""
    number: str = ""  # digits on the keypad while Alt is down
    prefixed: bool = False
    spoilt: bool = False
    caps: bool = False
    waits: bool = False
    shuffled: bool = False


class WedgeReader:
    """Keys in, scans and typing out. Knows no clock: times are those of the keys."""

    def __init__(self, rule: WedgeRule | None = None) -> None:
        self._rule = rule or WedgeRule()
        self._burst = _Burst()
        self._last_at = 0.0
        self._ends_codes = Habit()
        self._given_back_at = float("-inf")  # when the last character that was typing had come
        self._scanned_at = float("-inf")  # when the last key of a scan was pressed

    @property
    def due(self) -> float | None:
        """When silence would decide, None while nothing is held."""
        if not self._burst.keys:
            return None
        return self._last_at + self._patience()

    def press(self, key: Key) -> Outcome:
        """One key."""
        if key.sort is Sort.TEXT and 0 < self._scanned_at - key.at < KEPT_AWAY:
            return Outcome(swallow=True, broken=True)  # its code is gone already, and lacks it
        if not self._burst.keys:
            return self._first(key)
        if key.sort is Sort.HELD or (key.sort is Sort.ALT_UP and not self._burst.number):
            return Outcome()
        if key.at - self._last_at > self._patience():
            before = self.silence(key.at)
            after = self._first(key)
            return replace(before, swallow=after.swallow, replay=before.replay + after.replay)
        return self._next(key)

    def silence(self, at: float) -> Outcome:
        """No key until now: what is held is a scan, or typing, or may still become one."""
        if not self._burst.keys or at - self._last_at < self._patience():
            return Outcome()
        return self._done(ended=False)

    def spoil(self, at: float) -> None:
        """Part of a scan went elsewhere (an input method): the rest of it is neither scan nor typing."""
        self._burst = _Burst(keys=[Key(Sort.HELD, at)], spoilt=True)
        self._last_at = at

    def wait(self) -> None:
        """A capital letter begins behind what is held, and an input method may keep it: no end of a burst before that
        has shown itself."""
        self._burst.waits = bool(self._burst.keys)

    def _patience(self) -> float:
        """A gun may hiccup in the middle of a code; a person's burst is over after one gap."""
        if self._burst.spoilt:
            return self._rule.idle
        if self._burst.waits:
            return KEPT_AWAY
        if not self._is_scan():
            return self._rule.gap
        return UNFINISHED if self._ends_codes.does else self._rule.idle

    def _first(self, key: Key) -> Outcome:
        named = bool(key.name) and key.name == self._rule.prefix
        if key.sort not in (Sort.TEXT, Sort.ALT_DIGIT) and not named:
            return Outcome()
        if self._rule.prefix and not self._begins_prefix(key.text or key.name):
            return Outcome()
        self._burst = _Burst()
        return self._hold(key)

    def _next(self, key: Key) -> Outcome:
        self._burst.shuffled |= key.at < self._last_at
        if key.sort is Sort.END:
            self._last_at = max(self._last_at, key.at)
            done = self._done(ended=True)
            return replace(done, swallow=not done.replay)
        if self._burst.spoilt:
            self._last_at = key.at
            return Outcome(swallow=True)
        if key.sort is Sort.OTHER:
            return Outcome(replay=self._given_back())
        return self._hold(key)

    def _hold(self, key: Key) -> Outcome:
        burst = self._burst
        self._last_at, burst.waits = key.at, False
        burst.keys.append(key)
        burst.caps |= key.caps or (key.shift and key.text.isascii() and key.text.islower())
        if key.sort is Sort.ALT_DIGIT:
            burst.number += key.text
        elif key.sort is Sort.ALT_UP:
            burst.text += _by_number(burst.number)
            burst.number = ""
        else:
            burst.text += key.text
        return Outcome(swallow=key.sort is not Sort.ALT_UP, replay=self._without_prefix())

    def _without_prefix(self) -> tuple[Key, ...]:
        """Takes the prefix off; keys that turn out not to be it are given back."""
        burst, prefix = self._burst, self._rule.prefix
        if not prefix or burst.prefixed:
            return ()
        seen = burst.text or burst.keys[-1].name
        if seen == prefix or burst.text.startswith(prefix):
            burst.prefixed, burst.text = True, burst.text.removeprefix(prefix)
            return ()
        return () if burst.number or self._begins_prefix(seen) else self._given_back()

    def _begins_prefix(self, seen: str) -> bool:
        return self._rule.prefix.startswith(seen) or not seen

    def _is_scan(self) -> bool:
        burst = self._burst
        if burst.spoilt or burst.number or len(burst.text) < SHORTEST:
            return False
        return burst.prefixed or (not self._rule.prefix and self._average() <= self._rule.gap * _AVERAGE)

    def _average(self) -> float:
        """Seconds between two keys; a hiccup, which only a gun is granted, does not count."""
        presses = [key.at for key in self._burst.keys if key.sort is not Sort.ALT_UP]
        gaps = [later - at for at, later in pairwise(presses) if later - at <= self._rule.gap]
        return sum(gaps) / max(len(gaps), 1)

    def _is_whole(self, ended: bool) -> bool:
        """Whether nothing is missing at either end of a scan."""
        clear = bool(self._rule.prefix) or self._burst.keys[0].at - self._given_back_at > self._rule.idle
        return self._ends_codes.allows(ended) and clear

    def _done(self, *, ended: bool) -> Outcome:
        if self._is_scan():
            if self._burst.shuffled or not self._is_whole(ended):
                self._burst = _Burst()
                return Outcome(broken=True)
            self._scanned_at = self._last_at
            text = plain(self._burst.text.swapcase() if self._burst.caps else self._burst.text)
            took = self._last_at - self._burst.keys[0].at
            self._burst = _Burst()
            return Outcome(scan=text, took=took)
        if self._burst.spoilt:
            self._burst = _Burst()
            return Outcome()
        return Outcome(replay=self._given_back())

    def _given_back(self) -> tuple[Key, ...]:
        self._given_back_at = self._burst.keys[-1].at
        keys, self._burst = tuple(key for key in self._burst.keys if key.sort is not Sort.ALT_UP), _Burst()
        return keys


def plain(text: str) -> str:
    """Punctuation as it stands in the code, where an input method has made it Chinese."""
    return "".join(
        chr(ord(sign) - FULL_WIDTH) if 0xFF01 <= ord(sign) <= 0xFF5E else sign for sign in text.translate(_PUNCTUATION)
    )


def _by_number(digits: str) -> str:
    """The character that Alt and digits on the keypad make; "" for a number that is none."""
    number = int(digits)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
