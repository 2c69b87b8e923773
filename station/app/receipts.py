"""Receipts on their way: facts from the log, thumbnails, the documents' process, the answer back on this thread."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from station.app.core import Core
from station.clock import from_utc_text
from station.documents.client import DocumentsClient
from station.documents.receipt import Site, goods_receipt, pictures_of
from station.errors import DocumentError
from station.store.files import Files
from station.ui.background import Background
from station.ui.thumbnails import thumbnail
from station.workflow.air_watch import band_of
from station.workflow.receipt_air import staging_air
from station.workflow.receipts import ReceiptJob, SignedPdf

THUMBNAIL_PX = 220


class DocumentsRenderer:
    """Implements workflow.receipts.Renderer."""

    def __init__(self, core: Core, background: Background, sensors: Callable[[], Iterable[str]]) -> None:
        """sensors: those of the staging area now."""
        self._core, self._sensors = core, sensors
        self._background = background
        self._client = DocumentsClient()

    def render(
        self, job: ReceiptJob, done: Callable[[SignedPdf], None], failed: Callable[[DocumentError], None]
    ) -> None:
        site = self._site(job)  # the store is read on this thread, the work done on another
        self._background.run(lambda: self._make(job, site), done, failed, (DocumentError,))  # type: ignore[arg-type]

    def close(self) -> None:
        self._client.close()

    def _site(self, job: ReceiptJob) -> Site:
        core, visit = self._core, job.truck.visit
        people = {row.id: core.store.reveal(row.name_record) or row.id for row in core.queries.people()}
        customer = job.truck.customers.get(job.case.delivery.customer)
        driver = core.store.reveal(visit.driver.record) if visit.driver else None
        signing = core.settings.signing
        return Site(
            issuer=core.settings.station_name,
            dock=core.settings.dock,
            customer=customer.name if customer else job.case.delivery.customer,
            names=people,
            local=lambda utc: core.local(from_utc_text(utc)).strftime("%Y-%m-%d %H:%M") if utc else "",
            driver=driver or "",
            test=signing is None,
            air=staging_air(job.case, core.queries, self._sensors(), band_of(core.settings.climate)),
        )

    def _make(self, job: ReceiptJob, site: Site) -> SignedPdf:
        from station.documents.certificate import test_signer  # noqa: PLC0415 - certificates are large; no start needs them

        settings, files = self._core.settings, self._core.store.files
        signing = settings.signing
        pkcs12 = signing.pkcs12 if signing else test_signer(settings.keys, settings.station_id)
        with tempfile.TemporaryDirectory(prefix="receipt-") as name:
            folder = Path(name)
            thumbnails = _thumbnails(job, files, folder)
            document = goods_receipt(job.case, job.truck.visit, site, job.note, thumbnails)
            data, pages, test = self._client.make(document, folder, pkcs12, signing.password_file if signing else None)
        return SignedPdf(data, pages, test)


def _thumbnails(job: ReceiptJob, files: Files, folder: Path) -> dict[str, str]:
    made = {}
    marks = {found.picture: found.marks for unit in job.case.present for found in unit.damage}
    for number, sha in enumerate(pictures_of(job.case, job.truck.visit), 1):
        jpeg = files.read(sha, "jpg")
        small = thumbnail(jpeg, THUMBNAIL_PX, marks.get(sha, ())) if jpeg else None
        if small:
            made[sha] = f"{number:04}.jpg"
            (folder / made[sha]).write_bytes(small)
    return made
