"""When a picture is evidence: the gate at the camera and the rule of the log have the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from msgspec.structs import replace

from station.domain import commands as c
from station.domain.picture_gate import Gate
from station.domain.refusal import Refusal
from tests.unit.domain.harness import Dock


@dataclass
class Measured:
    sharpness: float = 400.0
    brightness: float = 120.0
    burnt: float = 0.01


EDGES = [
    ({"sharpness": 100.0}, None),
    ({"sharpness": 99.9}, "blurred"),
    ({"brightness": 40.0}, None),
    ({"brightness": 39.9}, "dark"),
    ({"brightness": 215.0}, None),
    ({"brightness": 215.1}, "bright"),
    ({"burnt": 0.05}, None),
    ({"burnt": 0.051}, "burnt"),
]


@pytest.mark.parametrize(("measured", "wrong"), EDGES)
def test_gate_and_rule_agree_at_every_edge(measured: dict[str, float], wrong: str | None) -> None:
    assert Gate().judge(Measured(**measured)) == (f"camera.{wrong}" if wrong else None)
    dock = Dock().to("scanned")
    picture = dock.picture(**{name: Decimal(str(value)) for name, value in measured.items()})
    code = ""
    try:
        dock.give(dock.face(picture=picture))
    except Refusal as refusal:
        code = refusal.code
    assert code == (f"picture.{wrong}" if wrong else "")


def test_a_black_picture_wants_light_not_focus() -> None:
    assert Gate().judge(Measured(sharpness=0.0, brightness=3.0)) == "camera.dark"


def test_a_site_may_want_sharper_pictures() -> None:
    dock = Dock()
    steps = tuple(
        replace(step, figures={**step.figures, "sharpness": "300"}) if step.kind == "appearance" else step
        for step in dock.checklist.steps
    )
    dock.checklist = replace(dock.checklist, steps=steps)
    dock.to("scanned")
    assert dock.refusal(dock.face(picture=dock.picture(sharpness=Decimal(299)))) == "picture.blurred"
    dock.give(dock.face(picture=dock.picture(sharpness=Decimal(300))))


@pytest.mark.parametrize("stage", ["damage", "reclose"])
def test_every_picture_that_is_evidence_of_a_unit_is_judged(stage: str) -> None:
    dock = Dock().to("counted" if stage == "reclose" else "scanned")
    blurred = dock.picture(sharpness=Decimal(5))
    if stage == "damage":
        assert dock.refusal(c.MarkDamage(delivery="D1", unit="1", damage="wet", close_up=blurred)) == "picture.blurred"
    else:
        (drawn,) = dock.drawn
        dock.give(dock.sample(drawn), "chen")
        assert dock.refusal(replace(dock.reclose(drawn), picture=blurred), "chen") == "picture.blurred"
