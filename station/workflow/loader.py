"""Reads a checklist file and refuses one that drops a rule of receiving or weakens a figure."""

from __future__ import annotations

import hashlib
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from station.domain.commands import Checklist
from station.domain.plan import StepPlan
from station.errors import ConfigError
from station.workflow.checklist import ADDED, FACES, FIGURES, KINDS, REQUIRED, SWITCHES, ChecklistData, StepData


def load_checklist(file: Path) -> Checklist:
    """The resolved checklist with the SHA-256 of the file's bytes. Raises ConfigError (file, key, allowed)."""
    try:
        stored = file.read_bytes()
        data = msgspec.toml.decode(stored, type=ChecklistData)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ConfigError("checklist.unreadable", file=file.name, reason=str(error)) from error
    _check(file.name, data)
    steps = tuple(_plan(step) for step in data.step)
    return Checklist(id=data.id, sha256=hashlib.sha256(stored).hexdigest(), steps=steps)


def _plan(step: StepData) -> StepPlan:
    figures = {**ADDED.get(step.kind, {}), **step.figures}
    return StepPlan(id=step.id, kind=step.kind, figures=figures, title_zh=step.title_zh, title_en=step.title_en)


def _check(file: str, data: ChecklistData) -> None:
    ids = [step.id for step in data.step]
    for step in data.step:
        if ids.count(step.id) > 1:
            raise ConfigError("checklist.twice", file=file, key=step.id)
        if step.kind not in KINDS:
            raise ConfigError("checklist.kind", file=file, key=step.id, allowed=", ".join(KINDS))
        if step.kind == "confirm" and not (step.title_zh and step.title_en):
            raise ConfigError("checklist.title", file=file, key=step.id)
        _check_figures(file, step)
    kinds = tuple(step.kind for step in data.step if step.kind != "confirm")
    if kinds != REQUIRED:
        raise ConfigError("checklist.required", file=file, key="step", allowed=" → ".join(REQUIRED))


def _check_figures(file: str, step: StepData) -> None:
    known = FIGURES.get(step.kind, {})
    for name, text in step.figures.items():
        place = f"{step.id}.figures.{name}"
        if step.kind == "appearance" and name == "faces":
            _check_faces(file, place, text)
        elif name in SWITCHES and text != "1":
            raise ConfigError("checklist.number", file=file, key=place, allowed="1")
        elif name not in known:
            raise ConfigError("checklist.figure", file=file, key=place, allowed=", ".join(known))
        else:
            _check_strength(file, place, text, *known[name])


def _check_faces(file: str, place: str, text: str) -> None:
    named = text.split()
    if set(named) != FACES or len(named) != len(FACES):
        raise ConfigError("checklist.faces", file=file, key=place, allowed=" ".join(sorted(FACES)))


def _check_strength(file: str, place: str, text: str, weakest: Decimal, direction: int) -> None:
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ConfigError("checklist.number", file=file, key=place, allowed=str(weakest)) from error
    if (value - weakest) * direction < 0:
        raise ConfigError("checklist.weaker", file=file, key=place, allowed=str(weakest))
