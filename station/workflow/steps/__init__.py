"""The kinds of steps, by the name they have in a checklist."""

from __future__ import annotations

from collections.abc import Mapping

from station.workflow.steps.base import Step
from station.workflow.steps.beside import Beside
from station.workflow.steps.confirm import Confirm
from station.workflow.steps.count import Count
from station.workflow.steps.entry import Entry
from station.workflow.steps.identity import Identity
from station.workflow.steps.sampling import Sampling
from station.workflow.steps.seals import Seals
from station.workflow.steps.sign_off import SignOffStep
from station.workflow.steps.weight import UnitLoop

_UNITS = Beside(UnitLoop())

STEPS: Mapping[str, Step] = {
    "identity": Identity(),
    "seals": Seals(),
    "appearance": _UNITS,
    "weight": _UNITS,
    "count": Beside(Count()),
    "sampling": Beside(Sampling()),
    "entry": Beside(Entry()),
    "sign_off": Beside(SignOffStep()),
    "confirm": Beside(Confirm()),
}
