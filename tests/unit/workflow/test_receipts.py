"""The six moments of a receipt, and that a crash between any two of them loses and doubles nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from station.errors import DiskFull, DocumentError
from station.texts import LANGUAGES, Line, Texts
from station.workflow.receipts import ReceiptDesk, ReceiptJob, SignedPdf
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import count, sample, to_count

ORDER = "IN20261124-0001"


class FakeCheckpoints:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def checkpoint(self) -> bytes:
        return f"origin\n{len(self._stage.store.entries)}\nroot\n".encode()


class FakeRenderer:
    """Keeps the jobs; the test says when and how they end."""

    def __init__(self) -> None:
        self.jobs: list[ReceiptJob] = []
        self._done: Callable[[SignedPdf], None] | None = None
        self._failed: Callable[[DocumentError], None] | None = None

    def render(
        self, job: ReceiptJob, done: Callable[[SignedPdf], None], failed: Callable[[DocumentError], None]
    ) -> None:
        self.jobs.append(job)
        self._done, self._failed = done, failed

    def finish(self) -> None:
        assert self._done is not None
        self._done(SignedPdf(b"%PDF", pages=3, test_certificate=True))

    def fail(self) -> None:
        assert self._failed is not None
        self._failed(DocumentError("documents.failed", document="receipt", reason="no font"))


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def renderer() -> FakeRenderer:
    return FakeRenderer()


@pytest.fixture
def desk(stage: Stage, renderer: FakeRenderer) -> ReceiptDesk:
    return ReceiptDesk(stage.handlers, FakeCheckpoints(stage), renderer, stage.evidence)


def sign(stage: Stage) -> None:
    to_count(stage)
    count(stage, 2)
    sample(stage)
    stage.sign_in("wang")
    stage.scan(f"SF{1:013}")
    stage.scan(f"SF{2:013}")
    stage.press()


def test_a_sign_off_becomes_a_receipt(stage: Stage, desk: ReceiptDesk, renderer: FakeRenderer) -> None:
    sign(stage)
    signed = stage.handlers.delivery(ORDER).sign_off
    assert signed is not None
    assert renderer.jobs[0].size > signed.index, "the checkpoint covers the sign-off's entry"
    renderer.finish()
    receipt = stage.handlers.delivery(ORDER).receipt
    assert receipt is not None
    assert receipt.number == f"GR-{ORDER}"
    assert stage.evidence.kept[-1] == b"%PDF"
    assert stage.instruction() == "receipt.issued"


def test_a_restart_goes_on_under_the_same_number(stage: Stage, desk: ReceiptDesk, renderer: FakeRenderer) -> None:
    sign(stage)
    again = FakeRenderer()
    restarted = ReceiptDesk(stage.handlers, FakeCheckpoints(stage), again, stage.evidence)
    restarted.take_up([ORDER])
    again.finish()
    renderer.finish()  # the first one comes late; the receipt is issued once
    assert stage.store.kinds().count("delivery.receipt_issued") == 1
    restarted.take_up([ORDER])
    assert len(again.jobs) == 1


def test_a_failure_is_said_once_kept_and_tried_again(stage: Stage, renderer: FakeRenderer) -> None:
    said: list[Line] = []
    desk = ReceiptDesk(stage.handlers, FakeCheckpoints(stage), renderer, stage.evidence, said.append)
    sign(stage)
    renderer.fail()
    assert desk.failed[ORDER].key == "documents.failed"
    desk.take_up([ORDER])
    renderer.fail()
    assert [line.key for line in said] == ["receipt.failed"]
    for language in LANGUAGES:
        assert "no font" in Texts(language).say(said[0])
    desk.take_up([ORDER])
    renderer.finish()
    assert desk.failed == {}
    assert stage.handlers.delivery(ORDER).stage == "signed"


def test_a_full_disk_keeps_the_delivery_pending(stage: Stage, desk: ReceiptDesk, renderer: FakeRenderer) -> None:
    sign(stage)
    stage.store.broken = True
    renderer.finish()
    assert isinstance(desk.failed[ORDER], DiskFull)
    stage.store.broken = False
    desk.take_up([ORDER])
    renderer.finish()
    assert stage.handlers.delivery(ORDER).stage == "signed"
