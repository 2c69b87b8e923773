"""A calibrated mount tightens the checklist's figures and never loosens them."""

from __future__ import annotations

from decimal import Decimal

from station.assets import resource
from station.domain.mount import Mount
from station.workflow.loader import load_checklist
from station.workflow.mount import tightened

STANDARD = load_checklist(resource("checklists", "standard.toml"))


def figures(mount: Mount, low: Mount | None = None) -> dict[str, str]:
    return next(step.figures for step in tightened(STANDARD, mount, low).steps if step.kind == "appearance")


def test_an_uncalibrated_mount_changes_nothing() -> None:
    assert tightened(STANDARD, Mount()) == STANDARD


def test_the_stricter_figure_counts_and_the_file_keeps_its_hash() -> None:
    told = figures(Mount(sharpness=Decimal(640), darkest=Decimal(20)))
    assert (told["sharpness"], told["darkest"], told["burnt"]) == ("640", "40", "0.05")
    assert figures(Mount(sharpness=Decimal(30)))["sharpness"] == "100"
    assert tightened(STANDARD, Mount(sharpness=Decimal(640))).sha256 == STANDARD.sha256


def test_the_low_camera_has_figures_of_its_own_and_no_looser_ones_than_the_file() -> None:
    told = figures(Mount(sharpness=Decimal(640)), Mount(sharpness=Decimal(180), darkest=Decimal(20)))
    assert (told["sharpness"], told["low_sharpness"], told["low_darkest"]) == ("640", "180", "40")
    assert figures(Mount(sharpness=Decimal(640)), Mount())["low_sharpness"] == "100"
    assert not [name for name in figures(Mount(sharpness=Decimal(640))) if name.startswith("low_")]
