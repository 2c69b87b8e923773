"""A resolved step of the checklist, as it is kept with the delivery that was opened by it."""

from __future__ import annotations

from station.domain.facts import Fact


class StepPlan(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One step: its id, its kind (the closed vocabulary of workflow/steps) and its figures as text."""

    id: str
    kind: str
    figures: dict[str, str] = {}
    title_zh: str = ""
    title_en: str = ""
