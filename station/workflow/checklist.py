"""The checklist as data: the closed vocabulary of steps and their figures, and what no file may drop or weaken."""

from __future__ import annotations

from decimal import Decimal

from station.domain.commands import Checklist
from station.domain.facts import Fact

REQUIRED = ("arrival", "identity", "seals", "appearance", "weight", "count", "sampling", "entry", "sign_off")
KINDS = (*REQUIRED, "confirm")
FACES = frozenset({"top", "bottom", "front", "back", "left", "right"})

# Figures a step may carry: name -> (weakest value, +1 where more is stricter, -1 where less is).
FIGURES: dict[str, dict[str, tuple[Decimal, int]]] = {
    "appearance": {
        "sharpness": (Decimal(100), 1),
        "darkest": (Decimal(40), 1),
        "brightest": (Decimal(215), -1),
        "burnt": (Decimal("0.05"), -1),
        "waybill": (Decimal(1), 1),
    },
}
SWITCHES = frozenset({"waybill"})  # figures that are a rule: on, and nothing else
# Figures that a plan has although its file does not name them: what older deliveries were not asked for.
ADDED: dict[str, dict[str, str]] = {"appearance": {"waybill": "1"}}


class StepData(Fact, frozen=True, kw_only=True):
    """One step as the file has it."""

    id: str
    kind: str
    figures: dict[str, str] = {}
    title_zh: str = ""
    title_en: str = ""


class ChecklistData(Fact, frozen=True, kw_only=True):
    """The file."""

    id: str
    step: tuple[StepData, ...]


__all__ = ["ADDED", "FACES", "FIGURES", "KINDS", "REQUIRED", "SWITCHES", "Checklist", "ChecklistData", "StepData"]
