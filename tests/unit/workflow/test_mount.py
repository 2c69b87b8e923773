"""A calibrated mount tightens the checklist's figures and never loosens them."""

from __future__ import annotations

from decimal import Decimal

from station.assets import resource
from station.domain.mount import Mount
from station.workflow.loader import load_checklist
from station.workflow.mount import tightened

STANDARD = load_checklist(resource("checklists", "standard.toml"))


def figures(mount: Mount) -> dict[str, str]:
    return next(step.figures for step in tightened(STANDARD, mount).steps if step.kind == "appearance")


def test_an_uncalibrated_mount_changes_nothing() -> None:
    assert tightened(STANDARD, Mount()) == STANDARD


def test_the_stricter_figure_counts_and_the_file_keeps_its_hash() -> None:
    told = figures(Mount(sharpness=Decimal(640), darkest=Decimal(20)))
    assert (told["sharpness"], told["darkest"], told["burnt"]) == ("640", "40", "0.05")
    assert figures(Mount(sharpness=Decimal(30)))["sharpness"] == "100"
    assert tightened(STANDARD, Mount(sharpness=Decimal(640))).sha256 == STANDARD.sha256
