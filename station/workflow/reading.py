"""What the pages ask, and what they get: plain rows, no SQL, no widget.

Between arrival and reveal nothing here tells an expected quantity of a delivery (`blind`): figures are None, unit lists
and the data of entries that would tell it are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from station.domain.cctv import Comparison, Spell
from station.domain.entry import Entry
from station.domain.manifest import FILM
from station.domain.state import ClipState


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: str
    badge: str
    name_record: str
    roles: tuple[str, ...]
    has_pin: bool


@dataclass(frozen=True, slots=True)
class CustomerRow:
    id: str
    name: str
    industry: str
    agreement: int


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery for a list. declared is None while the count is blind; stage as in DeliveryState."""

    id: str
    customer: str
    customer_name: str
    reference: str
    carrier: str
    slot: str
    plate: str
    trailer: str
    visit: str
    stage: str
    blind: bool
    declared: int | None
    counted: int | None
    opened_at: str
    signed_at: str
    outcome: str
    receipt: str
    exceptions: int
    uncountersigned: int


@dataclass(frozen=True, slots=True)
class Today:
    """The four figures and the deliveries behind them. Held: signed later than 24 h, or on site longer than that."""

    expected: int
    at_dock: int
    signed: int
    held: int
    deliveries: tuple[DeliveryRow, ...]


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Empty fields ask for everything. delivery is a part of its number, people are ids (None: everybody), kind is a
    prefix ("unit."), flag one of FLAGS' values."""

    delivery: str = ""
    people: tuple[str, ...] | None = None
    kind: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry in the table; data is empty where the delivery is blind and the entry would tell too much."""

    index: int
    at: str
    actor: str
    second_actor: str
    kind: str
    stream: str
    flag: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry is in the log: its leaf hash and the way to the root of a signed head. Hex."""

    index: int
    leaf: str
    size: int
    root: str
    path: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A sealed picture or file: stream and kind as in the log ("visit/V1", "id_card"), keep_until its last day
    (YYYY-MM-DD), purged_at when its key was destroyed ("" while it can be read)."""

    record: str
    stream: str
    kind: str
    sha256: str
    keep_until: str
    purged_at: str


@dataclass(frozen=True, slots=True)
class LogDetail:
    """pictures are hashes of what everybody may see, film that of a film; papers are sealed and shown to few, with a
    reason."""

    row: LogRow
    entry: Entry | None  # None while blindness hides it
    pictures: tuple[str, ...]
    proof: Proof | None
    papers: tuple[PaperRow, ...] = ()
    film: str = ""


class ClipRow(ClipState, frozen=True, kw_only=True):
    """A clip of the site's CCTV that somebody wants, and of which delivery."""

    delivery: str


@dataclass(frozen=True, slots=True)
class Stay:
    """How long a delivery's truck and goods were here: UTC text, "" for what has not happened. dock "" is not told."""

    dock: str
    arrived_at: str
    door_opened_at: str
    departed_at: str
    signed_at: str


@dataclass(frozen=True, slots=True)
class DeviceRow:
    id: str
    lost: bool
    reason: str
    since: str


