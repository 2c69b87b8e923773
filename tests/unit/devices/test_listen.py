"""What is heard at a port, and who is offered for it: the bytes of every family, garbage, and two that fit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from station.devices.api import Climate, Scan, Weight
from station.devices.found import Candidate
from station.devices.listen import KINDS, Ears, Guess, guesses
from station.devices.registry import drivers
from tests.torture.families import FAMILIES
from tests.unit.devices.test_every_driver import PLUGIN

LOADS = (Decimal("0.000"), Decimal("1.250"), Decimal("12.345"), Decimal("12.345"))
# What can only be asked (listening never hears it), or says so little that another family is offered for it.
ONLY_ASKED = {"xk3190 command", "xk3190 ascii checked"}


def hear(kind: str, *pieces: bytes) -> tuple[Candidate, ...]:
    """Pieces a tenth of a second apart, then silence."""
    ears, at = Ears(guesses(kind)), 10.0
    for piece in pieces:
        ears.feed(piece, at)
        at += 0.1
    ears.feed(b"", at + 0.5)
    return ears.candidates()


def named(found: Sequence[Candidate]) -> list[str]:
    return [candidate.name for candidate in found]


@pytest.mark.parametrize("name", sorted(set(FAMILIES) - ONLY_ASKED))
def test_every_family_of_scales_is_recognised_by_listening(name: str) -> None:
    family = FAMILIES[name]
    found = hear("scale", *(family.say(kg, False) for kg in LOADS))
    of_family = [candidate for candidate in found if candidate.driver == family.driver]
    assert of_family or family.driver == "line", named(found)
    weights = [candidate.last for candidate in of_family or found]
    assert any(isinstance(last, Weight) and last.value == Decimal("12.345") for last in weights)


@pytest.mark.parametrize("kind", KINDS)
def test_garbage_is_nothing(kind: str, rng: random.Random) -> None:
    for _ in range(20):
        assert hear(kind, *(rng.randbytes(400) for _ in range(5))) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_silence_is_nothing(kind: str) -> None:
    assert hear(kind, b"", b"") == ()


def test_two_that_fit_are_both_offered_the_one_with_a_checksum_first() -> None:
    """Both on one line, as behind an RS-485 splitter: whoever has proof stands before whoever has none."""
    checked = b"".join(FAMILIES["toledo checksum"].say(kg, False) for kg in LOADS)
    plain = b"".join(FAMILIES["st-gs"].say(kg, False) for kg in LOADS)
    ears = Ears((Guess("st-gs"), Guess("toledo-continuous")))
    ears.feed(3 * plain, 1.0)
    ears.feed(checked, 2.0)
    found = ears.candidates()
    assert named(found) == ["toledo-continuous", "st-gs"]
    assert [bool(candidate.proved) for candidate in found] == [True, False]


def test_digits_that_may_stand_in_reverse_are_offered_in_both_directions() -> None:
    found = hear("scale", *[b"=000.3000"] * 4)
    assert {"xk3190 plain", "xk3190 reversed"} <= set(named(found))


def test_a_scale_that_only_says_that_it_moves_or_is_broken_is_not_recognised_yet() -> None:
    assert hear("scale", *[b"\x02?\x41\r"] * 9) == ()


def test_two_frames_without_proof_are_too_few() -> None:
    frame = FAMILIES["st-gs"].say(Decimal("1.250"), False)
    assert hear("scale", frame, frame) == ()
    assert named(hear("scale", frame, frame, frame))[0] == "st-gs"


def test_a_frame_between_much_that_is_none_is_chance() -> None:
    frame = FAMILIES["st-gs"].say(Decimal("1.250"), False)
    noise = b"@@ some other thing that talks all day @@\r\n"
    assert hear("scale", *[frame + noise] * 5) == ()


def test_a_gun_is_offered_once_where_its_encoding_cannot_be_told() -> None:
    gun, *others = hear("gun", b"]C0SF1026804100037\r\n")
    assert (gun.name, gun.frames) == ("serial-gun", 1)
    assert {other.name for other in others} <= {"honeywell", "newland"}, "guns that send plain lines as well"
    assert isinstance(gun.last, Scan)
    assert gun.last.text == "SF1026804100037"


def test_a_gun_set_to_gb18030_is_heard_as_one() -> None:
    found = hear("gun", "]Q1深圳一号仓\r\n".encode("gb18030"))
    assert named(found) == ["serial-gun gb18030"]


def test_an_answer_of_a_climate_sensor_has_its_crc() -> None:
    ears = Ears((Guess("xy-md02"),))
    assert ears.pending(0.0)
    ears.feed(bytes.fromhex("01 04 04 01 31 02 22 2A CE"), 0.1)
    [sensor] = ears.candidates()
    assert (sensor.proved, sensor.share) == (1, 1.0)
    assert isinstance(sensor.last, Climate)


def test_one_wrong_bit_in_the_answer_and_it_is_none() -> None:
    ears = Ears((Guess("xy-md02"),))
    ears.pending(0.0)
    ears.feed(bytes.fromhex("01 04 04 01 30 02 22 2A CE"), 0.1)
    assert ears.candidates() == ()


def test_every_driver_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(PLUGIN)))
    listening = {guess.driver for kind in KINDS for guess in guesses(kind)}
    listed = drivers()
    assert {listed[name] for name in listening} == set(listed.values()), "an alias need not listen as well"
    assert "dock-scale" in listening
