"""Tones for good, bad and stop, and a word after them. Never alone: flash and sentence are there in any case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from station.assets import resource
from station.config import LANGUAGES, SoundSettings
from station.program_log import ProgramLog
from station.ui.spoken import WORDS, word_of
from station.ui.tones import own_tone
from station.workflow.signals import Signal, Tone

log = ProgramLog(__name__)

LOUDNESS = 0.9
PAUSE_MS = 350  # between the beginnings of tone and word
AFTER_STOP_MS = 1150  # the tone of "stop" is longer


class Sounds:
    """Plays where there is something to play on. folder: where the station's own tones and a site's own words lie."""

    def __init__(self, settings: SoundSettings, folder: Path, language: Callable[[], str]) -> None:
        self._language = language
        self._effects: dict[str, QSoundEffect] = {}
        if QMediaDevices.defaultAudioOutput().isNull():
            return
        for tone in Tone:
            self._load(tone.value, _tone_file(tone, settings.number, folder))
        for spoken in LANGUAGES if settings.words else ():
            for word in WORDS:
                self._load(f"{spoken} {word}", word_file(word, spoken, folder))

    def play(self, signal: Signal) -> None:
        self._play(signal.tone.value)
        word = self._effects.get(f"{self._language()} {word_of(signal)}")
        if word is not None:
            QTimer.singleShot(AFTER_STOP_MS if signal.tone is Tone.STOP else PAUSE_MS, word, word.play)

    def _play(self, name: str) -> None:
        effect = self._effects.get(name)
        if effect is not None:
            effect.play()

    def _load(self, name: str, file: Path) -> None:
        effect = QSoundEffect()
        effect.setSource(QUrl.fromLocalFile(str(file)))
        effect.setVolume(LOUDNESS)
        self._effects[name] = effect


def word_file(word: str, language: str, folder: Path) -> Path:
    """A site's own recording where there is one, else the one that comes with the program."""
    own = folder / "words" / language / f"{word}.wav"
    return own if own.is_file() else resource("sounds", "words", language, f"{word}.wav")


def _tone_file(tone: Tone, number: int, folder: Path) -> Path:
    shipped = resource("sounds", f"{tone.value}.wav")
    try:
        return own_tone(shipped, number, folder / "tones")
    except OSError as error:  # a tone of another station is better than none
        log.warning("own tone not made", tone=tone.value, reason=str(error))
        return shipped
