"""Makes what a station has before its first truck, with the commands that a site would use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from station.devices.sim.rehearsal.program import Program
from station.devices.sim.rehearsal.sample import Sample, customer_file, notice_text
from station.devices.sim.robot.sign_in import Person

Tell = Callable[[str], None]


def prepare(program: Program, sample: Sample, notices: Path, tell: Tell) -> None:
    """People, customers with their agreements, and the notices of all trucks. Raises Failed."""
    tell("Preparing people, customers and advance shipping notices")
    administrator = sample.people[sample.administrator]
    program.run("person", "first", *_account(sample.administrator, administrator))
    for name, person in sample.people.items():
        if name != sample.administrator:
            roles = (part for role in person.roles for part in ("--role", role))
            program.run("person", "add", *_account(name, person), *roles, *_as(administrator))
    for file in sample.customers:
        program.run("customer", "add", str(customer_file(file)), *_as(sample.people[sample.officer]))
    for truck in sample.truck:
        for name in truck.notices:
            program.run("import", str(_written(notices / name)), *_as(sample.people[sample.dispatcher]))


def _written(file: Path) -> Path:
    """The notice with its slot, as a file of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(notice_text(file.name), encoding="utf-8")
    return file


def _account(name: str, person: Person) -> tuple[str, ...]:
    return ("--id", name, "--badge", person.badge, "--name", person.name, "--pin", person.pin)


def _as(person: Person) -> tuple[str, ...]:
    """Who asks."""
    return ("--as-badge", person.badge, "--as-pin", person.pin)
