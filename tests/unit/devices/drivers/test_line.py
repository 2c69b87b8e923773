"""Scales described by a profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.devices.api import Weight
from station.devices.drivers.line_profile import ready
from station.errors import ConfigError
from tests.unit.devices.drivers.table import said, scale

NAME = "line"
FULL = {
    "pattern": r"(?P<status>[A-Z ]{2}),(?P<mode>GR|NE),(?P<sign>[+-])?\s*(?P<value>[\d.]+)(?P<unit>kg|lb)",
    "stable": "ST,  ",
    "moving": "US",
    "over": "OL",
    "under": "UL",
    "error": "ER",
    "nothing": "QT",
    "gross": "GR",
    "net": "NE",
}
ROWS = [
    (b"ST,GR,+  1.250kg\r\n", ["1.250 kg ok gross"]),
    (b"  ,NE,-  0.250kg\r\n", ["-0.250 kg ok net"]),
    (b"US,GR,   1.245kg\r\n", ["1.245 kg motion gross"]),
    (b"OL,GR,   9.999kg\r\n", ["- over"]),
    (b"UL,GR,   0.000kg\r\n", ["- under"]),
    (b"ER,GR,   0.000kg\r\n", ["- error"]),
    (b"QT,GR,   0.000kg\r\n", ["- none"]),
    (b"XX,GR,   1.250kg\r\n", ["! garbage"]),
    (b"ST,GR,   1.250lb\r\n", ["1.250 lb ok gross"]),
    (b"ST,GR,   1.2.0kg\r\n", ["! garbage"]),
    (b"ST,GR,   1.250kg;\r\n", ["! garbage"]),
    (b"ST,GR,   1.250kg", ["! garbage"]),
]


@pytest.mark.parametrize(("row", "wanted"), ROWS)
def test_rows_of_a_full_profile(row: bytes, wanted: list[str]) -> None:
    assert said(NAME, row, FULL) == wanted


def test_what_a_profile_leaves_out_is_fixed_or_unknown() -> None:
    bare = {"pattern": r"\s*(?P<value>\d+\.\d+)", "unit": "g"}
    assert said(NAME, b"  12.5\r\n", bare) == ["12.5 g ok ?"]
    trust = scale(NAME, **bare).trust  # type: ignore[attr-defined]
    assert (trust.flag, trust.checked) == (False, False)
    assert scale(NAME, **FULL).trust.flag  # type: ignore[attr-defined]


def test_blocks_between_stx_and_etx() -> None:
    block = {"framing": "stx-etx", "pattern": r"(?P<value>\d+\.\d+)(?P<unit>kg)"}
    assert said(NAME, b"\x021.250kg\x03", block) == ["1.250 kg ok ?"]
    assert said(NAME, b"\x021.2\x021.250kg\x03", block) == ["! garbage", "1.250 kg ok ?"]


def test_request_and_orders_of_a_profile() -> None:
    driver = scale(NAME, request="P\r\n", zero="Z\r\n")
    assert driver.pending(0.0) == b"P\r\n"
    driver.order("zero")
    driver.feed(b"1.250 kg\r\n", 0.05)
    assert driver.pending(0.2) == b"Z\r\n"


@pytest.mark.parametrize("options", [{"pattern": "("}, {"pattern": "kg"}, {"profile": "no-such"}, {"colour": "red"}])
def test_a_profile_that_cannot_be_is_a_settings_error(options: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        scale(NAME, **options)


def test_a_profile_of_ones_own_and_what_is_set_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("pattern = '(?P<value>[0-9.]+)'\nunit = 'g'\n", encoding="utf-8")
    assert said(NAME, b"12.5\r\n", {"profile": str(file)}) == ["12.5 g ok ?"]
    assert said(NAME, b"12.5\r\n", {"profile": str(file), "unit": "kg"}) == ["12.5 kg ok ?"]


@pytest.mark.parametrize(
    ("profile", "row", "wanted"),
    [
        ("adam", b"  1.250kg\r\n", ["1.250 kg ok ?"]),
        ("adam", b"  2.756lb\r\n", ["! garbage"]),
        ("kern-printer", b"ST,NT,+  1.250kg\r\n", ["1.250 kg ok net"]),
        ("kern-printer", b"US,GS,+  1.245kg\r\n", ["1.245 kg motion gross"]),
        ("plain-kg", b"+  1.250\r\n", ["1.250 kg ok ?"]),
        ("plain-kg", b"   1.250 lb\r\n", ["! garbage"]),
    ],
)
def test_ready_profiles(profile: str, row: bytes, wanted: list[str]) -> None:
    assert said(NAME, row, {"profile": profile}) == wanted


def test_every_ready_profile_is_tested_here() -> None:
    assert ready() == ["adam", "kern-printer", "plain-kg"]


def test_a_scale_with_a_memory_tells_the_number_of_its_own_record() -> None:
    pattern = r"(?P<value>[\d.]+) (?P<unit>kg) #(?P<alibi>\d+)?"
    found = scale(NAME, pattern=pattern).feed(b"1.250 kg #00017\r\n1.250 kg #\r\n", 0.0)
    assert [reading.alibi for reading in found if isinstance(reading, Weight)] == ["00017", ""]
