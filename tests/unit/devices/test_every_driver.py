"""One test walks every driver there is: built in, in each of its formats, and one that another distribution brings."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from station.devices.api import Driver, Fault, Trust, Weight
from station.devices.registry import BUILT_IN, driver_class, driver_of, drivers, port_defaults, profile_of
from station.errors import ConfigError, DeviceError
from station.texts import catalogue
from tests.torture.drivers import GOOD, MOST_KEPT, every_split, kept, subjects, torment
from tests.torture.families import FAMILIES

PLUGIN = Path(__file__).parents[2] / "plugin"
NOISE = 60_000  # bytes; scripts/torture ID=R14 has ten million for each
SUBJECTS = subjects()
KINDS = {"scale", "gun", "climate"}


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> None:
    """The distribution of tests/plugin, installed as far as this test can see."""
    monkeypatch.syspath_prepend(str(PLUGIN))


def subject(name: str) -> tuple[Callable[[], Driver], bytes]:
    return SUBJECTS[name]


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_it_tells_what_it_is(name: str) -> None:
    kind: Any = driver_class(name)
    assert kind.kind in KINDS
    first = (kind.__doc__ or "").partition("\n")[0]
    assert first.endswith(".")
    assert set(port_defaults(kind)) <= {"baudrate", "bytesize", "parity", "stopbits"}
    assert name in {family.driver for family in FAMILIES.values()} | set(GOOD), "the torture loops do not know it"


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_it_refuses_orders_and_settings_that_it_does_not_know(name: str) -> None:
    with pytest.raises(DeviceError):
        driver_class(name).from_settings("d", {}).order("dance")
    with pytest.raises(ConfigError):
        driver_class(name).from_settings("d", {"no_such_setting": "1"})


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_every_split_reads_the_same(name: str) -> None:
    new, good = subject(name)
    assert every_split(new, good) > 3


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_noise_raises_nothing_and_is_not_kept(name: str, rng: random.Random) -> None:
    new, good = subject(name)
    came = torment(new, good, NOISE, rng)
    assert came.readings + came.faults > 0


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_a_line_that_never_ends_is_not_kept(name: str) -> None:
    new, good = subject(name)
    for filler in (b"\0", b" ", b"0", b"=", b"\x02", good[:1], b"\xff"):
        driver = new()
        driver.pending(0.0)
        for _ in range(20):
            driver.feed(filler * 1000, 0.1)
        assert kept(driver) <= MOST_KEPT


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_every_fault_has_a_sentence(name: str, rng: random.Random) -> None:
    new, good = subject(name)
    driver, codes = new(), set()
    for number in range(300):
        driver.pending(float(number))
        noisy = bytearray(good)
        noisy[rng.randrange(len(noisy))] ^= 1 << rng.randrange(8)
        codes |= {found.code for found in driver.feed(bytes(noisy), number + 0.1) if isinstance(found, Fault)}
    assert {f"fault.{code}" for code in codes} <= set(catalogue())


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_frame_that_is_cut_off_is_no_weight(name: str) -> None:
    """At whatever place: silence does not complete it. What has lost its line feed only is whole."""
    family = FAMILIES[name]
    frame = family.say(Decimal("12.345"), False)
    for cut in range(1, len(frame)):
        driver = driver_of(family.settings)
        found = driver.feed(frame[:cut], 1.0) + driver.feed(b"", 2.0)
        values = {one.value for one in found if isinstance(one, Weight)} - {None}
        assert values <= {Decimal("12.345")}, frame[:cut]
        assert not values or cut == len(frame) - 1, frame[:cut]


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_what_a_scale_of_the_family_says_is_read(name: str) -> None:
    family = FAMILIES[name]
    driver = driver_of(family.settings)
    found = driver.feed(family.say(Decimal("12.345"), False), 1.0) + driver.feed(b"", 2.0)
    [weight] = found
    assert isinstance(weight, Weight)
    assert (weight.value, weight.unit) == (Decimal("12.345"), "kg")
    assert weight.stable is not False


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_the_window_goes_by_what_the_driver_says(name: str) -> None:
    family = FAMILIES[name]
    trust: Trust = driver_of(family.settings).trust  # type: ignore[attr-defined]
    profile = profile_of(family.settings)
    assert (profile.has_flag, profile.has_checksum_or_polled) == (trust.flag, trust.checked)
    assert profile.window == (0.6 if trust.flag else 1.0)
    silent = ("xk3190", "cas 10", "line")
    assert trust.flag != name.startswith(silent)
    assert trust.checked == (family.polled or name.startswith("toledo"))


@pytest.mark.usefixtures("plugin")
def test_a_driver_of_another_distribution_is_one_like_the_others(rng: random.Random) -> None:
    assert drivers()["dock-scale"] == "dock_scale:DockScale"

    def new() -> Driver:
        driver: Driver = driver_class("dock-scale").from_settings("d", {})
        return driver

    every_split(new, b"12.345\n0.000\nOL\n")
    torment(new, b"12.345\n0.000\nOL\n", NOISE, rng)
    [weight] = new().feed(b"12.345\n", 1.0)
    assert isinstance(weight, Weight)


@pytest.mark.usefixtures("plugin")
def test_a_driver_of_another_distribution_displaces_none() -> None:
    assert drivers()["mt-sics"] == BUILT_IN["mt-sics"]


def test_a_driver_that_says_nothing_of_its_protocol_is_not_trusted() -> None:
    assert Trust() == Trust(flag=False, checked=False)
