"""A gun that types, in a real window: short here, long as scripts/torture ID=WEDGE N=1000."""

from __future__ import annotations

import random
import time

from tests.torture.wedge import SET_UPS, play, wedge_window


def test_scans_and_typing_in_turn(display: str, rng: random.Random) -> None:
    scans = 24
    assert play(display, scans, rng).startswith(f"{scans} scans")
    assert {pace for _, _, paces in SET_UPS for pace in paces} == {5, 20, 40}


def test_caps_lock_on(display: str) -> None:
    with wedge_window(display, 60, "") as (hands, eyes):
        hands.key("Caps_Lock")
        try:
            # As a gun: Shift as the code wants it, whatever Caps Lock says.
            hands.key("shift+s", "shift+f", "1", "a", "b", "Return")
            time.sleep(0.3)
        finally:
            hands.key("Caps_Lock")
        sight = eyes.look()
        assert (sight.text("scans"), sight.text("box")) == ("SF1ab\n", "")
