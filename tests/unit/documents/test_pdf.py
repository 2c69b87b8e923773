"""The PDF as outside tools read it: poppler for words and signature, its test CA trusted in an NSS database."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from station.documents.certificate import AUTHORITY, SIGNER
from station.documents.certificate import test_signer as signer_of
from station.documents.client import DocumentsClient
from station.documents.model import Document
from station.documents.pdf import render
from station.documents.receipt import goods_receipt
from station.documents.signing import Signer
from station.errors import DocumentError
from tests.unit.documents.samples import NOTE, case, site, visit

PAGES = 2  # of the small sample


def document(units: int = 3, outcome: str = "with_exceptions") -> Document:
    return goods_receipt(case(units, outcome), visit(), site(), NOTE, {})


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    signer_of(folder, "IN-01")
    trust = folder / "nss"
    trust.mkdir()
    certutil = ["certutil", "-d", f"sql:{trust}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True, capture_output=True)
    subprocess.run(
        [*certutil, "-A", "-n", "ca", "-t", "CT,CT,CT", "-i", str(folder / AUTHORITY)], check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def signed(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    pdf = render(document(), tmp_path_factory.mktemp("job"))
    return Signer(keys / SIGNER, None).sign(pdf, "R-IN-01-000042")


def pdfsig(pdf: bytes, keys: Path) -> str:
    file = keys / "checked.pdf"
    file.write_bytes(pdf)
    return subprocess.run(
        ["pdfsig", "-nssdir", f"sql:{keys / 'nss'}", str(file)], capture_output=True, text=True, check=False
    ).stdout


def words(pdf: bytes, folder: Path) -> str:
    file = folder / "words.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout


def test_an_outside_tool_finds_signature_and_signer_valid(signed: bytes, keys: Path) -> None:
    told = pdfsig(signed, keys)
    assert "Signature is Valid" in told
    assert "Certificate is Trusted" in told
    assert "TEST receiving station · IN-01" in told


def test_a_flipped_byte_is_found_by_the_outside_tool(signed: bytes, keys: Path) -> None:
    at = len(signed) // 4
    forged = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert "Signature is Valid" not in pdfsig(forged, keys)


def test_the_signature_leaves_the_rendered_bytes_alone(keys: Path, tmp_path: Path) -> None:
    pdf = render(document(), tmp_path)
    assert Signer(keys / SIGNER, None).sign(pdf, "R").startswith(pdf)


def test_the_pdf_calls_itself_pdfa_2b(signed: bytes) -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in signed
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in signed


def test_words_are_there_to_be_searched_and_pages_numbered(tmp_path: Path) -> None:
    text = words(render(document(40), tmp_path), tmp_path)
    assert "SF100000000039" in text
    pages = text.split("\f")[:-1]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert page.rstrip().endswith(f"{number}/{len(pages)}")


def test_markup_in_a_value_stays_text(tmp_path: Path) -> None:
    names = {"p-1": "#", "p-3": "$x$"}
    asked = goods_receipt(case(), visit(), site(names=names), b"#panic()\n", {})
    assert "#" in words(render(asked, tmp_path), tmp_path)


def test_a_refusal_has_no_space_for_the_stamp(tmp_path: Path) -> None:
    assert "已验收" in words(render(document(), tmp_path), tmp_path)
    assert "已验收" not in words(render(document(outcome="refused"), tmp_path), tmp_path)


def test_the_test_signer_is_made_once_and_is_private(keys: Path) -> None:
    file = keys / SIGNER
    before = file.read_bytes()
    assert signer_of(keys, "IN-01") == file
    assert file.read_bytes() == before
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [None, b"no PKCS#12"])
def test_an_unreadable_certificate_is_told(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "signer.p12"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DocumentError) as refused:
        Signer(file, None)
    assert refused.value.key == "documents.certificate"


def test_the_documents_process_signs_and_is_started_again_when_it_died(keys: Path, tmp_path: Path) -> None:
    client = DocumentsClient()
    try:
        first, pages, test = client.make(document(), tmp_path, keys / SIGNER, None)
        assert client._process is not None
        client._process.kill()
        client._process.wait()
        client.make(document(), tmp_path, keys / SIGNER, None)
    finally:
        client.close()
    assert test
    assert pages == PAGES
    assert "Signature is Valid" in pdfsig(first, keys)


def test_the_process_tells_an_error_and_lives_on(keys: Path, tmp_path: Path) -> None:
    client = DocumentsClient()
    try:
        with pytest.raises(DocumentError):
            client.make(document(), tmp_path, keys / "none.p12", None)
        assert client.make(document(), tmp_path, keys / SIGNER, None)[1] == PAGES
    finally:
        client.close()
