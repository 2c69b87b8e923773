"""Tones for good, bad and stop. Never alone: the flash and the word are there in any case."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from station.assets import resource
from station.workflow.signals import Tone

LOUDNESS = 0.9


class Sounds:
    """Plays where there is something to play on."""

    def __init__(self) -> None:
        self._effects: dict[Tone, QSoundEffect] = {}
        if QMediaDevices.defaultAudioOutput().isNull():
            return
        for tone in Tone:
            effect = QSoundEffect()
            effect.setSource(QUrl.fromLocalFile(str(resource("sounds", f"{tone.value}.wav"))))
            effect.setVolume(LOUDNESS)
            self._effects[tone] = effect

    def play(self, tone: Tone) -> None:
        effect = self._effects.get(tone)
        if effect is not None:
            effect.play()
