"""Toledo continuous, byte for byte: devices.md §1.3, IND445 p. 50, Fairbanks FB3000 p. 55, Cardinal 225 p. 118."""

from __future__ import annotations

import pytest

from station.devices.api import Weight
from station.devices.drivers.toledo_frames import checksum
from tests.unit.devices.drivers.table import fed, said, scale

NAME = "toledo-continuous"
STABLE = "02 2D 30 20 20 31 32 33 34 35 30 30 30 30 30 30 0D 35"
NET = "02 2D 31 20 30 31 31 34 34 35 30 30 30 39 30 30 0D 1B"


def frame(
    swa: int = 0x2D, swb: int = 0x30, swc: int = 0x20, digits: bytes = b" 12345000000", sum_: bool = True
) -> bytes:
    body = bytes([2, swa, swb, swc]) + digits + b"\r"
    return body + bytes([checksum(body)]) if sum_ else body


ROWS: list[tuple[str | bytes, list[str], str]] = [
    (STABLE, ["12.345 kg ok gross"], "[C] §1.3 stable gross"),
    ("02 2D 38 20 20 31 32 33 34 30 30 30 30 30 30 30 0D 32", ["12.340 kg motion gross"], "[C] §1.3 moving"),
    (NET, ["11.445 kg ok net"], "[C] §1.3 net"),
    ("02 2D 32 20 30 30 30 30 35 30 30 30 30 30 30 30 0D 2D", ["-0.050 kg ok gross"], "[C] §1.3 negative"),
    ("02 2D 34 20 20 20 20 20 20 20 30 30 30 30 30 30 0D 10", ["- over"], "[C] §1.3 out of range"),
    (STABLE[:-2] + "36", ["! scale.checksum"], "[C] §1.3 corrupt: last byte changed"),
    (STABLE[:-2] + "02", ["! scale.checksum"], "own: the changed byte looks like the next STX"),
    (STABLE[:-3], ["12.345 kg ok gross"], "[S] IND445 p. 50: 17 bytes without checksum"),
    (STABLE[:-3] + STABLE[:-3], ["12.345 kg ok gross"] * 2, "[S] 17 bytes, one after the other"),
    (STABLE + STABLE[:-3], ["12.345 kg ok gross", "! garbage"], "own: once seen, a checksum may not be missing"),
    (frame(digits=b" 12345"), ["12.345 kg ok gross"], "[S] Cardinal 225 p. 118: the short variant"),
    (frame(digits=b" 12345", sum_=False), ["12.345 kg ok gross"], "[S] short, without checksum"),
    (frame(swb=0x36), ["- under"], "own: out of range and negative"),
    (frame(swb=0x20), ["12.345 lb ok gross"], "[S] SWB b4 = 0: pounds"),
    (frame(swb=0x10), ["12.345 kg ok gross"], "[S] Fairbanks: SWB b5 = 0"),
    (frame(swa=0x55), ["12.345 kg ok gross"], "[S] Liden: SWA b3 = 0, b4 = 1, b5 = 0, b6 = 1"),
    (frame(swb=0x70), ["- error"], "[S] SWB b6: not zeroed since power-up"),
    (frame(swc=0x30), ["- error"], "[S] SWC b4: ten times the resolution"),
    (frame(swc=0x28), ["12.345 kg ok gross"], "[S] SWC b3: the print key"),
    (frame(swc=0x60), ["12.345 kg ok gross"], "[S] Fairbanks p. 55: SWC b6 keyboard tare"),
    (frame(swa=0x2A, swc=0x21), ["12345 g ok gross"], "[S] SWC 1: grams; SWA 2: times one"),
    (frame(swc=0x22), ["12.345 t ok gross"], "own: tonnes are not kilograms"),
    (frame(swa=0x28), ["1234500 kg ok gross"], "[S] SWA 0: times 100"),
    (frame(swa=0x29), ["123450 kg ok gross"], "[S] SWA 1: times 10"),
    (frame(swa=0x2F), ["0.12345 kg ok gross"], "[S] SWA 7: 1e-5"),
    (frame(digits=b"1 2345000000"), ["! garbage"], "own: a blank within the digits"),
    (frame(digits=b"      000000"), ["! garbage"], "own: no digit at all"),
    (frame()[1:], ["! garbage"], "own: no STX"),
    (frame()[:12], ["! garbage"], "own: cut off in the tare"),
    (b"\x02\x02" + frame()[1:], ["! garbage", "12.345 kg ok gross"], "own: an STX too many"),
]


@pytest.mark.parametrize(("row", "wanted", "source"), ROWS, ids=[row[2] for row in ROWS])
def test_rows(row: str | bytes, wanted: list[str], source: str) -> None:
    assert said(NAME, row) == wanted


@pytest.mark.parametrize("last", [byte for byte in range(256) if byte != 0x35])
def test_every_other_check_byte_is_refused(last: int) -> None:
    assert said(NAME, bytes.fromhex(STABLE)[:-1] + bytes([last])) == ["! scale.checksum"]


def test_a_stream_without_checksums_survives_what_looks_like_one() -> None:
    """The STX of the next frame is what the checksum of this one would be; a damaged STX is, too."""
    body = next(
        frame(digits=b"%6d000000" % n, sum_=False)
        for n in range(999)
        if checksum(frame(digits=b"%6d000000" % n, sum_=False)) == 2
    )
    assert len(said(NAME, body * 4)) == 4
    assert all("kg ok" in one for one in said(NAME, body * 4))
    plain = frame(sum_=False)
    damaged = plain + bytes([checksum(plain)]) + plain[1:]
    told = said(NAME, damaged + plain * 6)
    assert told.count("12.345 kg ok gross") == 1 + 3
    assert told[-1] == "12.345 kg ok gross"


def test_a_stream_with_checksums_and_one_that_looks_like_stx() -> None:
    digits = next(d for n in range(999) if checksum(frame(digits=(d := b"%6d000000" % n), sum_=False)) == 2)
    [*told] = said(NAME, frame(digits=digits) * 3)
    assert len(told) == 3
    assert all("kg ok" in one for one in told)


def test_the_checksum_as_the_settings_want_it() -> None:
    assert said(NAME, STABLE[:-3], {"checksum": "yes"}) == ["! garbage"]
    assert said(NAME, STABLE[:-3] * 2, {"checksum": "no"}) == ["12.345 kg ok gross"] * 2
    assert scale(NAME, checksum="no").trust.checked is False  # type: ignore[attr-defined]


def test_tare_and_checked() -> None:
    [net] = fed(scale(NAME), bytes.fromhex(NET))
    [plain] = fed(scale(NAME), bytes.fromhex(NET)[:-1])
    assert isinstance(net, Weight)
    assert isinstance(plain, Weight)
    assert (str(net.tare), net.checked, plain.checked) == ("0.900", True, False)


def test_orders() -> None:
    driver = scale(NAME, crlf="true")
    assert driver.pending(0.0) is None
    driver.order("zero")
    assert driver.pending(1.0) == b"Z\r\n"
