"""The conductor, played without a screen: the whole way of a delivery and everything that may stand in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from station.assets import resource
from station.domain.case import Happening
from station.domain.commands import IssueReceipt, NoteClimate
from station.domain.events.delivery import ExceptionRaised
from station.domain.events.visit import VisitDeparted
from station.domain.plan import StepPlan
from station.texts import line
from station.workflow.loader import load_checklist
from station.workflow.signals import Tone
from station.workflow.steps.sign_off import Signed
from tests.unit.workflow.stage import DRIVER, PLATE, Stage, unit

FACES = 6


@pytest.fixture
def stage() -> Stage:
    return Stage()


def arrive(stage: Stage) -> None:
    stage.sign_in("wang")
    stage.scan("IN20261124-0001")
    stage.press()


def show_documents(stage: Stage, name: str = DRIVER.name) -> None:
    for values in (
        (name, DRIVER.id_number),
        (name, DRIVER.licence_number),
        (PLATE, DRIVER.vehicle_licence),
    ):
        for value in values:
            stage.scan(value)
        stage.press()


def check_seal(stage: Stage, lock: str = "S1001", manifest: str = "S1001") -> None:
    stage.picture()
    stage.fill(seal__lock=lock, seal__manifest=manifest)
    stage.picture()
    stage.press()


def to_units(stage: Stage) -> None:
    arrive(stage)
    show_documents(stage)
    check_seal(stage)
    stage.press()


def take_unit(stage: Stage, number: int, kg: str = "12.000") -> None:
    stage.scan(f"SF{number:013}")
    for _ in range(FACES):
        stage.picture()
    stage.weigh(kg)
    stage.empty_scale()


def to_count(stage: Stage) -> None:
    to_units(stage)
    stage.empty_scale()
    take_unit(stage, 1)
    take_unit(stage, 2)
    stage.press("finish")


def count(stage: Stage, tally: int, keyer: str = "wang", caller: str = "li") -> None:
    for person in (keyer, caller):
        stage.sign_in(person)
        stage.fill(count__tally=str(tally))
        stage.press()


def sample(stage: Stage) -> None:
    """Opens, checks and closes the unit that was drawn."""
    case = stage.handlers.case("IN20261124-0001")
    assert case.delivery.sample is not None
    drawn = case.delivery.sample.drawn[0]
    stage.sign_in("chen")
    stage.scan(f"SF{int(drawn):013}")
    stage.fill(sample__check__goods_as_declared="good")
    stage.press()
    stage.scan("T900001")
    stage.picture()


@pytest.mark.parametrize("now", ["li", ""])
def test_a_picture_is_the_entry_of_who_released_it(stage: Stage, now: str) -> None:
    """Somebody else signs in, or nobody is left, while the picture is on its way: it counts for neither."""
    to_units(stage)
    stage.scan(f"SF{1:013}")
    stage.press()
    stage.engine.sign_in(now, frozenset())
    stage.shoot()
    assert stage.last() == "camera.other_person"
    assert "unit.face_taken" not in stage.store.kinds()
    stage.sign_in("wang")
    stage.picture()
    assert (stage.store.entries[-1].kind, stage.store.entries[-1].actor) == ("unit.face_taken", "wang")


def test_a_label_of_two_codes_is_compared_with_the_notice(stage: Stage) -> None:
    """The article on one code, its expiry on the other: gathered, told, and never called good."""
    to_count(stage)
    count(stage, 2)
    drawn = stage.handlers.case("IN20261124-0001").delivery.sample.drawn[0]  # type: ignore[union-attr]
    stage.sign_in("chen")
    stage.scan(f"SF{int(drawn):013}")
    stage.scan("T900001")
    assert stage.last() == "sampling.no_article"
    stage.scan("(01)06901234567892")
    stage.scan("(10)LOT7(17)200131")
    assert stage.last() == "sampling.differs"
    told = {fact.label.key: fact.tone for fact in stage.engine.view().page.facts}  # type: ignore[union-attr]
    assert told == {"article.01": "", "article.10": "", "article.17": "attention"}
    stage.fill(sample__check__goods_as_declared="good")
    stage.press()
    assert stage.last() == "refusal.sampling.article_differs"
    stage.fill(sample__check__goods_as_declared="bad")
    stage.press()
    sampled = [entry for entry in stage.store.entries if entry.kind == "unit.sampled"]
    assert sampled[-1].data["article"] == {"01": "06901234567892", "10": "LOT7", "17": "200131"}


def to_sign_off(stage: Stage) -> None:
    to_count(stage)
    assert stage.instruction() == "count.key"
    count(stage, 2)
    sample(stage)
    stage.sign_in("wang")
    assert stage.instruction() == "entry.scan"
    stage.scan(f"SF{1:013}")
    stage.scan(f"SF{2:013}")


def test_a_good_delivery_goes_from_arrival_to_sign_off(stage: Stage) -> None:
    to_sign_off(stage)
    assert stage.instruction() == "sign_off.outcome"
    stage.press()
    assert stage.handlers.delivery("IN20261124-0001").stage == "receipt_pending"
    assert stage.instruction() == "receipt.pending"
    assert "delivery.refused" not in stage.store.kinds()


def test_a_homophone_is_another_name(stage: Stage) -> None:
    arrive(stage)
    show_documents(stage, name="杨明静")
    assert stage.instruction() == "identity.failed"
    assert stage.last() == "identity.failed"
    assert "id_card.name@2" in stage.handlers.visit("V20261124-01").differences


def test_a_wrong_seal_stops_and_only_a_supervisor_resumes(stage: Stage) -> None:
    arrive(stage)
    show_documents(stage)
    check_seal(stage, lock="S9999")
    assert stage.last() == "stop.now"
    view = stage.engine.view()
    assert view.stop is not None
    stage.press()
    assert stage.store.kinds()[-1] == "visit.refused"
    stage.sign_in("zhao")
    stage.fill(stop__reason_typed="承运商书面说明")
    stage.press()
    assert stage.engine.view().stop is None
    assert stage.instruction() == "seals.open_door"


def test_a_blurred_picture_is_refused_and_leaves_no_file(stage: Stage) -> None:
    to_units(stage)
    stage.scan(f"SF{1:013}")
    files = len(stage.evidence.kept)
    stage.picture(sharpness=40.0)
    assert stage.last() == "refusal.picture.blurred"
    assert len(stage.evidence.kept) == files
    stage.picture()
    assert stage.last() == "unit.face_taken"
    assert len(stage.evidence.kept) == files + 1


def test_a_weight_is_refused_while_the_scale_moves_and_books_itself_when_it_rests(stage: Stage) -> None:
    to_units(stage)
    stage.empty_scale()
    stage.scan(f"SF{1:013}")
    for _ in range(FACES):
        stage.picture()
    stage.weigh("11.900", stable=False, frames=3)
    stage.press()
    assert stage.last() == "refusal.weight.moving"
    stage.weigh("12.000")
    assert stage.last() == "weight.booked"
    stage.weigh("12.000")
    assert stage.store.kinds().count("unit.weighed") == 1, "a load is booked once"


def test_a_duplicate_and_an_unknown_scan_say_so_at_once(stage: Stage) -> None:
    to_units(stage)
    stage.empty_scale()
    take_unit(stage, 1)
    stage.scan(f"SF{1:013}")
    assert stage.last() == "refusal.scan.duplicate"
    stage.scan("SF0000000000099")
    assert stage.last() == "refusal.scan.unknown"
    stage.press("reject")
    assert stage.last() == "unit.set_aside"
    assert stage.handlers.delivery("IN20261124-0001").unknown == ("SF0000000000099",)


def test_the_same_person_is_no_second_counter(stage: Stage) -> None:
    to_count(stage)
    count(stage, 2, keyer="wang", caller="wang")
    assert stage.last() == "refusal.second.same_person"


def test_nothing_expected_is_on_screen_before_the_reveal(stage: Stage) -> None:
    to_count(stage)
    stage.fill(count__tally="2")
    stage.press()
    view = repr(stage.engine.view())
    assert "of=2" not in view
    assert "declared" not in view


def test_a_face_may_be_waived_by_two_people_only(stage: Stage) -> None:
    to_units(stage)
    stage.scan(f"SF{1:013}")
    stage.press("waive")
    stage.fill(unit__reason="托盘底部,叉车不可用")
    stage.press()
    assert stage.instruction() == "second.ask"
    stage.scan("STN:B:L1")
    stage.fill(second__pin="000000")
    stage.press()
    assert stage.last() == "refusal.sign_in.wrong_pin"
    stage.scan("STN:B:W1")
    stage.fill(second__pin="246810")
    stage.press()
    assert stage.last() == "refusal.second.same_person"
    stage.press("waive")
    stage.fill(unit__reason="托盘底部,叉车不可用")
    stage.press()
    stage.scan("STN:B:L1")
    stage.fill(second__pin="246810")
    stage.press()
    assert stage.last() == "unit.waived"
    assert stage.store.entries[-1].second_actor == "li"


def test_typing_and_the_step_survive_a_crash(stage: Stage) -> None:
    to_units(stage)
    stage.scan(f"SF{1:013}")
    stage.picture()
    stage.press("damage")
    stage.fill(unit__damage="dent", unit__depth_cm="6.5")
    stage.engine.tick()
    stage.start()
    stage.sign_in("wang")
    page = stage.engine.view().page
    assert page is not None
    assert page.instruction.key == "unit.damage"
    assert [field.value for field in page.fields] == ["dent", "6.5"]
    stage.press("back")
    page = stage.engine.view().page
    assert page is not None
    assert [face.state for face in page.faces][:2] == ["done", "now"]


def test_a_pin_is_never_among_the_drafts(stage: Stage) -> None:
    to_units(stage)
    stage.scan(f"SF{1:013}")
    stage.press("waive")
    stage.fill(unit__reason="x")
    stage.press()
    stage.fill(second__pin="246810")
    stage.engine.tick()
    assert "246810" not in repr(stage.drafts.texts)


def test_a_failed_commit_is_tried_again_with_the_same_key(stage: Stage) -> None:
    """Also when it had worked and only the answer was lost: nothing happens twice."""
    to_units(stage)
    stage.store.lost_answer = True
    stage.scan(f"SF{1:013}")
    assert stage.engine.view().unsaved is not None
    assert stage.last() == "store.disk_full"
    stage.clock.forward(2.5)
    stage.engine.tick()
    assert stage.engine.view().unsaved is None
    assert stage.store.kinds().count("unit.scanned") == 1
    assert stage.instruction() == "unit.face"


def test_while_a_step_is_unsaved_nothing_else_is_taken(stage: Stage) -> None:
    to_units(stage)
    stage.store.broken = True
    stage.scan(f"SF{1:013}")
    stage.scan(f"SF{2:013}")
    assert stage.last() == "store.disk_full"
    stage.store.broken = False
    stage.press()
    assert stage.store.kinds()[-1] == "unit.scanned"


def test_looking_back_changes_nothing(stage: Stage) -> None:
    to_units(stage)
    before = len(stage.store.entries)
    stage.press("back")
    assert stage.instruction() == "history.of"
    assert stage.engine.view().looking_back
    stage.press()
    assert stage.instruction() == "unit.scan"
    assert len(stage.store.entries) == before


def test_a_difference_is_recounted_by_swapped_roles_and_then_recorded(stage: Stage) -> None:
    to_units(stage)
    stage.empty_scale()
    take_unit(stage, 1)
    stage.press("finish")
    count(stage, 1)
    assert stage.instruction() == "count.key"
    stage.sign_in("wang")
    stage.fill(count__tally="1")
    stage.press()
    assert stage.last() == "refusal.count.swap"
    count(stage, 1, keyer="li", caller="wang")
    assert stage.last() == "count.closed"
    assert stage.handlers.delivery("IN20261124-0001").exceptions[0].kind == "short"


def test_nobody_signed_in_nothing_moves(stage: Stage) -> None:
    stage.press()
    assert stage.last() == "engine.sign_in"
    stage.scan("IN20261124-0001")
    assert stage.last() == "engine.sign_in"


def test_a_camera_that_does_not_answer_is_said(stage: Stage) -> None:
    arrive(stage)
    show_documents(stage)
    stage.press()
    assert stage.engine.view().busy is not None
    stage.clock.forward(7)
    stage.engine.tick()
    assert stage.last() == "camera.no_answer"
    assert stage.engine.view().busy is None


def test_a_confidential_unit_is_never_drawn() -> None:
    stage = Stage(unit(1, flags=("confidential",)), unit(2, flags=("confidential",)))
    to_count(stage)
    count(stage, 2)
    assert stage.handlers.delivery("IN20261124-0001").sample.drawn == ()  # type: ignore[union-attr]
    assert stage.instruction() == "entry.scan"


def test_control_codes_do_what_the_keys_do(stage: Stage) -> None:
    arrive(stage)
    show_documents(stage)
    stage.scan("STN:NEXT")
    assert stage.engine.view().busy is not None
    stage.scan("STN:PAUSE")
    stage.scan("STN:B:L1")
    assert stage.host.asked == ["pause", "switch L1"]


def test_a_checklist_that_is_edited_during_a_delivery_changes_nothing_in_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_units(stage)
    stage.sign_in("wang")
    before = stage.engine.view()
    edited = load_checklist(resource("checklists", "standard.toml"))
    question = StepPlan(id="rain", kind="confirm", title_zh="下雨吗", title_en="Is it raining")
    edited = replace(edited, id="edited", sha256="0" * 64, steps=(*edited.steps[:3], question, *edited.steps[3:]))
    monkeypatch.setattr("tests.unit.workflow.stage.load_checklist", lambda file: edited)
    stage.start()  # the station starts again and reads the file as it is now
    stage.sign_in("wang")
    after = stage.engine.view()
    assert (after.steps, after.page) == (before.steps, before.page)
    assert stage.handlers.delivery("IN20261124-0001").checklist != "edited"
    stage.engine.choose_tab("")
    assert "rain" not in [mark.kind for mark in after.steps]
    assert len(stage.engine.view().steps) == len(before.steps) + 1  # the next truck is asked


def test_f4_after_an_unannounced_code_is_about_that_code_also_with_a_unit_in_hand(stage: Stage) -> None:
    to_units(stage)
    stage.scan(f"SF{1:013}")
    stage.scan("SF0000000000099")
    assert stage.last() == "refusal.scan.unknown"
    stage.press("reject")
    assert stage.handlers.delivery("IN20261124-0001").unknown == ("SF0000000000099",)
    assert stage.instruction() == "unit.face"
    stage.press("reject")
    assert stage.instruction() == "unit.reject", "now it is about the unit in hand again"


def test_while_counting_no_total_is_told(stage: Stage) -> None:
    to_count(stage)
    (tab,) = stage.engine.view().tabs
    assert tab.done is None
    stage.press("back")
    page = stage.engine.view().page
    assert page is not None
    assert [fact.value for fact in page.facts] == [line("log.hidden")]


def test_a_badge_belongs_to_whatever_on_the_screen_has_asked_for_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(stage)
    shown: list[str] = []
    monkeypatch.setattr(stage.host, "takes_badge", lambda badge: shown.append(badge) or True)
    stage.scan("STN:B:Z1")
    assert (shown, stage.host.asked) == (["Z1"], [])


def test_a_witness_shows_badge_and_pin(stage: Stage) -> None:
    to_units(stage)
    stage.empty_scale()
    take_unit(stage, 1)
    stage.press("finish")
    for keyer, caller in (("wang", "li"), ("li", "wang")):
        count(stage, 1, keyer, caller)
    sample(stage)
    stage.sign_in("wang")
    stage.scan(f"SF{1:013}")
    assert stage.instruction() == "sign_off.countersign"
    stage.fill(sign__how="gone", sign__reason="司机已离场")
    stage.press()
    assert stage.instruction() == "second.ask"
    stage.scan("STN:B:W1")
    stage.fill(second__pin="246810")
    stage.press()
    assert stage.last() == "refusal.second.same_person"
    stage.press()
    stage.scan("STN:B:L1")
    stage.fill(second__pin="246810")
    stage.press()
    (exception,) = stage.handlers.delivery("IN20261124-0001").exceptions
    assert (exception.countersigned, exception.witness) == ("gone", "li")


def test_an_exception_after_the_sign_off_is_countersigned_before_the_truck_leaves(stage: Stage) -> None:
    to_sign_off(stage)
    stage.press()
    moment = "2026-11-24T01:00:00.000Z"
    told = NoteClimate(
        delivery="IN20261124-0001", alarm="a-1", device="th1", cause="warm", since=moment, raised_at=moment
    )
    stage.give(told, "station")
    page = stage.engine.view().page
    assert (page.instruction.key, page.hint.key if page.hint else "") == ("sign_off.countersign", "sign_off.late_hint")
    stage.fill(sign__how="signed")
    stage.press()
    assert stage.handlers.delivery("IN20261124-0001").uncountersigned == ()
    assert stage.instruction() == "receipt.pending"
    issued = IssueReceipt(
        delivery="IN20261124-0001", sha256="ab" * 32, pages=2, checkpoint_size=9, test_certificate=True
    )
    stage.give(issued, "station")
    stage.press()
    assert stage.store.kinds()[-1] == "visit.departed"


def test_a_truck_that_left_before_its_countersignature_keeps_paper_and_stamp(stage: Stage) -> None:
    """As logs from before this rule have it: nobody is there who could sign."""
    to_sign_off(stage)
    stage.press()
    raised = ExceptionRaised(number=1, kind="climate", details={}, notice_by="")
    stage.handlers.book([Happening("delivery/IN20261124-0001", raised)], "late")
    stage.handlers.book([Happening("visit/V20261124-01", VisitDeparted())], "left")
    issued = IssueReceipt(
        delivery="IN20261124-0001", sha256="ab" * 32, pages=2, checkpoint_size=9, test_certificate=True
    )
    stage.give(issued, "station")
    stage.engine.choose_tab("IN20261124-0001")
    scene = stage.engine._scene_of("IN20261124-0001")
    keys = {action.key for action in Signed().page(scene).actions}
    assert {"F5", "F7"} <= keys
    assert Signed().act(scene, "finish") != ()


class Later:
    """Work put aside is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def __call__(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.waiting.append((work, done))

    def go(self) -> None:
        work, done = self.waiting.pop(0)
        done(work())


@pytest.fixture
def later(stage: Stage) -> Later:
    """At the first unit's faces; from here on a disk is slow."""
    to_units(stage)
    stage.scan(f"SF{1:013}")
    later = Later()
    stage.aside = later
    return later


def test_a_picture_is_named_only_once_its_file_is_durable(stage: Stage, later: Later) -> None:
    files = len(stage.evidence.kept)
    stage.picture()
    assert stage.engine.view().busy is not None
    assert "unit.face_taken" not in stage.store.kinds()
    stage.press()  # one picture at a time
    assert len(later.waiting) == 1
    later.go()
    assert len(stage.evidence.kept) == files + 1
    assert stage.store.kinds()[-1] == "unit.face_taken"
    assert stage.engine.view().busy is None


def test_a_disk_that_refuses_a_picture_is_told_and_no_entry_names_it(stage: Stage, later: Later) -> None:
    stage.evidence.broken = True
    stage.picture()
    later.go()
    assert stage.signals[-1].tone is Tone.STOP
    assert "unit.face_taken" not in stage.store.kinds()
    assert stage.engine.view().busy is None


def test_a_picture_that_is_durable_after_another_tab_was_opened_belongs_to_nobody(stage: Stage, later: Later) -> None:
    stage.picture()
    stage.engine.choose_tab("")
    later.go()
    assert stage.last() == "camera.other_tab"
    assert "unit.face_taken" not in stage.store.kinds()


def test_a_picture_that_is_durable_after_another_person_came_belongs_to_nobody(stage: Stage, later: Later) -> None:
    stage.picture()
    stage.sign_in("li")
    later.go()
    assert stage.last() == "camera.other_person"
    assert "unit.face_taken" not in stage.store.kinds()
