"""The stream of the station itself and of each of its instruments (device/<id>)."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from station.domain.events.common import Lens, Said
from station.domain.facts import Event, event


@event
class StationCreated(Event, frozen=True, kw_only=True):
    """The first entry of a log: the verifier key whose signatures its checkpoints carry."""

    KIND: ClassVar[str] = "device.station_created"
    name: str
    dock: str
    verifier_key: str


@event
class AdministratorAppointed(Event, frozen=True, kw_only=True):
    """The first account of a log, made by whoever started the station first; there is no second one."""

    KIND: ClassVar[str] = "device.administrator_appointed"
    person: str


@event
class StationStarted(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "device.station_started"
    program: str
    sqlite: str
    unclean: bool = False


@event
class ClockStepped(Event, frozen=True, kw_only=True):
    """Wall time moved against monotonic time by two seconds or more."""

    KIND: ClassVar[str] = "device.clock_stepped"
    by_ms: int


@event
class DeviceLost(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "device.lost"
    role: str
    reason: str


@event
class DeviceBack(Event, frozen=True, kw_only=True):
    KIND: ClassVar[str] = "device.back"
    role: str
    away_ms: int


@event
class ClimateRecorded(Event, frozen=True, kw_only=True):
    """One minute of one sensor: °C and %RH. minute: UTC, "2026-11-24T01:00"; "" in entries from before it was told."""

    KIND: ClassVar[str] = "device.climate_recorded"
    samples: int
    temperature_mean: Decimal
    temperature_min: Decimal
    temperature_max: Decimal
    humidity_mean: Decimal
    humidity_min: Decimal
    humidity_max: Decimal
    minute: str = ""


@event
class FileRefused(Event, frozen=True, kw_only=True):
    """An import that was refused whole; the file is kept, sealed since it names drivers (fields as in Picture)."""

    KIND: ClassVar[str] = "device.file_refused"
    name: str
    sha256: str
    faults: int
    record: str = ""
    hmac: str = ""
    keep_until: str = ""


@event
class FileViewed(Event, frozen=True, kw_only=True):
    """Somebody asked to see a sealed file of the station itself; written before it was shown."""

    KIND: ClassVar[str] = "device.file_viewed"
    document: str
    record: str
    reason: str


@event
class FilesPurged(Event, frozen=True, kw_only=True):
    """The keys of these records were destroyed when they were due."""

    KIND: ClassVar[str] = "device.files_purged"
    records: tuple[str, ...]


@event
class DeviceRefused(Event, frozen=True, kw_only=True):
    """A refusal that belongs to no visit, delivery or unit (an unknown code, say)."""

    KIND: ClassVar[str] = "device.refused"
    said: Said


@event
class ScaleChecked(Event, frozen=True, kw_only=True):
    """The daily check weight: what the scale showed of a known mass, kg. day is the site-local date it counts for.

    frames are the raw bytes of the stable window, hex; protocol, profile and d as with a weight. certificate and
    verified_until (its last day) are those of the scale's verification as the settings named them.
    """

    KIND: ClassVar[str] = "device.scale_checked"
    role: str
    day: str
    nominal: Decimal
    gross: Decimal
    tolerance: Decimal
    passed: bool
    protocol: str
    profile: str
    d: Decimal
    frames: tuple[str, ...]
    certificate: str = ""
    verified_until: str = ""


@event
class AuditNoted(Event, frozen=True, kw_only=True):
    """What an auditor wrote beside an entry."""

    KIND: ClassVar[str] = "device.audit_noted"
    about: int
    note: str


@event
class ClimateAlarmRaised(Event, frozen=True, kw_only=True):
    """The air was out of limits for too long, or a sensor is not heard any more. number counts a sensor's alarms.

    cause: warm, cold, wet, dry, lost. since: UTC, the first reading out of limits, the last one before a loss.
    limits: "" the site's, else the agreement's whose they are ("customer/version"). limit, value: °C or %RH.
    """

    KIND: ClassVar[str] = "device.climate_alarm_raised"
    number: int
    cause: str
    since: str
    limits: str = ""
    limit: Decimal | None = None
    value: Decimal | None = None


@event
class ClimateAlarmCleared(Event, frozen=True, kw_only=True):
    """The alarm is over. until: UTC, the first reading that was good again; worst: the one furthest out.

    ended: "" by that reading, "left" the goods that the limits were for have left, "removed" nobody watches the sensor.
    """

    KIND: ClassVar[str] = "device.climate_alarm_cleared"
    number: int
    until: str
    worst: Decimal | None = None
    ended: str = ""


@event
class ClimateAlarmAcknowledged(Event, frozen=True, kw_only=True):
    """Somebody has seen the alarm and says why it was, or what was done; it lasts until the air is good."""

    KIND: ClassVar[str] = "device.climate_alarm_acknowledged"
    number: int
    reason: str


@event
class ClimateSuspected(Event, frozen=True, kw_only=True):
    """Readings that cannot quite be believed, told once each time: frozen, rate, gap (reliability R18).

    since: UTC, the last reading before a gap, "" for what began with this entry.
    """

    KIND: ClassVar[str] = "device.climate_suspected"
    code: str
    since: str = ""


class SetUp(Event, frozen=True, kw_only=True):
    """What was written into the settings file, and which one of its kind the instrument is (readings.Identity)."""

    role: str
    driver: str
    url: str
    options: dict[str, str] = {}
    plug: str = ""
    serial: str = ""


@event
class DeviceAdded(SetUp, frozen=True, kw_only=True):
    """Somebody set an instrument up."""

    KIND: ClassVar[str] = "device.added"


@event
class DeviceReplaced(SetUp, frozen=True, kw_only=True):
    """The same in the place of an instrument that had this name before."""

    KIND: ClassVar[str] = "device.replaced"


@event
class DeviceMet(Event, frozen=True, kw_only=True):
    """What an instrument turned out to be when it was seen first: from now on another one is refused."""

    KIND: ClassVar[str] = "device.met"
    role: str
    plug: str = ""
    serial: str = ""


@event
class DeviceSwapped(Event, frozen=True, kw_only=True):
    """Another one stood in an instrument's place, and was not used."""

    KIND: ClassVar[str] = "device.swapped"
    role: str
    plug: str = ""
    serial: str = ""


@event
class SwapAccepted(Event, frozen=True, kw_only=True):
    """A supervisor, alone or beside a clerk, has allowed the other one; was_plug, was_serial are of the one before."""

    KIND: ClassVar[str] = "device.swap_accepted"
    plug: str = ""
    serial: str = ""
    was_plug: str = ""
    was_serial: str = ""


@event
class ArchivePrepared(Event, frozen=True, kw_only=True):
    """A second place for pictures got its identity: place is random (32 hex), name what stands on the disk's label."""

    KIND: ClassVar[str] = "device.archive_prepared"
    place: str
    name: str


@event
class LensCalibrated(Event, frozen=True, kw_only=True):
    """A camera's lens, from pictures of the lens board; it holds for this camera and this size of picture alone.

    camera is its address without a password, width and height are px. error_px: root mean square of the board's corners
    beside where they should be; unsure: the standard deviation of k1; covered: the share of the picture that had any.
    """

    KIND: ClassVar[str] = "device.lens_calibrated"
    camera: str
    width: int
    height: int
    lens: Lens
    pictures: int
    error_px: Decimal
    unsure: Decimal
    covered: Decimal
