"""Yaohua XK3190, byte for byte: devices.md §1.8, A26 manual pp. 10-11, A23p p. 24, A12(E) p. 13."""

from __future__ import annotations

import pytest

from station.devices.api import Weight
from tests.unit.devices.drivers.table import fed, said, scale

NAME = "xk3190"
ROWS: list[tuple[str | bytes, list[str], str]] = [
    ("02 2B 30 30 31 32 33 35 33 31 44 03", ["1.235 kg ok ?"], "[C] §1.8 +1.235"),
    ("02 2D 30 30 30 30 35 30 32 31 41 03", ["-0.50 kg ok ?"], "[C] §1.8 -0.50"),
    ("02 2B 30 30 32 30 30 30 32 31 42 03", ["20.00 kg ok ?"], "[S] §1.8 +20.00"),
    ("02 2B 30 30 31 32 33 35 33 31 43 03", ["! scale.checksum"], "[C] §1.8 wrong XOR"),
    ("57 47 30 30 34 2E 31 33 39 6B 67 33 44 0D 0A", ["4.139 kg ok gross ?"], "[S] §1.8 A12(E) 4.139 kg"),
    ("57 47 30 30 31 2E 32 35 30 6B 67 33 34 0D 0A", ["1.250 kg ok gross ?"], "[C] §1.8 A12(E) 1.250 kg"),
    ("57 4E 2D 30 30 2E 33 35 30 6B 67 32 30 0D 0A", ["-0.350 kg ok net ?"], "[C] §1.8 A12(E) net -0.350 kg"),
    ("20 20 20 20 20 20 20 20 20 4F 4C 32 33 0D 0A", ["- over"], "[S] §1.8 A12(E) overload"),
    ("02 41 42 2B 30 30 31 32 33 35 33 31 45 03", ["1.235 kg ok gross ?"], "[C] §1.8 command mode, gross"),
    (
        "02 2B 30 30 31 31 39 38 33 31 39 03 02 2B 30 30 31 32 33 35 33 31 44 03",
        ["1.198 kg ok ?", "1.235 kg ok ?"],
        "[C] §1.8 unstable: different frames",
    ),
    (b"ww001.250kg\r\n", ["1.250 kg ok gross ?"], "[S] A12+E: ww gross"),
    (b"wn001.250kg\n", ["1.250 kg ok net ?"], "[S] A12+E: wn net, LF alone"),
    (b"wt000.350kg\r\n", ["- none"], "[S] A12+E: wt tare"),
    (b"WW001.250KG\r\n", ["1.250 kg ok gross ?"], "[S] both cases"),
    (b"ww001.250kg25\r\n", ["! scale.checksum"], "own: a longer line has to carry its XOR"),
    (b"WG001.250kg35\r\n", ["! scale.checksum"], "own: wrong XOR"),
    (b"         LO\r\n", ["- under"], "[S] A12(E): LO below -20 d"),
    (b"         OL24\r\n", ["! scale.checksum"], "own: even the overload has its XOR"),
    (b"ww001.25kg\r\n", ["! garbage"], "own: a digit short"),
    (b"ww001.250lb\r\n", ["1.250 lb ok gross ?"], "own: pounds stay pounds"),
    (b"ww001.250kg", ["! garbage"], "own: no CR yet"),
    ("02 42 42 2B 30 30 31 32 33 35 33 31 44 03", ["- none"], "own: another indicator's answer"),
    ("02 41 43 2B 30 30 31 32 33 35 33 31 46 03", ["- none"], "[S] A23p p. 24: C is the tare"),
    ("02 41 44 2B 30 30 31 32 33 35 33 31 38 03", ["1.235 kg ok net ?"], "[S] A23p p. 24: D is net"),
    ("02 41 41 30 30 03", [], "own: the answer to a handshake that nobody asked"),
    ("02 2B 30 30 31 32 33 35 35 31 42 03", ["! garbage"], "[S] A26 p. 10: dp is 0 to 4"),
    ("02 2B 30 30 31 32 33 35 33 31 44", ["! garbage"], "own: no ETX yet"),
    ("2B 30 30 31 32 33 35 33 31 44 03", ["! garbage"], "own: no STX"),
    (b"=000.3000", ["! scale.format"], "own: nobody has said which end is the front"),
]
PLAIN = [
    (b"=0003.000=0003.000", ["3.000 kg ok ?"] * 2, "[S] A26 p. 11: 3.000"),
    (b"=-0001.00=", ["-1.00 kg ok ?", "! garbage"], "[S] A26 p. 11: -1.00; the next frame has not come"),
    (b"=0003.000kg\r\n", ["3.000 kg ok ?"], "[S] A23p p. 24: with a unit"),
    (b"=0003.000lb\r\n", ["3.000 lb ok ?"], "own: a unit that is shown counts"),
    (b"=0003.000;0001.00;\r\n", ["3.000 kg ok ?"], "[S] A26 p. 11: price fields"),
    (b"=0003.00=0003.000", ["! garbage", "3.000 kg ok ?"], "own: a digit short"),
    (b"=0  3.000", ["3.000 kg ok ?"], "own: blanks for leading zeros"),
    (b"=0003.000;lb=", ["3.000 lb ok ?", "! garbage"], "[S] A26 p. 11: format 4, the unit behind ; counts"),
    (b"=0003.000;kg\r\n", ["3.000 kg ok ?"], "[S] A26 p. 11: format 4"),
]
REVERSED = [
    (b"=000.3000=000.3000", ["3.000 kg ok ?"] * 2, "[S] A26 p. 11: 3.000"),
    (b"=00.1000-", ["-1.00 kg ok ?"], "[S] A26 p. 11: -1.00, ended by silence"),
    (b"=00.100-0", ["! garbage"], "own: the sign in a wrong place"),
    (b"=54.32100", ["123.45 kg ok ?"], "own: every digit from the end"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str | bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


@pytest.mark.parametrize(("row", "wanted", "source"), PLAIN, ids=[row[2] for row in PLAIN])
def test_plain_rows(row: bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row, {"format": "plain"}) == wanted


@pytest.mark.parametrize(("row", "wanted", "source"), REVERSED, ids=[row[2] for row in REVERSED])
def test_reversed_rows(row: bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row, {"format": "reversed"}) == wanted


def test_the_question_of_command_mode() -> None:
    """[S] §1.8: 02 41 42 30 33 03 reads the gross weight of indicator A."""
    driver = scale(NAME, format="command")
    assert driver.pending(0.0) == bytes.fromhex("02 41 42 30 33 03")
    [weight] = driver.feed(bytes.fromhex("02 41 42 2B 30 30 31 32 33 35 33 31 45 03"), 0.1)
    assert isinstance(weight, Weight)
    assert weight.checked
    assert driver.trust.checked  # type: ignore[attr-defined]


def test_ascii_may_be_asked() -> None:
    driver = scale(NAME, format="ascii", poll="true")
    assert driver.pending(0.0) == b"R"
    driver.order("zero")
    assert scale(NAME, format="ascii").pending(0.0) is None


def test_unit_of_the_profile_and_no_flag() -> None:
    driver = scale(NAME, unit="g")
    [weight] = fed(driver, bytes.fromhex(str(ROWS[0][0])))
    assert isinstance(weight, Weight)
    assert (weight.unit, weight.stable) == ("g", None)
    assert (driver.trust.flag, driver.trust.checked) == (False, False)  # type: ignore[attr-defined]
