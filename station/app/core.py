"""The station without a screen and without instruments: store, rules, queries. Commands and the window stand on it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from station import __version__
from station.app.mounts import low_mount_of, mount_of
from station.assets import resource
from station.clock import Clock, SystemClock
from station.config import Settings
from station.domain import aggregates
from station.domain.case import Happening
from station.domain.commands import Checklist
from station.domain.events.site import StationCreated, StationStarted
from station.store import projections
from station.store.archive.place import EVIDENCE
from station.store.database import sqlite_version
from station.store.queries import StoreQueries
from station.store.store import Store
from station.workflow.handlers import Handlers
from station.workflow.loader import load_checklist
from station.workflow.mount import tightened
from station.workflow.sign_in import SignInDesk


@dataclass(frozen=True, slots=True)
class Core:
    settings: Settings
    clock: Clock
    store: Store
    handlers: Handlers
    queries: StoreQueries
    checklist: Checklist
    sign_in: SignInDesk

    def day(self) -> str:
        """The site-local date, YYYY-MM-DD."""
        return self.local(self.clock.now()).date().isoformat()

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.settings.timezone))

    def close(self) -> None:
        self.store.close()


def build_core(
    settings: Settings, clock: Clock | None = None, chance: Callable[[int], bytes] = secrets.token_bytes
) -> Core:
    """Opens the database (and makes it at the first start) and joins rules and store. Raises OperatorError."""
    clock = clock or SystemClock()
    checklist = tightened(
        load_checklist(settings.checklist or resource("checklists", "standard.toml")),
        mount_of(settings),
        low_mount_of(settings),
    )
    store = Store.open(
        settings.data, settings.keys, settings.station_id, clock=clock, aggregates=aggregates, projector=projections
    )
    if settings.archive is not None:
        store.files.archive = settings.archive.folder / EVIDENCE
    handlers = Handlers(store, clock, chance)
    queries = StoreQueries(store.db, clock)
    desk = SignInDesk(handlers, clock, lambda badge: _person_of(queries, badge), store.pin_hash)
    core = Core(settings, clock, store, handlers, queries, checklist, desk)
    _begin(core)
    store.evidence.forget_unnamed(text for name in store.drafts.names() if (text := store.drafts.get(name)))
    return core


def _person_of(queries: StoreQueries, badge: str) -> str:
    person = queries.person_by_badge(badge)
    return person.id if person else ""


def _begin(core: Core) -> None:
    """The first entry of a log names the key that its checkpoints are signed with; every start is an entry."""
    station = f"device/{core.settings.station_id}"
    created = StationCreated(
        name=core.settings.station_name, dock=core.settings.dock, verifier_key=core.store.verifier_key()
    )
    core.handlers.book([Happening(station, created)], key="station-created")
    started = StationStarted(program=__version__, sqlite=sqlite_version(), unclean=core.store.unclean)
    core.handlers.book([Happening(station, started)], key=f"start-{uuid.uuid4()}")


@contextmanager
def open_core(settings: Settings) -> Iterator[Core]:
    """For commands: built, used, closed."""
    core = build_core(settings)
    try:
        yield core
    finally:
        core.close()
