"""The ladder on an instrument's card: a scale's last rung is its rest, and what to do is said where it takes long."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from station.domain.readings import LinkState, Weight, WeightStatus
from station.texts import LANGUAGES, Texts
from station.ui.widgets.device_card import RESTLESS
from tests.gui.house import House
from tests.gui.test_lab import SCALE

RUNGS = ("port", "bytes", "frame", "all", "stable")


@pytest.fixture
def card(house: House) -> House:
    house.instruments.shown = (SCALE,)
    house.sign_in("wang")
    house.key(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    return house


def weighs(house: House, stable: bool | None) -> None:
    status = WeightStatus.MOTION if stable is False else WeightStatus.OK
    shown = Weight("scale-1", house.clock.monotonic(), b"S", Decimal("12.400"), "kg", stable, status)
    house.window.heard(shown)
    house.window.tick()
    house.settle()


def rungs(house: House) -> list[str]:
    """The chips that are there, each with its mark."""
    return [house.text(f"rung.scale-1.{name}")[0] for name in RUNGS if house.sees(f"rung.scale-1.{name}")]


def test_a_scale_that_says_so_has_a_rung_for_its_rest(card: House) -> None:
    assert rungs(card) == ["✓"] * 4  # nothing was said of it yet
    weighs(card, True)
    assert rungs(card) == ["✓"] * 5
    weighs(card, False)
    assert rungs(card) == ["✓"] * 4 + ["✕"]
    weighs(card, None)
    assert rungs(card) == ["✓"] * 4


def test_a_scale_that_is_gone_has_no_rest(card: House) -> None:
    weighs(card, True)
    card.instruments.shown = (replace(SCALE, state=LinkState.SEARCHING, reached=None),)
    card.window.tick()
    card.settle()
    assert rungs(card) == ["✕"] * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_is_said_once_it_takes_too_long(card: House, language: str) -> None:
    card.speak(Texts(language))
    said = card.word("devices.advice.stable")
    weighs(card, False)
    card.clock.forward(RESTLESS - 0.5)
    weighs(card, False)
    assert said not in card.everything()
    card.clock.forward(1.0)
    weighs(card, False)
    assert said in card.everything()
    weighs(card, True)
    assert said not in card.everything()
