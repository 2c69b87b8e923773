"""Signs a PDF with a PKCS#12 certificate (PAdES, ETSI EN 319 142-1; pyhanko)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError

from station.errors import DocumentError

FIELD = "Receipt"


class Signer:
    """One certificate, loaded once. Raises DocumentError where it cannot be read."""

    def __init__(self, pkcs12: Path, password_file: Path | None) -> None:
        if not pkcs12.exists():
            raise DocumentError("documents.certificate", document=pkcs12.name, reason=str(pkcs12))
        password = password_file.read_bytes().strip() if password_file else None
        load: Any = signers.SimpleSigner.load_pkcs12  # pyhanko leaves it untyped
        signer = load(str(pkcs12), passphrase=password)
        if signer is None:
            raise DocumentError("documents.certificate", document=pkcs12.name, reason=str(pkcs12))
        self._signer = signer
        subject = signer.signing_cert.subject.human_friendly if signer.signing_cert else ""
        self.test = "TEST" in subject

    def sign(self, pdf: bytes, number: str) -> bytes:
        """The signed PDF: the first one's bytes, and the signature appended."""
        try:
            writer = IncrementalPdfFileWriter(BytesIO(pdf))
            meta = PdfSignatureMetadata(
                field_name=FIELD, reason=number, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
            )
            signed = signers.sign_pdf(writer, meta, signer=self._signer)
        except (ValueError, OSError, PdfError, SigningError) as error:
            raise DocumentError("documents.not_signed", document=number, reason=str(error)) from error
        return bytes(signed.getvalue())


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])
