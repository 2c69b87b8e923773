"""Which one it has to be: learnt from the first, changed by a supervisor only."""

from __future__ import annotations

import pytest

from station.devices.bond import Bond, Told
from station.domain.readings import Identity


@pytest.mark.parametrize(
    ("known", "serial", "told"),
    [
        ("", "", Told.FITS),
        ("", "B1", Told.FITS),
        ("B1", "", Told.WAITING),
        ("B1", "B1", Told.FITS),
        ("B1", "B2", Told.OTHER),
    ],
)
def test_a_number_that_is_known_has_to_be_told(known: str, serial: str, told: Told) -> None:
    assert Bond(Identity("", known)).judge(serial) is told


def test_the_first_is_trusted_and_the_second_changes_nothing() -> None:
    bond = Bond()
    bond.met(Identity("0403:6001 A1", ""))
    bond.met(Identity("0403:6001 A2", "B1"))
    assert bond.known == Identity("0403:6001 A1", "B1")


def test_another_adapter_that_is_allowed_leaves_the_number_as_it_was() -> None:
    bond = Bond(Identity("0403:6001 A1", "B1"))
    bond.allow(Identity("0403:6001 A2"))
    assert bond.known == Identity("0403:6001 A2", "B1")
    bond.allow(Identity("", "B2"))
    assert bond.known == Identity("", "B2")
