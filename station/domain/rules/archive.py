"""Pictures at a second place: after the sign-off, never for less than the retention (receiving.md §6)."""

from __future__ import annotations

from station.domain.agreements import SHORTEST_RETENTION_YEARS
from station.domain.case import Happening, Means, delivery_stream
from station.domain.commands import ARCHIVE, ArchivePictures, PrepareArchive
from station.domain.events.delivery import PicturesArchived
from station.domain.events.site import ArchivePrepared
from station.domain.papers import years_later
from station.domain.refusal import require
from station.domain.state import DeliveryState, DeviceState


def prepare_archive(state: DeviceState, command: PrepareArchive, means: Means) -> list[Happening]:
    """A place has one identity, once."""
    require(command.name.strip(), "archive.name")
    require(command.place not in state.archives, "archive.known", name=command.name)
    return [Happening(f"device/{ARCHIVE}", ArchivePrepared(place=command.place, name=command.name.strip()))]


def archive_pictures(state: DeliveryState, command: ArchivePictures, means: Means) -> list[Happening]:
    """Only what is signed and has its receipt moves, to a place that this log knows, and the last day is no less than
    agreement and law ask for."""
    require(state.stage == "signed", "archive.not_signed", delivery=command.delivery)
    require(command.files, "archive.nothing", delivery=command.delivery)
    require(command.place in means.device(ARCHIVE).archives, "archive.unknown", place=command.place[:8])
    least = kept_until(state)
    require(command.keep_until >= least, "archive.retention", until=command.keep_until, least=least)
    archived = PicturesArchived(
        place=command.place, files=command.files, size=command.size, keep_until=command.keep_until
    )
    return [Happening(delivery_stream(command.delivery), archived)]


def kept_until(delivery: DeliveryState, years: int = 0) -> str:
    """The last day of a signed delivery's pictures: so many years after its sign-off, its agreement's if that is more,
    and three in any case."""
    if delivery.sign_off is None:
        return ""
    longest = max(years, delivery.terms.retention_years, SHORTEST_RETENTION_YEARS)
    return years_later(delivery.sign_off.at, longest)
