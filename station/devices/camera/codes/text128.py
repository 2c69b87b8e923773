"""Code 128 values to text (ISO/IEC 15417 §4.3): code sets A, B, C, shifts, and FNC1 as GS1 and as separator."""

from __future__ import annotations

from collections.abc import Sequence

from station.devices.camera.codes.patterns import START_A, START_C

GS = "\x1d"
FNC1 = 102
_SETS = "ABC"
_SHIFT, _TO_C, _TO_B, _TO_A = 98, 99, 100, 101


def text_of(values: Sequence[int]) -> tuple[str, str] | None:
    """Text and AIM identifier of start and data values (no check symbol); None where the sequence cannot be."""
    if not values or not START_A <= values[0] <= START_C:
        return None
    chosen, shifted, out = _SETS[values[0] - START_A], "", []
    for place, value in enumerate(values[1:], 1):
        now, shifted = shifted or chosen, ""
        if value == FNC1:
            out.append("" if place == 1 else GS)
        elif now == "C" and value < 100:
            out.append(f"{value:02}")
        elif now != "C" and value < 96:
            out.append(_letter(now, value))
        elif now != "C" and value == _SHIFT:
            shifted = "B" if now == "A" else "A"
        elif (to := _switch(now, value)) is not None:
            chosen = to
        else:
            return None  # FNC2 to FNC4 and starts in the middle: not on labels
    aim = "C1" if len(values) > 1 and values[1] == FNC1 else "C0"
    return "".join(out), aim


def _letter(chosen: str, value: int) -> str:
    return chr(value + 32) if chosen == "B" or value < 64 else chr(value - 64)


def _switch(now: str, value: int) -> str | None:
    to = {_TO_C: "C", _TO_B: "B", _TO_A: "A"}.get(value)
    return to if to != now else None
