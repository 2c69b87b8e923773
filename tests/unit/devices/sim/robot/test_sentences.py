"""The robot recognises what the screen says, in both languages."""

from __future__ import annotations

import pytest

from station.devices.sim.robot.sentences import says
from station.texts import LANGUAGES, Texts, line


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_with_anything_in_it(language: str) -> None:
    shown = Texts(language).say(line("unit.face", unit="17", face=line("action.take")))
    assert says(shown, "unit.face", {})
    assert says(shown, "unit.face", {"unit": "17", "face": "@action.take"})
    assert not says(shown, "unit.face", {"unit": "1"})
    assert not says(shown, "unit.face", {"face": "@action.next"})
    assert not says(shown, "unit.scan", {})


def test_the_whole_text_counts() -> None:
    shown = Texts("en").say("unit.scan")
    assert not says(shown + " again", "unit.scan", {})
    assert not says("", "unit.scan", {})
    assert says("✓ " + shown, "unit.scan", {})


def test_an_unknown_key_is_the_script_s_fault() -> None:
    with pytest.raises(KeyError):
        says("text", "no.such_key", {})
