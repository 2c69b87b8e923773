"""The store as the rest of the station knows it: one folder, one writing connection, one instance.

<data>/station.db        log, tiles, checkpoints, projections, vault, drafts
<data>/evidence/         pictures and PDFs by their SHA-256, personal ones sealed
<data>/checkpoint.txt    the last signed head, outside the database: what a restored old copy is held against
<data>/station.lock      the one instance; it stays behind where the program did not end well
<keys>/                  see keys.py
"""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from station.clock import Clock
from station.domain.checkpoint import BadCheckpoint
from station.domain.checkpoint import verify as verify_note
from station.domain.merkle import root
from station.errors import DatabaseUnfit, StoreError
from station.fault_points import passing
from station.platform import InstanceLock, free_bytes, replace_durably
from station.store import log
from station.store.contracts import Aggregates, Projector
from station.store.credentials import Credentials
from station.store.database import Database, connect
from station.store.drafts import Drafts
from station.store.evidence import Evidence
from station.store.files import Files, durable_folder
from station.store.films import FilmFiles
from station.store.keys import Keys, origin_of
from station.store.ledger import Ledger
from station.store.migrate import migrate
from station.store.unit_of_work import UnitOfWork
from station.store.vault import Vault, reveal

DATABASE = "station.db"
EVIDENCE = "evidence"
FILMS = "films"  # while they are taken
CHECKPOINT = "checkpoint.txt"
_RUNNING = "running"  # a file that is there while the program runs, and after it was killed


class Store:
    """Everything durable. Made by `open`."""

    def __init__(self, folder: Path, keys: Keys, ledger: Ledger, lock: InstanceLock) -> None:
        self.folder = folder
        self.files = Files(folder / EVIDENCE)
        self.films = FilmFiles(folder / FILMS, self.files)
        self.drafts = Drafts(ledger.db, keys.draft())
        self.unclean = (folder / _RUNNING).exists()
        """Whether the last run was killed."""
        self._keys = keys
        self._ledger = ledger
        self._lock = lock
        self._credentials = Credentials(ledger.db)
        self.evidence = Evidence(self.files, ledger.db, keys, lambda: self.unit_of_work("station"))

    @classmethod
    def open(
        cls, folder: Path, keys: Path, station_id: str, *, clock: Clock, aggregates: Aggregates, projector: Projector
    ) -> Store:
        """Opens a data folder, makes it where it is new, and refuses what cannot be worked with.

        Raises DatabaseInUse, DatabaseTooNew, DatabaseUnfit (also for a log that is older than its own checkpoint),
        DiskFull, StoreError.
        """
        durable_folder(folder)
        with ExitStack() as undo:
            lock = InstanceLock(folder)
            lock.acquire()
            undo.callback(lock.release)
            db = _database(folder)
            undo.callback(db.close)
            ring = _ring(keys, station_id, first_start=log.size(db) == 0)
            _check_own(db, station_id)
            _check_no_rollback(db, ring, folder)
            store = cls(folder, ring, Ledger(db, station_id, clock, aggregates, projector), lock)
            store.files.sweep()
            _mark_running(folder)
            undo.pop_all()
        atexit.register(store.close)
        return store

    @property
    def station_id(self) -> str:
        return self._ledger.station

    @property
    def free_bytes(self) -> int:
        """Room on the disk that the data lies on."""
        return free_bytes(self.folder)

    @property
    def db(self) -> Database:
        """The writing connection, for queries on the same thread."""
        return self._ledger.db

    def unit_of_work(self, actor: str, second_actor: str | None = None) -> UnitOfWork:
        """One transaction of one or two people. Raises StoreError when the database cannot be had."""
        month = f"{self._ledger.now():%Y-%m}"
        return UnitOfWork(self._ledger, Vault(self._ledger.db, self._keys, month), actor, second_actor)

    def state(self, stream: str) -> Any:
        """A stream's committed state."""
        return self._ledger.state(stream)

    def pin_hash(self, person: str) -> str | None:
        return self._credentials.pin_hash(person)

    def reveal(self, record: str) -> str | None:
        """A value of the vault; None where it was purged."""
        return reveal(self.db, self._keys, record)

    def verifier_key(self) -> str:
        """The public key of this station's checkpoints, as text (C2SP signed-note)."""
        return self._keys.verifier().to_text()

    def sign_text(self, text: str) -> bytes:
        """A signed note (C2SP signed-note) of a text, by the key that signs the log's heads."""
        return self._keys.sign_text(text)

    def checkpoint(self) -> bytes:
        """A signed head over all entries: kept in its table and outside the database. The same size, the same note."""
        self._ledger.ready()
        known = self.db.value("SELECT note FROM checkpoint WHERE size = ?", (self._ledger.tree.size,))
        note = bytes(known) if known else self._sign()
        passing("before-checkpoint-file")
        replace_durably(self.folder / CHECKPOINT, note)
        return note

    def _sign(self) -> bytes:
        with self.unit_of_work("station") as uow:
            note = self._keys.sign(uow.size_before, uow.root_before)
            uow.add_checkpoint(uow.size_before, note)
            uow.commit()
        return note

    def tidy(self) -> None:
        """Housekeeping while nobody waits."""
        self.db.tidy()

    def close(self) -> None:
        """Ends well. May be called twice."""
        atexit.unregister(self.close)
        if not self.db.is_closed():
            self.db.close()
            (self.folder / _RUNNING).unlink(missing_ok=True)
        self._lock.release()


def _database(folder: Path) -> Database:
    db = connect(folder / DATABASE)
    try:
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def _ring(folder: Path, station: str, *, first_start: bool) -> Keys:
    """The keys, with the signing key at hand: that it is missing is told now and not at the first receipt."""
    ring = Keys(folder, origin_of(station))
    if first_start:
        ring.make_signing_key()
    ring.verifier()
    return ring


def _mark_running(folder: Path) -> None:
    replace_durably(folder / _RUNNING, b"")


def _check_own(db: Database, station: str) -> None:
    """Refuses the log of another station: an entry names its station, and one log is one station's."""
    last = log.last_entry(db)
    if last is not None and last.station != station:
        raise DatabaseUnfit("store.other_station", file=str(db.file), what="log", found=last.station, wanted=station)


def _check_no_rollback(db: Database, keys: Keys, folder: Path) -> None:
    """Refuses a database that is older than, or another one than, the head that was signed last."""
    file = folder / CHECKPOINT
    if not file.exists():
        return
    try:
        head = verify_note(file.read_bytes(), keys.verifier())
    except (OSError, BadCheckpoint) as error:
        raise StoreError("store.checkpoint_unreadable", file=str(file), reason=str(error)) from error
    size = log.size(db)
    if size < head.size:
        raise DatabaseUnfit("store.rolled_back", file=str(db.file), what="log", found=size, wanted=head.size)
    found = root(head.size, log.tree_of(db).node)
    if found != head.root:
        raise DatabaseUnfit(
            "store.other_history", file=str(db.file), what=f"#{head.size}", found=found.hex(), wanted=head.root.hex()
        )
