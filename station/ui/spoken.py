"""Which word is said after the tone: what a clerk must know with the back to the screen. The flash shows the rest."""

from __future__ import annotations

from station.workflow.signals import Signal, Tone

WORDS = ("weight_taken", "wrong_unit", "stop")
BY_LINE = {
    "weight.booked": "weight_taken",
    "weight.deviates": "weight_taken",
    "engine.other_delivery": "wrong_unit",
    "refusal.scan.unknown": "wrong_unit",
    "sampling.not_this_one": "wrong_unit",
}


def word_of(signal: Signal) -> str:
    """One of WORDS, "" where the tone says enough."""
    return "stop" if signal.tone is Tone.STOP else BY_LINE.get(signal.line.key, "")