# One minute of the air, for drawing: the epoch second that it begins at, then mean, least and most of the temperature
# (°C), then those of the humidity (%).
ClimateMinute = tuple[float, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm of the air. Moments are UTC text, "" for what has not happened; figures are decimal text (°C, %).

    limits: "" the site's, else customer/version of the agreement; bound: the limit that was passed; worst: "" while
    the alarm is on; ended: "" by a good reading, "left", "removed".
    """

    device: str
    number: int
    index: int
    cause: str
    limits: str
    since: str
    raised_at: str
    bound: str
    value: str
    worst: str
    until: str
    ended: str
    acknowledged_at: str
    acknowledged_by: str
    reason: str

    @property
    def on(self) -> bool:
        return not self.until

    @property
    def open(self) -> bool:
        """Still on, or not answered yet."""
        return self.on or not self.acknowledged_at


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A picture of the goods: the entry that names it, of which unit or truck it is, and what it shows.

    shows: a face, damage, tamper_seal, manifest or seal. size in bytes.
    """

    index: int
    sha256: str
    at: str
    delivery: str
    unit: str
    visit: str
    shows: str
    camera: str
    size: int


@dataclass(frozen=True, slots=True)
class FilmRow:
    """An unboxing film: index is the entry that has its file (sha256), else the one that began it.

    begun_at, begins and ends are UTC text; size in bytes, ended as in events/common.py:Film.
    """

    film: str
    delivery: str
    unit: str
    camera: str
    begun_at: str
    begun_by: str
    index: int
    sha256: str
    begins: str
    ends: str
    size: int
    ended: str

    # As a list of pictures has it (domain/manifest.py:Pictured).

    @property
    def visit(self) -> str:
        return ""

    @property
    def shows(self) -> str:
        return FILM

    @property
    def at(self) -> str:
        return self.begins


class Queries(Protocol):
    """Everything that pages read. Answers are of this moment; pages ask again when they are told of entries."""

    def today(self, day: str) -> Today: ...

    def expected(self) -> tuple[DeliveryRow, ...]: ...

    def open_deliveries(self) -> tuple[str, ...]:
        """Deliveries of trucks that have not left, or whose paper is not stamped yet, in the order they arrived."""
        ...

    def receipt_pending(self) -> tuple[str, ...]: ...

    def person_by_badge(self, badge: str) -> PersonRow | None: ...

    def people(self) -> tuple[PersonRow, ...]: ...

    def customers(self) -> tuple[CustomerRow, ...]: ...

    def deliveries(self) -> tuple[DeliveryRow, ...]: ...

    def log_page(self, wanted: LogFilter, before: int | None = None, limit: int = 100) -> tuple[LogRow, ...]:
        """Entries with an index below `before`, newest first."""
        ...

    def log_detail(self, index: int) -> LogDetail | None: ...

    def recorded(self, delivery: str, limit: int = 12) -> tuple[LogRow, ...]:
        """The latest entries of a delivery, its units and its truck, newest first."""
        ...

    def papers_due(self) -> tuple[PaperRow, ...]:
        """Sealed papers whose last day is over (by UTC), oldest first."""
        ...

    def films(self, delivery: str) -> tuple[FilmRow, ...]:
        """The films of a delivery whose files are there, oldest first."""
        ...

    def films_open(self) -> tuple[FilmRow, ...]:
        """Films that were begun and of which nobody has told what became of them."""
        ...

    def devices(self) -> tuple[DeviceRow, ...]: ...

    def climate_sensors(self) -> tuple[str, ...]:
        """The devices that minutes of the air were recorded of."""
        ...

    def climate(self, device: str, since: float, until: float) -> Sequence[ClimateMinute]:
        """The minutes that begin in [since, until), epoch seconds, oldest first; none where nothing was measured."""
        ...

    def climate_alarms(self, device: str, since: float, until: float) -> tuple[AlarmRow, ...]:
        """The alarms of a sensor that were on in [since, until), epoch seconds, oldest first."""
        ...

    def open_alarms(self) -> tuple[AlarmRow, ...]:
        """Those of every sensor that are on, or that nobody has answered, in the order they were raised."""
        ...

    def log_size(self) -> int: ...

    def last_checkpoint(self) -> tuple[int, str]:
        """Size and time (UTC text) of the last signed head; (0, "") where there is none."""
        ...

    def pictures(self, delivery: str) -> tuple[PictureRow, ...]:
        """A delivery's pictures and those of its truck, oldest first."""
        ...

    def deliveries_of(self, visit: str) -> tuple[str, ...]:
        """The deliveries that a truck brought."""
        ...

    def picture(self, sha256: str) -> PictureRow | None:
        """Where a picture was named first."""
        ...

    def pictures_since(self, at: str) -> tuple[PictureRow, ...]: ...

    def archived_pictures(self) -> int:
        """How many pictures lie at a second place."""
        ...

    def archived_size(self) -> int:
        """Their bytes."""
        ...

    def archive_of(self, sha256: str) -> str:
        """The name of the archive that a picture was moved to, "" for none."""
        ...

    def evidence_size(self, since: str = "") -> tuple[int, str]:
        """Bytes of all pictures, films and clips since then, and the time of the first ("" where there is none)."""
        ...

    def cctv_spells(self) -> tuple[Spell, ...]:
        """Every CCTV camera as it was registered, by camera, oldest first."""
        ...

    def cctv_clocks(self) -> tuple[Comparison, ...]:
        """Every comparison of a recorder's clock, in the order of their moments."""
        ...

    def clips(self, delivery: str) -> tuple[ClipRow, ...]:
        """The clips of a delivery, in the order they were asked for."""
        ...

    def clips_waiting(self) -> tuple[ClipRow, ...]:
        """Those of every delivery that nobody has brought yet, the most urgent first."""
        ...

    def stay(self, delivery: str) -> Stay | None:
        """How long a delivery was here; None for one that has not come."""
        ...
