"""MT-SICS and the older KERN and Radwag dialect, byte for byte: devices.md §1.1."""

from __future__ import annotations

import pytest

from station.devices.api import Fault, Reading, Weight
from tests.unit.devices.drivers.table import said, scale, words

NAME = "mt-sics"
ROWS: list[tuple[str | bytes, list[str], str]] = [
    ("53 20 53 20 20 20 20 20 20 31 2E 32 35 30 20 6B 67 0D 0A", ["1.250 kg ok"], "[C] §1.1 stable"),
    ("53 20 44 20 20 20 20 20 20 31 2E 32 34 35 20 6B 67 0D 0A", ["1.245 kg motion"], "[C] §1.1 unstable"),
    ("53 20 49 0D 0A", ["- motion"], "[C] §1.1 not settled"),
    ("53 20 2B 0D 0A", ["- over"], "[C] §1.1 overload"),
    (b"S -\r\n", ["- under"], "[S] §1.1 underload"),
    ("45 53 0D 0A", ["! scale.syntax"], "[C] §1.1 unknown command"),
    (b"ET\r\n", ["! scale.transmission"], "[S] §1.1 ET"),
    (b"EL\r\n", ["! scale.logical"], "[S] §1.1 EL"),
    (b"S L\r\n", ["! scale.parameter"], "[S] §1.1 bad parameter"),
    (b"S S Error 10b\r\n", ["! scale.hardware"], "[M] §1.1 hardware fault in the place of the number"),
    (b"S S     1.23[4] kg\r\n", ["1.234 kg ok"], "[M] §1.1 the last digit is not verified"),
    (b"S S     -0.050 kg\r\n", ["-0.050 kg ok"], "[S] §1.1 the sign touches the first digit"),
    (b"S S      2.756 lb\r\n", ["2.756 lb ok"], "own: pounds stay pounds"),
    (b"S S         12 PCS\r\n", ["- none"], "own: pieces"),
    (b'I4 A "B021370042"\r\n', [], "[S] §1.1 sent by itself at power-on"),
    (b"Z I\r\n", ["! scale.zero_refused"], "[S] §1.1 zero not possible now"),
    (b"ZI +\r\n", ["! scale.order_refused"], "[S] §1.1 outside the zero range"),
    (b"T S      0.350 kg\r\n", [], "[S] §1.1 tared"),
    (b"T A\r\n", [], "[S] §1.1 KERN: tared"),
    (b"S A\r\nS    -    1.250 kg \r\n", ["-1.250 kg ok"], "[S] KERN p. 169: accepted, then the line"),
    (b"S         1.250 kg \r\n", ["1.250 kg ok"], "[S] KERN p. 169: stable"),
    (b"S  ?      1.245 kg \r\n", ["1.245 kg motion"], "[S] KERN p. 169: unstable"),
    (b"S  ^     99.999 kg \r\n", ["- over"], "[S] Radwag p. 48: above the range"),
    (b"S  v -    9.999 kg \r\n", ["- under"], "[S] Radwag p. 48: below the range"),
    (b"SI ? -    0.250 kg \r\n", ["-0.250 kg motion"], "[S] Radwag HTY p. 188: the answer to SI"),
    (b"SI I\r\n", ["- motion"], "[S] Radwag HTY p. 188: not now"),
    (b"S E\r\n", ["- motion"], "[S] Radwag p. 48: no standstill in time"),
    (b"S         8.5   g  \r\n", ["! garbage"], "own: the number out of its columns"),
    (b"S        1.250 kg \r\n", ["1.250 kg ok"], "own: a column less, as firmware has it"),
    (b"S       1.250 kg \r\n", ["! garbage"], "own: two columns lost"),
    (b"S  ^ ---------- kg \r\n", ["- over"], "own: nothing stands for the value"),
    (b"S  v            kg \r\n", ["- under"], "own: nothing stands for the value"),
    (b"T v\r\n", ["! scale.tare_refused"], "[S] Radwag WTC p. 46: outside the tare range"),
    (b"Z ^\r\n", ["! scale.zero_refused"], "[S] Radwag: outside the zero range"),
    (b"S S      1.250 kg", [], "own: no CR yet"),
    (b"S S      1.250 KG\r\n", ["1.250 kg ok"], "own: a unit in capitals is the same unit"),
    (b"S  ^\r\n", ["- over"], "own: the older dialect, nothing at all behind the sign"),
    (b'I0 B 0 "I0"\r\nI0 A 1 "T"\r\n', [], "[S] level 0: the list of commands, nobody's weight"),
    (b'I2 A "PBA430 60.000 kg"\r\n', [], "[S] level 0: type and capacity, not a weight of 60 kg"),
    (b'I3 A "1.20"\r\n', [], "[S] level 0: software version"),
    (b"D A\r\nK A\r\n", [], "[S] level 1: text on the display, keys"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str | bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


def test_the_older_dialect_is_asked_for_its_tare_with_its_own_word() -> None:
    driver, at = scale(NAME), 100.0
    told: list[Reading | Fault] = []
    answers = {
        b"I4": b"ES\r\n",
        b"TA": b"ES\r\n",
        b"OT": b"OT        0.350 kg \r\n",
        b"SI": b"SI        1.250 kg \r\n",
    }
    for _ in range(100):
        at += 0.05
        asked = driver.pending(at)
        told += driver.feed(answers[asked.strip()] if asked else b"", at)
    weights = [found for found in told if isinstance(found, Weight)]
    assert len(weights) == len(told)
    assert words(weights[-1]) == "1.250 kg ok net"
    assert all(weight.checked for weight in weights)
    assert str(weights[-1].tare) == "0.350"


def test_accepted_first_and_the_weight_later_is_one_answer() -> None:
    driver = scale(NAME)
    for at in (99.0, 99.5):
        assert driver.pending(at) == b"I4\r\n"
        driver.feed(b"ES\r\n", at + 0.1)
    assert driver.pending(100.2) == b"SI\r\n"
    assert driver.feed(b"S A\r\n", 100.3) == []
    assert driver.pending(100.4) is None
    [weight] = driver.feed(b"S         1.250 kg \r\n", 100.5)
    assert isinstance(weight, Weight)
    assert weight.checked
