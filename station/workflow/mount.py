"""A checklist as it holds at a camera's own mount: figures tightened by what was calibrated there, never loosened."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from station.domain.commands import Checklist
from station.domain.mount import Mount
from station.domain.plan import StepPlan
from station.workflow.checklist import FIGURES


def tightened(checklist: Checklist, mount: Mount) -> Checklist:
    """The steps with the stricter of file and mount; the SHA-256 stays the file's.

    A delivery is opened by these steps and keeps them, so that every picture of it is judged by recorded figures.
    """
    found = {"sharpness": mount.sharpness, "darkest": mount.darkest}
    known = {name: value for name, value in found.items() if value is not None}
    return replace(checklist, steps=tuple(_step(step, known) for step in checklist.steps)) if known else checklist


def _step(step: StepPlan, known: dict[str, Decimal]) -> StepPlan:
    if step.kind != "appearance":
        return step
    stricter = {name: _stricter(step, name, value) for name, value in known.items()}
    return replace(step, figures={**step.figures, **stricter})


def _stricter(step: StepPlan, name: str, value: Decimal) -> str:
    weakest, _ = FIGURES[step.kind][name]
    return str(max(value, Decimal(step.figures.get(name, str(weakest)))))
