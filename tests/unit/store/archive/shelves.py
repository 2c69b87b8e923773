"""A station that has received and signed a delivery, and a second place for its pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from station.domain.commands import ArchivePictures, IssueReceipt, PrepareArchive
from station.domain.rules.archive import kept_until
from station.errors import StoreError
from station.store.archive.mover import Copied, Mover, Progress
from station.store.archive.place import Identity, Place
from station.store.archive.plan import Lot, Policy, due
from station.store.files import durable_folder
from station.store.keys import read_verifier
from station.store.store import Store
from station.texts import Line
from station.workflow.handlers import STATION, Accepted, Handlers
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened, received

ORDER = "IN20261124-0001"
PLACE = "ab" * 16
AT_ONCE = Policy(timedelta(0))


@dataclass
class Shelves:
    """folder: of data and keys; second: the archive's."""

    folder: Path
    second: Path
    store: Store
    clock: FakeClock

    @property
    def handlers(self) -> Handlers:
        return Handlers(self.store, self.clock)

    @property
    def place(self) -> Place:
        return Place(self.second, read_verifier(self.folder / "keys"))

    def lots(self) -> tuple[Lot, ...]:
        self.clock.forward(91 * 86_400)  # what is younger stays at hand
        return due(self.store.db, AT_ONCE, self.clock.now())

    def mover(self, show: Callable[[Progress], None] = lambda progress: None) -> Mover:
        return Mover(self.store.db, self.store.files, self.place, self.tell, show)

    def tell(self, copied: Copied) -> Line | None:
        until = kept_until(self.handlers.delivery(copied.delivery))
        command = ArchivePictures(
            delivery=copied.delivery, place=copied.place, files=copied.files, size=copied.size, keep_until=until
        )
        result = self.handlers.dispatch(command, f"archive-{copied.files[0]}", STATION)
        return None if isinstance(result, Accepted) else result.reason

    def prepare(self, place: str = PLACE, name: str = "USB 1") -> None:
        durable_folder(self.second)  # a disk that is plugged in is there after a cut as well
        command = PrepareArchive(place=place, name=name)
        assert isinstance(self.handlers.dispatch(command, f"prepare-{place}", "admin"), Accepted)
        self.place.prepare(self.store.sign_text(Identity(place, name).to_text()))


def signed(folder: Path) -> Shelves:
    """A signed delivery with its receipt, and an archive that is prepared."""
    stage = received(folder)
    pdf = b"%PDF receipt"
    issue = IssueReceipt(
        delivery=ORDER, sha256=stage.store.files.put(pdf, "pdf"), pages=1, checkpoint_size=1, test_certificate=True
    )
    result = stage.handlers.dispatch(issue, "issue", STATION)
    assert isinstance(result, Accepted), result
    shelves = Shelves(folder, folder / "second", stage.store, stage.clock)
    shelves.prepare()
    return shelves


def again(shelves: Shelves) -> Shelves:
    """The same after a restart of the station."""
    shelves.store.close()
    return Shelves(shelves.folder, shelves.second, opened(shelves.folder, shelves.clock), shelves.clock)


def named(store: Store) -> tuple[str, ...]:
    """The SHA-256 of every picture that a row names."""
    return tuple(str(sha) for (sha,) in store.db.rows("SELECT DISTINCT sha256 FROM picture ORDER BY sha256"))


def here(shelves: Shelves) -> set[str]:
    return {sha for sha, ext in shelves.store.files.walk() if ext == "jpg"}


def there(shelves: Shelves) -> set[str]:
    return {sha for sha, _ in shelves.place.files.walk() if shelves.place.holds(sha, "jpg")}


def refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except StoreError as error:
        return error.key
    return ""
