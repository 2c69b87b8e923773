"""Mettler-Toledo 8217, byte for byte: devices.md §1.2 and its sources."""

from __future__ import annotations

import pytest

from station.devices.api import Weight
from tests.unit.devices.drivers.table import fed, said, scale, words

NAME = "mettler-8217"
ROWS = [
    ("02 30 31 2E 32 35 30 0D", ["1.250 kg ok gross"], "[C] §1.2 stable"),
    ("02 30 30 2E 33 35 30 4E 0D", ["0.350 kg ok net"], "[C] §1.2 net"),
    ("02 3F 61 0D", ["- motion"], "[C] §1.2 moving and net"),
    ("02 3F 43 0D", ["- over"], "[C] §1.2 over capacity and moving"),
    ("02 3F 4C 0D", ["- under"], "[C] §1.2 under zero, outside the zero range"),
    ("02 3F 48 0D", ["- error"], "[S] DIVA p. 45: outside the range in which zero is captured"),
    ("02 3F E1 0D", ["- motion"], "[S] DIVA p. 45: bit 7 of the status is parity"),
    ("02 3F 40 0D", ["- none"], "[S] pywebdriver toledo.py: no change since the last weight"),
    ("02 3F 50 0D", ["- none"], "[S] DIVA p. 45: centre of zero alone is no weight"),
    ("02 20 20 31 2E 32 35 30 0D", ["1.250 kg ok gross"], "[S] Odoo's expression: blanks before the number"),
    ("02 30 31 2E 32 35 30 6B 67 0D", ["1.250 kg ok gross"], "[S] BenchPro p. 26: unit letters"),
    ("02 30 31 2E 32 35 6C 62 0D", ["1.25 lb ok gross"], "[S] BenchPro p. 26: pounds stay pounds"),
    ("02 30 32 2E 37 36 0D", ["! scale.decimals"], "own: two decimals are the display in pounds"),
    ("02 45 0D 68 65 6C 6C 6F", ["! garbage"], "[S] Odoo probe: the echo of Ehello is no weight"),
    ("02 40 0D", [], "[S] DIVA p. 44: self-test passed"),
    ("02 3F 21 0D", ["! garbage"], "[S] DIVA p. 45: bit 6 is always 1"),
    ("82 30 B1 2E B2 35 30 8D", ["! garbage"], "own: parity bits are masked only where the profile says so"),
    ("02 30 31 2E 32 35 30", ["! garbage"], "own: no CR yet"),
    ("02 30 31 2E 02 30 31 2E 32 35 30 0D", ["! garbage", "1.250 kg ok gross"], "own: a frame begun anew"),
    ("30 31 2E 32 35 30 0D", ["! garbage"], "own: the STX is missing"),
    ("02 2D 30 2E 30 31 30 0D", ["! garbage"], "[S] DIVA p. 45: a negative weight is never sent as digits"),
    ("02 3F 0D 0D 02 30 31 2E 32 35 30 0D", ["! garbage", "1.250 kg ok gross"], "own: a status that looks like CR"),
    (b"\x020.250\r", ["! garbage"], "own: a digit was lost, WW.WWW is six characters"),
    (b"\x02 1.250\r", ["1.250 kg ok gross"], "own: a blank in the place of the zero"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


def test_parity_is_masked_where_the_profile_says_so() -> None:
    assert said(NAME, "82 30 B1 2E B2 35 30 8D", {"seven_bit": "true"}) == ["1.250 kg ok gross"]


def test_unit_and_decimals_of_the_profile() -> None:
    assert said(NAME, "02 30 31 32 35 30 0D", {"unit": "g", "decimals": "0"}) == ["1250 g ok gross"]
    assert said(NAME, "02 30 32 2E 37 36 0D", {"unit": "lb", "decimals": "2"}) == ["2.76 lb ok gross"]


def test_a_poll_makes_the_answer_checked_and_orders_come_first() -> None:
    driver = scale(NAME)
    assert driver.pending(100.0) == b"W"
    assert driver.pending(100.01) is None
    [weight] = driver.feed(b"\x0201.250\r", 100.1)
    assert isinstance(weight, Weight)
    assert weight.checked
    driver.order("zero")
    assert driver.pending(100.2) == b"Z"
    assert driver.feed(b"\x02?\x50\r", 100.4) == []
    assert driver.pending(100.5) == b"W"


def test_a_scale_that_says_a_weight_once_keeps_it_until_something_else_comes() -> None:
    driver = scale(NAME, sends_once="true")
    told = []
    for number, reply in enumerate((b"\x0201.250\r", b"\x02?\x40\r", b"\x02?\x41\r", b"\x02?\x40\r")):
        driver.pending(100.0 + number)
        told += [words(found) for found in driver.feed(reply, 100.1 + number)]
    assert told == ["1.250 kg ok gross", "1.250 kg ok gross", "- motion", "- none"]


def test_bit_five_is_net_only_where_it_means_it() -> None:
    [told] = fed(scale(NAME), b"\x02?\x61\r")
    [clone] = fed(scale(NAME, net_bit="false"), b"\x02?\x61\r")
    assert isinstance(told, Weight)
    assert isinstance(clone, Weight)
    assert (told.mode.value, clone.mode.value) == ("net", "gross")
