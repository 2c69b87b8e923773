"""Half-typed fields over a crash: sealed, since they may hold an ID number, and gone once the step is confirmed.

AES-256-GCM under a key of its own beside the other keys; nonce (12 bytes) ‖ ciphertext ‖ tag, AAD "draft:<name>".
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from station.store.database import Database

_NONCE = 12


class Drafts:
    """The table of drafts. A write is durable like every other one; nobody waits for it."""

    def __init__(self, db: Database, key: bytes) -> None:
        self._db = db
        self._cipher = AESGCM(key)

    def put(self, name: str, text: str) -> None:
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, text.encode(), _aad(name))
        self._db.execute_sql(
            "INSERT INTO draft (name, ciphertext) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET ciphertext = excluded.ciphertext",
            (name, sealed),
        )

    def get(self, name: str) -> str | None:
        """The text; None where there is none, or one that another key has sealed."""
        sealed = self._db.value("SELECT ciphertext FROM draft WHERE name = ?", (name,))
        if sealed is None:
            return None
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _aad(name)).decode()
        except InvalidTag:
            return None

    def drop(self, name: str) -> None:
        self._db.execute_sql("DELETE FROM draft WHERE name = ?", (name,))

    def names(self) -> list[str]:
        return [name for (name,) in self._db.rows("SELECT name FROM draft ORDER BY name")]


def _aad(name: str) -> bytes:
    return f"draft:{name}".encode()
