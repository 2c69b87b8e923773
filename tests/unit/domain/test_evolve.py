"""evolve is total: every kind of event on every beginning, and the same states whatever way they are read."""

from __future__ import annotations

import pytest

from station.domain import aggregates
from station.domain.entry import EntryFacts
from station.domain.evolve import RULES
from station.domain.facts import KINDS, from_data, to_data
from tests.golden.every_kind import filled
from tests.unit.domain.harness import STATION, Dock

# Kinds that are written down and change no state; a new kind has to be here or have a rule.
WITHOUT_RULE = {
    "device.clock_stepped", "device.station_started", "device.audit_noted", "device.file_viewed", "device.refused",
    "unit.refused", "visit.refused", "visit.document_viewed", "device.climate_suspected",
    "delivery.pictures_exported", "cctv.clock_compared", "cctv.refused",
}  # fmt: skip


def facts(stream: str) -> EntryFacts:
    return EntryFacts(stream=stream, index=7, at="2026-11-24T01:00:00.000Z", actor="wang")


def test_every_kind_has_a_rule_or_is_known_to_need_none() -> None:
    assert {kind for kind, event in KINDS.items() if event not in RULES} == WITHOUT_RULE


NOTHING_TO_UNDO = {
    "delivery.exception_countersigned", "unit.reinstated", "person.signed_out", "person.refused",
    "device.climate_alarm_cleared", "device.climate_alarm_acknowledged", "visit.documents_purged",
    "device.files_purged", "unit.picture_accepted", "delivery.clip_overdue", "delivery.clip_imported",
    "delivery.clip_reviewed", "delivery.clip_withdrawn",
    "unit.filmed", "unit.film_lost",
}  # fmt: skip
NEEDS_A_PAST = {"visit.unloading_resumed", "delivery.count_revealed"}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - NEEDS_A_PAST))
def test_every_kind_is_taken_by_an_empty_stream(kind: str) -> None:
    stream = f"{kind.partition('.')[0]}/{'D1/1' if kind.startswith('unit') else 'X'}"
    state = aggregates.evolve(aggregates.initial(stream), kind, filled(KINDS[kind]), facts(stream))
    assert (state == aggregates.initial(stream)) == (kind in WITHOUT_RULE | NOTHING_TO_UNDO)


def test_an_unknown_stream_or_kind_is_an_error_not_a_guess() -> None:
    with pytest.raises(KeyError):
        aggregates.initial("parcel/1")
    with pytest.raises(KeyError):
        from_data("parcel.lost", {})


def test_a_whole_delivery_read_again_gives_the_same_states() -> None:
    """Played twice: nothing hangs on the order of a dictionary, the clock or chance."""
    one, other = Dock().to("departed"), Dock().to("departed")
    assert one.folded == other.folded
    assert [to_data(event) for event in one.happened] == [to_data(event) for event in other.happened]
    assert f"device/{STATION}" in one.folded


def test_no_rule_changes_the_state_it_was_given() -> None:
    dock = Dock()
    before = {name: repr(state) for name, state in dock.folded.items()}
    kept = dict(dock.folded)
    dock.to("departed")
    assert {name: repr(state) for name, state in kept.items()} == before
