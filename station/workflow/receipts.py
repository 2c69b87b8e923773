"""The six moments of a receipt, from the sign-off's entry to the receipt's own (design.md, The receipt).

1 sign-off entry, 2 signed checkpoint, 3 render with the checkpoint as QR, 4 sign the PDF, 5 make it durable, 6 entry
with its hash. Between 1 and 6 the delivery is "receipt pending" and goes on at the next start under the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from station.domain.case import Case, TruckCase
from station.domain.commands import IssueReceipt
from station.domain.entry import Entry
from station.errors import DocumentError, StoreError
from station.fault_points import passing
from station.program_log import ProgramLog
from station.texts import Line, line
from station.workflow.handlers import STATION, Handlers
from station.workflow.ports import Evidence

log = ProgramLog(__name__)


@dataclass(frozen=True, slots=True)
class ReceiptJob:
    """Everything a receipt is made of. note is the signed checkpoint that covers the sign-off's entry."""

    case: Case
    truck: TruckCase
    note: bytes
    size: int


@dataclass(frozen=True, slots=True)
class SignedPdf:
    data: bytes
    pages: int
    test_certificate: bool


class Renderer(Protocol):
    """Renders and signs in another process; the answer comes later on the caller's thread."""

    def render(
        self, job: ReceiptJob, done: Callable[[SignedPdf], None], failed: Callable[[DocumentError], None]
    ) -> None: ...


class Checkpoints(Protocol):
    def checkpoint(self) -> bytes:
        """A signed head over everything that is committed. Raises StoreError."""
        ...


class ReceiptDesk:
    """Issues receipts, one at a time for a delivery, and takes up those that a crash left behind."""

    def __init__(
        self,
        handlers: Handlers,
        checkpoints: Checkpoints,
        renderer: Renderer,
        files: Evidence,
        tell: Callable[[Line], None] = lambda said: None,
    ) -> None:
        """tell: says a failure to whoever stands there; the same one is not said again at each new attempt."""
        self._tell = tell
        self._handlers = handlers
        self._checkpoints = checkpoints
        self._renderer = renderer
        self._files = files
        self._working: set[str] = set()
        self._failed: dict[str, DocumentError | StoreError] = {}
        handlers.subscribe(self._written)

    @property
    def failed(self) -> dict[str, DocumentError | StoreError]:
        """Deliveries whose receipt could not be issued yet, with the reason; tried again by `take_up`."""
        return dict(self._failed)

    def take_up(self, pending: Iterable[str]) -> None:
        """Goes on with deliveries that are signed and have no receipt."""
        for delivery in pending:
            self._start(delivery)

    def _written(self, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if entry.kind == "delivery.signed_off":
                self._start(entry.stream.removeprefix("delivery/"))

    def _start(self, delivery: str) -> None:
        if delivery in self._working:
            return
        try:
            job = self._job(delivery)
        except StoreError as error:
            self._give_up(delivery, error)
            return
        if job is None:
            return
        self._working.add(delivery)
        self._renderer.render(
            job, lambda pdf: self._rendered(delivery, job, pdf), lambda error: self._give_up(delivery, error)
        )

    def _job(self, delivery: str) -> ReceiptJob | None:
        case = self._handlers.case(delivery)
        if case.delivery.stage != "receipt_pending":
            return None
        passing("receipt-signed-off")
        note = self._checkpoints.checkpoint()
        passing("receipt-checkpoint")
        truck = self._handlers.truck(case.visit.id)
        return ReceiptJob(case, truck, note, size=int(note.splitlines()[1]))

    def _rendered(self, delivery: str, job: ReceiptJob, pdf: SignedPdf) -> None:
        signed = job.case.delivery.sign_off
        assert signed is not None
        passing("receipt-signed")
        try:
            sha256 = self._files.put(pdf.data, "pdf")
            passing("receipt-durable")
            command = IssueReceipt(
                delivery=delivery,
                sha256=sha256,
                pages=pdf.pages,
                checkpoint_size=job.size,
                test_certificate=pdf.test_certificate,
            )
            self._handlers.dispatch(command, f"receipt-{signed.receipt}", STATION)
            passing("receipt-issued")
        except StoreError as error:
            self._give_up(delivery, error)
            return
        self._working.discard(delivery)
        self._failed.pop(delivery, None)

    def _give_up(self, delivery: str, error: DocumentError | StoreError) -> None:
        log.warning("receipt failed", delivery=delivery, reason=str(error))
        self._working.discard(delivery)
        before, self._failed[delivery] = self._failed.get(delivery), error
        if before is None or before.key != error.key:
            self._tell(line("receipt.failed", delivery=delivery, reason=Line(error.key, error.params)))
