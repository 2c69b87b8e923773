"""The sample's scripts against the program: every sentence, person, table, piece and name that they use exists."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from station.devices.sim.rehearsal.sample import (
    Truck,
    cartons_of,
    customer_file,
    notice_text,
    read_sample,
    refusals_of,
    script_of,
)
from station.devices.sim.robot.script import verbs_of
from station.texts import catalogue

SAMPLE = read_sample()
ROW = {"id", "padded", "code", "label", "aim", "kg", "flags"}
VERBS = {
    "scan", "code", "badge", "sign_in", "press", "type", "fill", "walk", "choose", "choose_all", "weigh", "rest", "put",
    "clear", "shake", "still", "scene", "climate", "unplug", "plug", "garbage", "stall", "resume", "expect",
    "expect_refusal", "see", "gone", "tab", "show", "each", "play",
}  # fmt: skip


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)


@pytest.fixture(params=SAMPLE.truck, ids=lambda truck: truck.script)
def truck(request: pytest.FixtureRequest) -> Truck:
    found: Truck = request.param
    return found


def test_every_verb_is_known(truck: Truck) -> None:
    assert {next(iter(verb)) for verb in verbs_of(script_of(truck))} <= VERBS


def test_every_sentence_is_in_the_catalogue(truck: Truck) -> None:
    for verb in verbs_of(script_of(truck)):
        keys = [verb[name] for name in ("expect", "expect_refusal") if name in verb]
        keys += [text[1:] for text in texts(verb.get("with", {})) if text.startswith("@")]
        assert [key for key in keys if key not in catalogue()] == [], verb


def test_every_person_piece_and_table_exists(truck: Truck) -> None:
    script = script_of(truck)
    tables = {name.removesuffix(".csv") for name in truck.notices} | {"cartons"}
    for verb in verbs_of(script):
        assert verb.get("sign_in", "wang") in SAMPLE.people
        assert verb.get("each", "cartons") in tables
        assert verb.get("play", "carton") in script.piece


def test_every_name_in_braces_is_given(truck: Truck) -> None:
    script = script_of(truck)
    given = ROW | {"truck"} | set(truck.names)
    given |= {name for verb in verbs_of(script) for name in verb.get("with", {}) if "play" in verb}
    used = {name for verb in verbs_of(script) for text in texts(verb) for name in re.findall(r"{(\w+)}", text)}
    assert used <= given


def test_cartons_are_read_off_the_notice() -> None:
    cartons = cartons_of(notice_text("huarui.csv"))
    assert len(cartons) == 24
    assert [row["id"] for row in cartons[:2]] == ["1", "2"]
    assert len({row["code"] for row in cartons}) == 24
    assert set(cartons[0]) == ROW


def test_an_sscc_is_scanned_as_gs1_128() -> None:
    [first, *_] = cartons_of(notice_text("anhe.csv"))
    assert (first["label"], first["aim"]) == ("00" + first["code"], "C1")


def test_the_sample_provokes_what_it_promises() -> None:
    wanted = set[str]().union(*(refusals_of(script_of(truck)) for truck in SAMPLE.truck))
    assert wanted == {
        "refusal.picture.blurred",
        "refusal.weight.moving",
        "refusal.scan.duplicate",
        "refusal.second.same_person",
    }


def test_customers_have_their_files() -> None:
    assert all(customer_file(name).is_file() for name in SAMPLE.customers)


def test_people_are_told_apart() -> None:
    for values in ([p.badge for p in SAMPLE.people.values()], [p.pin for p in SAMPLE.people.values()]):
        assert len(set(values)) == len(values)
