"""The archive joined with rules and store: what is due, who tells the log of it, and how a new place is prepared."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta

from station.app.core import Core
from station.config import ArchiveSettings, Settings
from station.domain.checkpoint import VerifierKey
from station.domain.commands import PrepareArchive
from station.errors import ConfigError
from station.store.archive.mover import Copied, Mover, Progress
from station.store.archive.place import Identity, Place, check_apart
from station.store.archive.plan import Policy
from station.store.keys import read_verifier
from station.texts import Line, line
from station.workflow.archiving import archive
from station.workflow.handlers import STATION, Accepted, Rejected


def archive_of(settings: Settings) -> ArchiveSettings:
    """The archive of the settings. Raises ConfigError where they name none."""
    if settings.archive is None:
        raise ConfigError(
            "config.wrong", file=str(settings.file or "—"), key="archive.folder", allowed=line("config.path")
        )
    return settings.archive


def place_of(settings: Settings, key: VerifierKey | None = None) -> Place:
    """The second place of the settings. Raises ConfigError, StoreError where it would go together with the first."""
    archive = archive_of(settings)
    check_apart(settings.data, archive.folder, one_disk=archive.one_disk)
    return Place(archive.folder, key or read_verifier(settings.keys))


def policy_of(archive: ArchiveSettings) -> Policy:
    return Policy(timedelta(days=archive.after_days), archive.keep)


def prepare(core: Core, name: str, who: str) -> Identity | Line:
    """Gives the folder of the settings its identity: first the entry, then the signed note that names it.

    Raises ConfigError, StoreError. Without the note the entry is of no effect: the place is never found.
    """
    place = place_of(core.settings)
    place.check_free()
    identity = Identity(secrets.token_hex(16), " ".join(name.split()))
    command = PrepareArchive(place=identity.place, name=identity.name)
    result = core.handlers.dispatch(command, f"cmd-{uuid.uuid4()}", who)
    if isinstance(result, Rejected):
        return result.reason
    place.prepare(core.store.sign_text(identity.to_text()))
    return identity


def teller(core: Core, who: str = STATION) -> Callable[[Copied], Line | None]:
    """Commits the entry of copied pictures; why not, or None. Raises StoreError."""
    years = archive_of(core.settings).retention_years

    def tell(copied: Copied) -> Line | None:
        result = archive(core.handlers, asdict(copied), years, who)
        return None if isinstance(result, Accepted) else result.reason

    return tell


def mover_of(core: Core, tell: Callable[[Copied], Line | None], show: Callable[[Progress], None]) -> Mover:
    """A run in this process. Raises ConfigError, StoreError."""
    return Mover(core.store.db, core.store.files, place_of(core.settings), tell, show)
