"""A read counts by a rule, by the expected list, or by a second witness; what contradicts itself is refused."""

from __future__ import annotations

import pytest

from station.devices.camera.codes.formats import proves_itself
from station.devices.camera.codes.gate import LiveGate, accepted
from station.devices.camera.codes.read import CodeRead, Corners

HERE: Corners = ((10, 10), (110, 10), (110, 40), (10, 40))
THERE: Corners = ((210, 10), (310, 10), (310, 40), (210, 40))


def read(
    text: str, symbology: str = "Code 128", engine: str = "zxing", aim: str = "C0", at: Corners = HERE
) -> CodeRead:
    return CodeRead(symbology, text, at, aim, engine)


@pytest.mark.parametrize(
    ("symbology", "aim", "text"),
    [
        ("Code 128", "C1", "0106901234567892172612311" + "0LOT7"),
        ("Code 128", "C1", "00106141412345678908"),
        ("Code 128", "C0", "00106141412345678908"),
        ("Code 128", "C0", "RB123456785CN"),
        ("Code 128", "C0", "1Z5R89390357567127"),
        ("Code 128", "C0", "SF1026804100037"),
        ("Code 128", "C0", "JDVA00123456789"),
        ("Code 128", "C0", "STN:NEXT"),
        ("Code 39", "A0", "1M8GDM9AXKP042788"),
    ],
)
def test_texts_that_prove_themselves(symbology: str, aim: str, text: str) -> None:
    assert proves_itself(symbology, text, aim)
    wrong = text[:-1] + ("1" if text[-1] != "1" else "2")
    if text[:2] not in ("SF", "JD", "ST") and "LOT" not in text:
        assert not proves_itself(symbology, wrong, aim)


@pytest.mark.parametrize(
    ("symbology", "aim", "text"),
    [
        ("EAN-13", "E0", "6901234567892"),  # modulo 10 lets every tenth misread through
        ("Code 128", "C0", "WB7TYY5ZE3LRT8L"),
        ("Code 128", "C1", "0106901234567893"),
        ("Code 128", "C1", "10LOT7"),
        ("ITF", "I0", "2167361334"),
        ("Code 39", "A0", "WMEEJ3BA4DK652563"),
        ("Code 128", "C0", "RB123456786CN"),
    ],
)
def test_texts_that_prove_nothing(symbology: str, aim: str, text: str) -> None:
    assert not proves_itself(symbology, text, aim)
    assert accepted([read(text, symbology, aim=aim)]) == []


def test_two_witnesses_or_the_expected_list() -> None:
    alone, again = read("WB7TYY5ZE3LRT8L"), read("WB7TYY5ZE3LRT8L", engine="match")
    assert accepted([alone, alone]) == []
    assert accepted([alone, again]) == [alone]
    assert accepted([alone], {"WB7TYY5ZE3LRT8L"}) == [alone]


def test_zxing_at_two_sizes_is_one_witness_for_a_retail_code() -> None:
    sizes = [read("9074932437075", "EAN-13", engine, "E0") for engine in ("zxing", "zxing 2.0")]
    assert accepted(sizes) == []
    assert accepted([*sizes, read("9074932437075", "EAN-13", "zbar", "E0")]) == sizes[:1]


def test_of_two_numbers_at_one_place_the_better_witnessed_one_counts() -> None:
    right = [read("0023942431015", "EAN-13", engine, "E0") for engine in ("zxing", "zbar", "strip")]
    wrong = [read("9074932437075", "EAN-13", engine, "E0") for engine in ("match", "match half")]
    assert accepted([*wrong, *right]) == right[:1]
    assert accepted([*wrong, *right[:2]]) == []
    elsewhere = [read(one.text, "EAN-13", one.engine, "E0", THERE) for one in wrong]
    assert accepted([*elsewhere, *right]) == [elsewhere[0], right[0]]


def test_a_matrix_code_corrects_itself() -> None:
    chinese = read("收货 7 箱, 易碎", "QR Code", aim="Q1")
    assert accepted([chinese]) == [chinese]


def test_a_part_of_an_itf_number_is_none() -> None:
    """Slanted lines across it agree on shorter numbers; strips that lie along it give the whole."""
    part = [read("789012", "ITF", engine, "I0") for engine in ("zxing", "zxing 2.0", "zxing clearer")]
    whole = [read("2167361334", "ITF", engine, "I0") for engine in ("strip upper", "strip lower")]
    assert accepted([*part, *whole]) == whole[:1]
    gate = LiveGate()
    assert not any(gate.passed(part, at) for at in (1.0, 1.1, 1.2))
    case = read("16901234567899", "ITF", aim="I1")
    assert gate.passed([case], 1.3) == [case]


def test_very_short_linear_codes_are_print() -> None:
    assert accepted([read("97", engine=engine) for engine in ("zxing", "zbar", "strip")]) == []


def test_two_frames_agree_and_what_stays_in_view_is_told_once() -> None:
    gate, seen = LiveGate(), [read("WB7TYY5ZE3LRT8L")]
    assert gate.passed(seen, 10.0) == []
    assert gate.passed(seen, 10.1) == seen
    assert not any(gate.passed(seen, 10.1 + 0.1 * turn) for turn in range(1, 60))
    assert gate.passed([], 18.0) == []
    assert gate.passed(seen, 18.1) == []  # long gone: it needs its two frames again
    assert gate.passed(seen, 18.2) == seen


def test_a_misread_between_two_good_frames_is_not_told() -> None:
    gate, good = LiveGate(), [read("WB7TYY5ZE3LRT8L")]
    told = [gate.passed(reads, at) for reads, at in ((good, 1.0), ([read("WB7TYY5ZE3LRT8Z")], 1.1), (good, 1.2))]
    assert told == [[], [], good]


def test_a_code_that_proves_itself_is_told_at_once() -> None:
    waybill = [read("SF1026804100037")]
    assert LiveGate().passed(waybill, 1.0) == waybill
