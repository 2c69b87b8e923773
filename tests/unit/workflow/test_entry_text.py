"""An entry's values as lines: nothing is left out, raw frames are readable."""

from __future__ import annotations

from typing import Any

import pytest

from station.workflow.entry_text import readable, told


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ({}, []),
        ({"a": 1, "b": ""}, [("a", "1"), ("b", "—")]),
        ({"weight": {"gross": "12.400", "flagged": False}}, [("weight.gross", "12.400"), ("weight.flagged", "false")]),
        ({"drawn": ["1", "20"], "none": []}, [("drawn", "1, 20"), ("none", "—")]),
        ({"units": [{"id": "1"}, {"id": "2"}]}, [("units.1.id", "1"), ("units.2.id", "2")]),
        ({"frames": ["5320"]}, [("frames.1", "S    53 20")]),
    ],
)
def test_told(data: dict[str, Any], lines: list[tuple[str, str]]) -> None:
    assert list(told(data)) == lines


@pytest.mark.parametrize(
    ("frame", "shown"), [("53200d", "S ·   53 20 0D"), ("ff", "·   FF"), ("no hex", "no hex"), ("", "   ")]
)
def test_a_frame_is_text_and_hex(frame: str, shown: str) -> None:
    assert readable(frame) == shown
