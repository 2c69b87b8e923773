"""The blind count: commitment, reveal, recount by swapped roles; and the draw in the same transaction."""

from __future__ import annotations

import json

import pytest

from station.domain import commands as c
from station.domain.events.delivery import (
    CountClosed,
    CountKeyed,
    CountRevealed,
    ExceptionRaised,
    SampleDrawn,
    StepClosed,
)
from station.domain.facts import Event, to_data
from station.domain.progress import current_kind
from station.domain.rules.count import tally_commitment
from station.domain.sampling import commitment, draw, seed
from tests.unit.domain.harness import ORDER, Dock, unit


def kinds(happened: list[Event]) -> list[str]:
    return [event.KIND.removeprefix("delivery.") for event in happened]


def test_agreed_and_as_declared_closes_and_draws_at_once() -> None:
    dock = Dock().to("keyed")
    assert kinds(dock.call(2)) == ["count_revealed", "count_closed", "step_closed", "sample_drawn"]
    assert dock.case.delivery.count is not None
    assert dock.case.delivery.count.difference == 0


def test_before_the_reveal_the_log_knows_a_commitment_and_no_figure() -> None:
    dock = Dock().to("unloaded")
    (keyed,) = dock.key(2)
    assert isinstance(keyed, CountKeyed)
    assert to_data(keyed) == {"round": 1, "commitment": keyed.commitment, "record": "count:D1:1"}
    sealed = json.loads(dock.vault["count:D1:1"])
    assert tally_commitment(bytes.fromhex(sealed["nonce"]), 2) == keyed.commitment
    assert tally_commitment(bytes.fromhex(sealed["nonce"]), 3) != keyed.commitment
    assert dock.case.delivery.rounds[0].keyed is None
    assert dock.case.delivery.blind


def test_the_reveal_opens_the_commitment_for_everybody() -> None:
    dock = Dock().to("keyed")
    revealed = dock.call(2)[0]
    assert isinstance(revealed, CountRevealed)
    assert tally_commitment(bytes.fromhex(revealed.nonce), revealed.keyed) == dock.case.delivery.rounds[0].commitment
    assert (revealed.keyer, revealed.caller) == ("wang", "li")
    assert not dock.case.delivery.blind


def test_two_figures_that_differ_close_nothing_and_the_round_begins_again() -> None:
    dock = Dock().to("keyed")
    assert kinds(dock.call(3)) == ["count_revealed"]
    dock.key(2, "zhao")  # nobody's figure was agreed: no roles to swap yet
    assert "count_closed" in kinds(dock.call(2, "li"))


def test_a_difference_asks_for_one_recount_by_swapped_roles() -> None:
    dock = Dock().to("unloaded")
    dock.key(3)
    assert kinds(dock.call(3)) == ["count_revealed"]
    assert dock.refusal(c.KeyCount(delivery=ORDER, tally=3), "wang") == "count.swap"
    assert dock.refusal(c.KeyCount(delivery=ORDER, tally=3), "zhao") == "count.swap"
    dock.key(2, "li")
    assert dock.refusal(c.CallCount(delivery=ORDER, tally=2), "zhao") == "count.swap"
    closed = dock.call(2, "wang")[1]
    assert isinstance(closed, CountClosed)
    assert (closed.counted, closed.difference, closed.recounted) == (2, 0, True)


def test_a_recount_that_disagrees_with_itself_is_counted_again_by_the_same_two() -> None:
    dock = Dock().to("unloaded")
    dock.key(3)
    dock.call(3)
    dock.key(2, "li")
    assert kinds(dock.call(3, "wang")) == ["count_revealed"]
    dock.key(3, "li")
    assert "count_closed" in kinds(dock.call(3, "wang"))


@pytest.mark.parametrize(("counted", "kind", "difference"), [(1, "short", -1), (0, "short", -2), (5, "over", 3)])
def test_any_difference_after_the_recount_is_an_exception(counted: int, kind: str, difference: int) -> None:
    dock = Dock().to("unloaded")
    dock.key(counted)
    dock.call(counted)
    dock.key(counted, "li")
    happened = dock.call(counted, "wang")
    (raised,) = [event for event in happened if isinstance(event, ExceptionRaised)]
    assert raised.kind == kind
    assert raised.details == {"declared": "2", "counted": str(counted), "missing": "", "unannounced": ""}
    assert dock.case.delivery.count is not None
    assert dock.case.delivery.count.difference == difference


