"""Evidence as files: plain under its hash, or sealed where it is personal (a driver's papers, a refused notice).

A sealed file is `<evidence>/ab/cd/<sha256 of the sealed bytes>.sealed`: whoever verifies needs no key. The order is key
(committed), file (durable), and only then the entry that names both, so nothing that an entry names can be missing. A
key whose entry never came (the step was given up, the power failed) is destroyed at the next start: `forget_unnamed`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable

from station.store.database import Database
from station.store.files import Files
from station.store.keys import Keys
from station.store.unit_of_work import UnitOfWork
from station.store.vault import open_file
from station.workflow.ports import SealedFile

SEALED = "sealed"
_RECORD = "file:"


class Evidence:
    """Implements workflow.desk.Evidence. begin opens a transaction of the station's own."""

    def __init__(self, files: Files, db: Database, keys: Keys, begin: Callable[[], UnitOfWork]) -> None:
        self._files = files
        self._db = db
        self._keys = keys
        self._begin = begin

    def put(self, data: bytes, ext: str) -> str:
        """See Files.put: for what is not personal."""
        return self._files.put(data, ext)

    def seal(self, data: bytes) -> SealedFile:
        """Keeps bytes durably, sealed under a key of their own; they never touch the disk in the clear.

        Raises DiskFull and StoreError; then no entry may name the file.
        """
        record = f"{_RECORD}{secrets.token_hex(16)}"
        with self._begin() as uow:
            sealed, fingerprint = uow.vault.seal_file(record, data)
            uow.commit()
        return SealedFile(sha256=self._files.put(sealed, SEALED), record=record, hmac=fingerprint)

    def open(self, sha256: str, record: str) -> bytes | None:
        """The plain bytes, in memory only; None where the file is missing or its key was destroyed.

        Raises StoreError where file or key were tampered with.
        """
        sealed = self._files.read(sha256, SEALED)
        return None if sealed is None else open_file(self._db, self._keys, record, sealed)

    def forget_unnamed(self, drafts: Iterable[str]) -> int:
        """Destroys the keys of files that no entry and no draft names, and gives their number."""
        waiting = "\n".join(drafts)
        rows = self._db.rows(
            "SELECT record FROM vault WHERE record >= ?1 AND record < ?2 AND wrapped_key IS NOT NULL"
            " AND record NOT IN (SELECT record FROM sealed_file)",
            (_RECORD, f"{_RECORD}g"),
        )
        unnamed = [record for (record,) in rows if record not in waiting]
        if unnamed:
            with self._begin() as uow:
                for record in unnamed:
                    uow.purge(record)
                uow.commit()
        return len(unnamed)
