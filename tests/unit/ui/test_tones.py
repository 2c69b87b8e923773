"""A station's own pitch, and the word after the tone. Nothing is played here: files and choices."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from station.assets import resource
from station.texts import LANGUAGES, catalogue, line
from station.ui.spoken import BY_LINE, WORDS, word_of
from station.ui.tones import NUMBERS, STEP, own_tone
from station.workflow.signals import Signal, Tone


def _shape(file: Path) -> tuple[int, int, int]:
    with wave.open(str(file)) as sound:
        return sound.getframerate(), sound.getnframes(), sound.getsampwidth()


@pytest.mark.parametrize("tone", Tone)
def test_the_samples_stay_and_the_pitch_rises_by_a_whole_tone(tone: Tone, tmp_path: Path) -> None:
    shipped = resource("sounds", f"{tone.value}.wav")
    rate, frames, width = _shape(shipped)
    for number in NUMBERS:
        made = own_tone(shipped, number, tmp_path)
        assert _shape(made) == (round(rate * STEP ** (number - 1)), frames, width)


def test_station_one_has_the_tones_as_they_come(tmp_path: Path) -> None:
    shipped = resource("sounds", "good.wav")
    assert own_tone(shipped, 1, tmp_path / "none") == shipped
    assert not (tmp_path / "none").exists()


def test_a_tone_is_made_once(tmp_path: Path) -> None:
    made = own_tone(resource("sounds", "bad.wav"), 4, tmp_path)
    written = made.stat().st_mtime_ns
    assert own_tone(resource("sounds", "bad.wav"), 4, tmp_path).stat().st_mtime_ns == written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", WORDS)
def test_every_word_is_there_in_both_languages(word: str, language: str) -> None:
    rate, frames, width = _shape(resource("sounds", "words", language, f"{word}.wav"))
    assert 0.3 < frames / rate < 1.5
    assert width == 2


@pytest.mark.parametrize(
    ("tone", "key", "word"),
    [
        (Tone.GOOD, "weight.booked", "weight_taken"),
        (Tone.ATTENTION, "weight.deviates", "weight_taken"),
        (Tone.BAD, "refusal.scan.unknown", "wrong_unit"),
        (Tone.ATTENTION, "engine.other_delivery", "wrong_unit"),
        (Tone.STOP, "stop.now", "stop"),
        (Tone.STOP, "store.disk_full", "stop"),
        (Tone.GOOD, "unit.scanned", ""),
        (Tone.BAD, "field.empty", ""),
    ],
)
def test_a_word_is_said_where_it_matters(tone: Tone, key: str, word: str) -> None:
    assert word_of(Signal(tone, line(key))) == word


def test_every_line_with_a_word_exists() -> None:
    assert set(BY_LINE) <= set(catalogue())
    assert set(BY_LINE.values()) < set(WORDS)
