"""argon2id hashes of PINs: outside the log, outside every projection. The waits after wrong guesses are the log's."""

from __future__ import annotations

from station.store.database import Database


class Credentials:
    """The table of credentials on one connection."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def pin_hash(self, person: str) -> str | None:
        """A person's hash; None before a PIN was set."""
        found: str | None = self._db.value("SELECT pin_hash FROM credential WHERE person = ?", (person,))
        return found

    def set_pin(self, person: str, pin_hash: str) -> None:
        """A new PIN."""
        self._db.execute_sql(
            "INSERT INTO credential (person, pin_hash) VALUES (?, ?)"
            " ON CONFLICT (person) DO UPDATE SET pin_hash = excluded.pin_hash",
            (person, pin_hash),
        )
