"""Visit scripts: what may stand in one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from station.devices.sim.robot.script import filled, read_script

SCRIPT = """
title = "toy"
[[act]]
says = "scans"
do = [ {scan = "{code}"}, {each = "cartons", play = "carton"} ]
[piece]
carton = [ {put = "{kg}"} ]
"""


def test_a_script_is_read(tmp_path: Path) -> None:
    file = tmp_path / "toy.toml"
    file.write_text(SCRIPT, encoding="utf-8")
    script = read_script(file)
    assert script.act[0].do[1] == {"each": "cartons", "play": "carton"}
    assert script.piece["carton"] == ({"put": "{kg}"},)


def test_a_wrong_word_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "toy.toml"
    file.write_text(SCRIPT.replace("says", "tells"), encoding="utf-8")
    with pytest.raises(msgspec.ValidationError):
        read_script(file)


def test_variables_go_into_every_corner() -> None:
    verb = {"scene": {"code": "{code}", "marks": ["{code}", 3]}, "clear": True}
    assert filled(verb, {"code": "A1"}) == {"scene": {"code": "A1", "marks": ["A1", 3]}, "clear": True}
    with pytest.raises(KeyError):
        filled({"scan": "{unknown}"}, {})
