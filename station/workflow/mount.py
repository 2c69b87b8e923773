"""A checklist as it holds at a camera's own mount: figures tightened by what was calibrated there, never loosened."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from station.domain.commands import Checklist
from station.domain.mount import Mount
from station.domain.picture_rules import BELOW
from station.domain.plan import StepPlan
from station.workflow.checklist import FIGURES


def tightened(checklist: Checklist, mount: Mount, low: Mount | None = None) -> Checklist:
    """The steps with the stricter of file and mount; the SHA-256 stays the file's.

    A delivery is opened by these steps and keeps them, so that every picture of it is judged by recorded figures. The
    low camera, where there is one, has its own: what hangs a metre from a pallet is sharp in another way.
    """
    return replace(checklist, steps=tuple(_step(step, mount, low) for step in checklist.steps))


def _step(step: StepPlan, mount: Mount, low: Mount | None) -> StepPlan:
    if step.kind != "appearance":
        return step
    known = {name: _stricter(step, name, value) for name, value in _found(mount).items() if value is not None}
    below = {BELOW + name: _stricter(step, name, value) for name, value in (_found(low) if low else {}).items()}
    return replace(step, figures={**step.figures, **known, **below})


def _found(mount: Mount) -> dict[str, Decimal | None]:
    return {"sharpness": mount.sharpness, "darkest": mount.darkest}


def _stricter(step: StepPlan, name: str, value: Decimal | None) -> str:
    weakest, _ = FIGURES[step.kind][name]
    told = Decimal(step.figures.get(name, str(weakest)))
    return str(told if value is None else max(value, told))
