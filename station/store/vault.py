"""Personal values, each under a key of its own that can be destroyed.

    record key    32 random bytes, one a record
    wrapped key   AES-256-GCM under the key of the month (outside the database), AAD "wrap:<record>"
    ciphertext    AES-256-GCM under the record key, AAD "vault:<record>"
    fingerprint   HMAC-SHA256 under a key derived from the record key: what entries hold beside the record id

A file (a picture of a document, a refused notice) has a record too. Its bytes lie in the evidence folder, sealed under
the record key with AAD "file:<record>"; the row's text is the SHA-256 of the plain bytes, so that two records can be
compared and an opened file be checked.

All sealed values are nonce (12 bytes) ‖ ciphertext ‖ tag. The log stays verifiable when rows here are gone.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from station.errors import Bug, StoreError
from station.store.database import Database
from station.store.keys import Keys

_NONCE = 12
_FINGERPRINT_KEY = b"station-vault-fingerprint-v1"
_FILE_FINGERPRINT_KEY = b"station-file-fingerprint-v1"


class Vault:
    """The vault in one transaction of the writing connection."""

    def __init__(self, db: Database, keys: Keys, month: str) -> None:
        self._db = db
        self._keys = keys
        self._month = month
        self._purged = False

    def seal(self, record: str, text: str) -> str:
        """Keeps a text under a record id and gives its fingerprint. The same record again replaces text and key."""
        return _fingerprint(self._keep(record, text), text.encode())

    def seal_file(self, record: str, data: bytes) -> tuple[bytes, str]:
        """Bytes as they may lie in a folder, and their fingerprint; the key is kept under the record id."""
        key = self._keep(record, sha256(data).hexdigest())
        return _seal(key, data, _file(record)), _fingerprint(key, data, _FILE_FINGERPRINT_KEY)

    def _keep(self, record: str, text: str) -> bytes:
        """A new key for a record, kept wrapped beside the text."""
        month_key = self._keys.month(self._month, make=True)
        if month_key is None:
            raise Bug("store.month", month=self._month)
        key = secrets.token_bytes(32)
        row = (record, self._month, _seal(month_key, key, _wrap(record)), _seal(key, text.encode(), _aad(record)))
        self._db.execute_sql(
            "INSERT INTO vault (record, month, wrapped_key, ciphertext) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (record) DO UPDATE SET"
            " month = excluded.month, wrapped_key = excluded.wrapped_key, ciphertext = excluded.ciphertext",
            row,
        )
        return key

    def reveal(self, record: str) -> str | None:
        """The text; None where it was purged or never sealed. Raises StoreError where it was tampered with."""
        return reveal(self._db, self._keys, record)

    def fingerprint(self, record: str, text: str) -> str | None:
        """What a text would have as its fingerprint under this record's key, to compare; None after a purge."""
        key = record_key(self._db, self._keys, record)
        return _fingerprint(key, text.encode()) if key else None

    def purge(self, record: str) -> None:
        """Destroys the record's key and text; the row stays as a trace."""
        self._db.execute_sql("UPDATE vault SET wrapped_key = NULL, ciphertext = NULL WHERE record = ?", (record,))
        self._purged = True

    def forget(self) -> None:
        """After a rollback: nothing was purged after all."""
        self._purged = False

    def wipe(self) -> None:
        """After the commit: what was purged is also taken out of the write-ahead log."""
        if self._purged:
            self._db.tidy(wipe=True)
            self._purged = False


def reveal(db: Database, keys: Keys, record: str) -> str | None:
    """See Vault.reveal; works on a read-only connection as well."""
    key = record_key(db, keys, record)
    if key is None:
        return None
    return _opened(key, db.value("SELECT ciphertext FROM vault WHERE record = ?", (record,)), _aad(record)).decode()


def open_file(db: Database, keys: Keys, record: str, sealed: bytes) -> bytes | None:
    """The plain bytes of a sealed file; None after a purge. Raises StoreError where it was tampered with."""
    key = record_key(db, keys, record)
    if key is None:
        return None
    data = _opened(key, sealed, _file(record))
    if reveal(db, keys, record) != sha256(data).hexdigest():
        raise StoreError("store.vault_tampered", record=record)
    return data


def record_key(db: Database, keys: Keys, record: str) -> bytes | None:
    """A record's own key; None where it, or the key of its month, was destroyed."""
    row = db.row("SELECT month, wrapped_key FROM vault WHERE record = ?", (record,))
    if row is None or row[1] is None:
        return None
    month_key = keys.month(row[0])
    return _opened(month_key, row[1], _wrap(record)) if month_key else None


def _aad(record: str) -> bytes:
    return f"vault:{record}".encode()


def _file(record: str) -> bytes:
    return f"file:{record}".encode()


def _wrap(record: str) -> bytes:
    return f"wrap:{record}".encode()


def _seal(key: bytes, plain: bytes, aad: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, aad)


def _opened(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], aad)
    except (InvalidTag, ValueError) as error:
        raise StoreError("store.vault_tampered", record=aad.decode().partition(":")[2]) from error


def _fingerprint(key: bytes, data: bytes, purpose: bytes = _FINGERPRINT_KEY) -> str:
    own = hmac.digest(key, purpose, "sha256")
    return hmac.digest(own, data, "sha256").hex()
