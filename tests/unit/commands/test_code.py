"""`station code`: one line of JSON for any text, also for one that a shell can hardly give."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from station.__main__ import main

GTIN = "06901234567892"
LOT = f"01{GTIN}1726123110LOT7<GS>3724"


def told(*arguments: str, exit_code: int = 0) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["code", *arguments])
    assert result.exit_code == exit_code, result.output
    [only] = result.output.splitlines()
    answer = json.loads(only)
    assert isinstance(answer, dict)
    return answer


@pytest.mark.parametrize(
    "arguments", [(LOT, "--symbology", "C1"), (LOT, "--symbology", "]C1"), (f"]C1{LOT}",), (LOT.replace("<GS>", "␝"),)]
)
def test_gs1(arguments: tuple[str, ...]) -> None:
    answer = told(*arguments)
    assert (answer["kind"], answer["check_digit"], answer["reason"]) == ("elements", "ok", None)
    assert answer["parts"] == {"01": GTIN, "17": "2026-12-31", "10": "LOT7", "37": "24"}
    assert answer["elements"]["17"] == "261231"


def test_a_refusal_has_its_reason_and_ends_with_one() -> None:
    answer = told(LOT.replace("<GS>", ""), "--symbology", "C1", exit_code=1)
    assert (answer["kind"], answer["reason"]) == ("refused", "codes.separator_lost")
    assert answer["says"].isascii()
    assert not told("STN:X", "--language", "zh_CN", exit_code=1)["says"].isascii()


def test_a_waybill_and_a_bin() -> None:
    assert told("123456789012")["candidates"][0] == "sf"
    assert told("LOC:A-03-02") == {
        "kind": "bin", "text": "A-03-02", "symbology": "", "parts": {}, "elements": {}, "check_digit": "none",
        "candidates": [], "reason": None, "says": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a\nb", "A\u2028B", "\u202e=cmd|' /C calc'!A0", "粤B12345", "\udcff", "'; DROP TABLE x"]
)
def test_any_text_is_one_line(text: str) -> None:
    assert told("--", text)["text"] == text
