"""The certificate that receipts are signed with. Where a site has none, the first start makes one that says TEST.

<keys>/test-signer.p12      the signer with its chain (no password: it proves nothing)
<keys>/test-ca.pem          the test CA, for whoever wants to check such a receipt
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from station.platform import private_file, replace_durably

SIGNER, AUTHORITY = "test-signer.p12", "test-ca.pem"
YEARS = 10
_BITS = 3072


def test_signer(folder: Path, station: str) -> Path:
    """The test signer of a station; made where there is none."""
    file = folder / SIGNER
    if not file.exists():
        _make(folder, station)
    return file


def _make(folder: Path, station: str) -> None:
    authority_key, signer_key = _key(), _key()
    authority_name = _name(f"TEST CA, not for use · {station}")
    signer_name = _name(f"TEST receiving station · {station}")
    authority = _certificate(authority_name, authority_name, authority_key, authority_key, authority=True)
    signer = _certificate(signer_name, authority_name, signer_key, authority_key, authority=False)
    replace_durably(folder / AUTHORITY, authority.public_bytes(serialization.Encoding.PEM))
    stored = pkcs12.serialize_key_and_certificates(
        b"test-signer", signer_key, signer, [authority], serialization.NoEncryption()
    )
    private_file(folder / SIGNER, stored)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=_BITS)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, own: rsa.RSAPrivateKey, by: rsa.RSAPrivateKey, *, authority: bool
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(own.public_key())
        .serial_number(int.from_bytes(secrets.token_bytes(16)) >> 1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(_usage(authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    )
    return builder.sign(by, hashes.SHA256())


def _usage(authority: bool) -> x509.KeyUsage:
    """A CA signs certificates, a signer documents (RFC 5280 §4.2.1.3)."""
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