def test_goods_that_nobody_announced_are_over_though_the_figure_fits() -> None:
    dock = Dock().to("scanned")
    dock.give(c.SetAside(delivery=ORDER, code="SF9999999999999"))
    dock.to("unloaded")
    dock.key(2)
    (raised,) = [event for event in dock.call(2) if isinstance(event, ExceptionRaised)]
    assert (raised.kind, raised.details["unannounced"]) == ("over", "SF9999999999999")
    assert dock.case.delivery.count is not None, "nothing is left that a recount could find"


def one_missing() -> Dock:
    dock = Dock(unit(1), unit(2)).to("opened")
    dock.scan(1)
    dock._played.append("scanned")
    return dock.to("unloaded")


def test_the_missing_units_are_named() -> None:
    dock = one_missing().to("counted")
    (raised,) = [event for event in dock.happened if isinstance(event, ExceptionRaised)]
    assert raised.details["missing"] == "2"


def test_a_figure_that_fits_does_not_hide_a_missing_unit() -> None:
    """One carton is missing and one that nobody announced stands in its place: two are counted, two were declared."""
    dock = one_missing()
    dock.key(2)
    assert kinds(dock.call(2)) == ["count_revealed"]
    dock.key(2, "li")
    (raised,) = [event for event in dock.call(2, "wang") if isinstance(event, ExceptionRaised)]
    assert (raised.kind, raised.details["missing"]) == ("short", "2")


def test_only_units_of_the_agreed_level_are_counted() -> None:
    dock = Dock(unit(1), unit(2), unit(3, level="pallet"), unit(4, level="piece")).to("opened")
    dock.scan(1)
    dock.scan(2)
    dock._played.append("scanned")
    dock.to("counted")
    assert dock.case.delivery.count is not None
    assert (dock.case.delivery.count.declared, dock.case.delivery.count.difference) == (2, 0)


def forty(**flags: tuple[str, ...]) -> Dock:
    return Dock(*(unit(number, flags=flags.get(f"u{number}", ())) for number in range(1, 41)))


def drawn_by(dock: Dock) -> SampleDrawn:
    (event,) = [event for event in dock.happened if isinstance(event, SampleDrawn)]
    return event


def test_the_draw_can_be_recomputed_from_its_entry() -> None:
    dock = forty().to("counted")
    event = drawn_by(dock)
    nonce = bytes.fromhex(event.nonce)
    assert commitment(nonce) == dock.case.delivery.draw_commitment
    assert event.drawn == draw(seed(nonce, bytes.fromhex(event.root), ORDER), event.population, 2)
    assert (event.base, len(event.population), event.rate) == (40, 40, "1/20")


def test_the_draw_hangs_on_a_root_that_nobody_knew_before_the_count() -> None:
    dock = forty().to("keyed")
    root = dock.means("li").root
    dock.call(40)
    assert drawn_by(dock).root == root.hex()


def test_confidential_units_stay_in_the_base_and_are_never_drawn() -> None:
    secret = {f"u{number}": ("confidential",) for number in range(3, 41)}
    event = drawn_by(forty(**secret).to("counted"))
    assert (event.base, event.population, set(event.drawn)) == (40, ("1", "2"), {"1", "2"})


def test_all_confidential_opens_none_and_goes_on() -> None:
    dock = Dock(unit(1, flags=("confidential",))).to("counted")
    assert drawn_by(dock).drawn == ()
    assert current_kind(dock.case) == "entry"


def test_refused_units_are_not_opened() -> None:
    dock = Dock(unit(1), unit(2)).to("scanned")
    dock.give(c.RefuseUnit(delivery=ORDER, unit="1", reason="湿"))
    assert drawn_by(dock.to("counted")).drawn == ("2",)


def test_a_truck_of_refused_goods_is_counted_and_signed_without_opening_or_entering_any() -> None:
    dock = Dock(unit(1), unit(2)).to("scanned")
    for number in ("1", "2"):
        dock.give(c.RefuseUnit(delivery=ORDER, unit=number, reason="湿"))
    closed = [event.step for event in dock.to("counted").happened if isinstance(event, StepClosed)]
    assert closed == ["appearance", "weight", "count", "sampling", "entry"]
    assert current_kind(dock.case) == "sign_off"
    dock.to("issued")
    assert dock.case.delivery.sign_off is not None
    assert (dock.case.delivery.sign_off.outcome, dock.case.delivery.sign_off.received) == ("refused", 0)
