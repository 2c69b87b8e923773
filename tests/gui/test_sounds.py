"""Tones and words are loaded and asked for. Whether they are heard is the PC's matter; here is no loudspeaker."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from station.config import SoundSettings
from station.texts import line
from station.ui import sounds
from station.ui.sounds import Sounds
from station.workflow.signals import Signal, Tone


class Output:
    @staticmethod
    def defaultAudioOutput() -> Output:
        return Output()

    def isNull(self) -> bool:
        return False


class Effect:
    """A QSoundEffect that remembers."""

    played: list[str]

    def setSource(self, url: object) -> None:
        self.file = Path(url.toLocalFile())  # type: ignore[attr-defined]

    def setVolume(self, volume: float) -> None:
        assert 0 < volume <= 1

    def play(self) -> None:
        Effect.played.append(f"{self.file.parent.name}/{self.file.name}")


class Now:
    """A QTimer for which the moment has come."""

    @staticmethod
    def singleShot(ms: int, receiver: object, call: object) -> None:
        assert ms > 0
        call()  # type: ignore[operator]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    Effect.played = []
    monkeypatch.setattr(sounds, "QMediaDevices", Output)
    monkeypatch.setattr(sounds, "QSoundEffect", Effect)
    monkeypatch.setattr(sounds, "QTimer", Now)
    return Effect.played


def test_tone_then_word_in_the_language_on_screen(qtbot: QtBot, heard: list[str], tmp_path: Path) -> None:
    language = ["zh_CN"]
    spoken = Sounds(SoundSettings(3, words=True), tmp_path, lambda: language[0])
    spoken.play(Signal(Tone.GOOD, line("weight.booked")))
    language[0] = "en"
    spoken.play(Signal(Tone.STOP, line("stop.now")))
    spoken.play(Signal(Tone.GOOD, line("unit.scanned")))
    assert heard == [
        "tones/good-3.wav",
        "zh_CN/weight_taken.wav",
        "tones/stop-3.wav",
        "en/stop.wav",
        "tones/good-3.wav",
    ]


def test_a_recording_of_the_site_is_played_instead(qtbot: QtBot, heard: list[str], tmp_path: Path) -> None:
    own = tmp_path / "words" / "en" / "stop.wav"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"RIFF")
    assert sounds.word_file("stop", "en", tmp_path) == own
    assert sounds.word_file("stop", "zh_CN", tmp_path) != own


def test_without_words_only_the_tone(qtbot: QtBot, heard: list[str], tmp_path: Path) -> None:
    Sounds(SoundSettings(), tmp_path, lambda: "en").play(Signal(Tone.STOP, line("stop.now")))
    assert heard == ["sounds/stop.wav"]


def test_a_folder_that_cannot_be_written_costs_the_pitch_only(qtbot: QtBot, heard: list[str], tmp_path: Path) -> None:
    (tmp_path / "tones").write_text("no folder")
    Sounds(SoundSettings(2), tmp_path, lambda: "en").play(Signal(Tone.BAD, line("field.empty")))
    assert heard == ["sounds/bad.wav"]
