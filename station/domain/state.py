"""What is known of a stream after its entries: immutable states, one class an aggregate.

States are facts folded by evolve (domain/evolve_*.py); the rules (domain/rules_*.py) read them and nothing else.
"""

from __future__ import annotations

from decimal import Decimal

from station.domain.agreements import Agreement, Terms
from station.domain.cctv import Spell
from station.domain.events.common import ClimateNow, Lens, Personal, Picture
from station.domain.events.delivery import AnnouncedDriver
from station.domain.events.unit import EarlierPicture, Mark
from station.domain.facts import Fact
from station.domain.plan import StepPlan
from station.domain.units import DeclaredUnit


class PersonState(Fact, frozen=True, kw_only=True):
    """A person who works here."""

    id: str = ""
    badge: str = ""
    name: Personal | None = None
    roles: tuple[str, ...] = ()
    has_pin: bool = False
    signed_in: bool = False
    wrong_guesses: int = 0  # since the last sign-in or new PIN
    wrong_at: str = ""


class CustomerState(Fact, frozen=True, kw_only=True):
    id: str = ""
    name: str = ""
    industry: str = "general"
    agreements: tuple[Agreement, ...] = ()


class ScaleCheckState(Fact, frozen=True, kw_only=True):
    """The last check weight of a scale, as in events/site.py:ScaleChecked."""

    day: str
    nominal: Decimal
    gross: Decimal
    tolerance: Decimal
    passed: bool
    profile: str
    certificate: str
    verified_until: str
    at: str
    by: str


class ClimateAlarmState(Fact, frozen=True, kw_only=True):
    """One alarm of a sensor that is still on, or that nobody has answered yet."""

    number: int
    cause: str
    cleared: bool = False
    acknowledged: bool = False


class PaperState(Fact, frozen=True, kw_only=True):
    """A sealed file: a driver's document, a letter, a refused notice. kind is a text key below "document."."""

    kind: str
    record: str
    sha256: str
    keep_until: str
    at: str
    index: int
    purged_at: str = ""


class LensState(Fact, frozen=True, kw_only=True):
    """A camera's lens as it was calibrated last, for that camera and that size of picture alone."""

    camera: str
    width: int
    height: int
    lens: Lens
    at: str


class DeviceState(Fact, frozen=True, kw_only=True):
    """The station itself or one instrument."""

    id: str = ""
    lost: bool = False
    reason: str = ""
    since: str = ""
    verifier_key: str = ""
    administrator: str = ""
    climate: ClimateNow | None = None
    check: ScaleCheckState | None = None
    alarms: tuple[ClimateAlarmState, ...] = ()
    papers: tuple[PaperState, ...] = ()
    plug: str = ""  # which one it has to be: of its USB adapter, and by its own number (readings.Identity)
    serial: str = ""
    other: tuple[str, str] | None = None  # plug and serial of the one that was refused in its place last
    archives: dict[str, str] = {}  # second places for pictures: identity -> name
    lens: LensState | None = None


class SealState(Fact, frozen=True, kw_only=True):
    announced: str
    lock: str
    manifest: str
    condition: str
    good: bool
    picture: str
    at: str
    by: str


class Stop(Fact, frozen=True, kw_only=True):
    """Why unloading stands still, since when, and who lifted it."""

    reason: str
    seal: str
    at: str
    resumed_at: str = ""
    resumed_by: str = ""
    resume_reason: str = ""


class VisitState(Fact, frozen=True, kw_only=True):
    """One truck at the dock."""

    id: str = ""
    plate: str = ""
    trailer: str = ""
    carrier: str = ""
    announced: bool = True
    announced_plate: str = ""
    deliveries: tuple[str, ...] = ()
    arrived_at: str = ""
    arrived_by: str = ""
    identity: str = ""  # "", failed, matched, proxy, changed
    identity_by: str = ""
    identity_second: str = ""
    differences: tuple[str, ...] = ()
    documents: dict[str, str] = {}  # kind -> form
    driver: Personal | None = None
    driver_id: Personal | None = None
    papers: tuple[PaperState, ...] = ()
    manifest: str = ""
    seals: tuple[SealState, ...] = ()
    stops: tuple[Stop, ...] = ()
    door_opened_at: str = ""
    door_climate: ClimateNow | None = None
    truck_air: ClimateNow | None = None
    no_truck_air: str = ""  # why there is none: no_sensor, no_reading
    departed_at: str = ""
    dock: str = ""  # the door it stands at

    @property
    def stop(self) -> Stop | None:
        """The stop that nobody has lifted yet."""
        return self.stops[-1] if self.stops and not self.stops[-1].resumed_at else None

    @property
    def identified(self) -> bool:
        return self.identity in ("matched", "proxy", "changed")


class ExceptionState(Fact, frozen=True, kw_only=True):
    """One exception of a delivery."""

    number: int
    kind: str
    unit: str
    at: str
    by: str
    notice_by: str
    details: dict[str, str]
    evidence: tuple[str, ...] = ()
    countersigned: str = ""
    countersign_reason: str = ""
    witness: str = ""


class CountRound(Fact, frozen=True, kw_only=True):
    """One round of the blind count; called is None until the caller has entered the tally."""

    number: int
    keyer: str
    commitment: str
    record: str
    keyed: int | None = None
    called: int | None = None
    caller: str = ""

    @property
    def revealed(self) -> bool:
        return self.called is not None

    @property
    def agreed(self) -> bool:
        return self.revealed and self.called == self.keyed


class CountResult(Fact, frozen=True, kw_only=True):
    counted: int
    declared: int
    difference: int
    recounted: bool


class Draw(Fact, frozen=True, kw_only=True):
    nonce: str
    root: str
    size: int
    rate: str
    base: int
    population: tuple[str, ...]
    drawn: tuple[str, ...]


class SignOffState(Fact, frozen=True, kw_only=True):
    outcome: str
    receipt: str
    received: int
    refused: tuple[str, ...]
    copies: int
    at: str
    by: str
    index: int
    climate: ClimateNow | None = None
    not_compared: tuple[str, ...] = ()


class IssuedReceipt(Fact, frozen=True, kw_only=True):
    number: str
    sha256: str
    pages: int
    checkpoint_size: int
    test_certificate: bool


class ClipState(Fact, frozen=True, kw_only=True):
    """A clip of the site's CCTV that somebody wants, as in events/clip.py; station time, UTC."""

    number: int
    camera: str
    recorder: str
    channel: str
    since: str
    until: str
    deadline: str
    reason: str
    at: str
    by: str
    overdue_at: str = ""
    sha256: str = ""
    ext: str = ""
    size: int = 0
    name: str = ""
    imported_at: str = ""
    imported_by: str = ""
    finding: str = ""
    reviewed_at: str = ""
    reviewed_by: str = ""
    withdrawn: str = ""
    withdrawn_at: str = ""
    withdrawn_by: str = ""

    @property
    def waits(self) -> bool:
        """Somebody still has to bring the file."""
        return not self.sha256 and not self.withdrawn_at


class CctvState(Fact, frozen=True, kw_only=True):
    """One CCTV camera: how it was registered, oldest first."""

    id: str = ""
    spells: tuple[Spell, ...] = ()
    retired: bool = False


class DeliveryState(Fact, frozen=True, kw_only=True):
    """One customer's goods, expected or at the dock."""

    id: str = ""
    customer: str = ""
    reference: str = ""
    content: str = ""
    revision: int = 0
    carrier: str = ""
    slot: str = ""
    plate: str = ""
    trailer: str = ""
    seals: tuple[str, ...] = ()
    driver: AnnouncedDriver | None = None
    units: tuple[DeclaredUnit, ...] = ()
    visit: str = ""
    opened_at: str = ""
    agreement: int = 0
    terms: Terms = Terms()
    industry: str = "general"
    checklist: str = ""
    checklist_sha256: str = ""
    steps: tuple[StepPlan, ...] = ()
    draw_commitment: str = ""
    draw_record: str = ""
    closed: tuple[str, ...] = ()
    confirmed: dict[str, str] = {}
    rounds: tuple[CountRound, ...] = ()
    count: CountResult | None = None
    sample: Draw | None = None
    exceptions: tuple[ExceptionState, ...] = ()
    unknown: tuple[str, ...] = ()
    sign_off: SignOffState | None = None
    receipt: IssuedReceipt | None = None
    stamped_by: str = ""
    refusals: int = 0
    archived: int = 0  # pictures at a second place
    clips: tuple[ClipState, ...] = ()

    @property
    def stage(self) -> str:
        """expected, open, receipt_pending or signed."""
        if self.receipt is not None:
            return "signed"
        if self.sign_off is not None:
            return "receipt_pending"
        return "open" if self.visit else "expected"

    @property
    def uncountersigned(self) -> tuple[ExceptionState, ...]:
        """Exceptions that the driver has not answered."""
        return tuple(found for found in self.exceptions if not found.countersigned)

    @property
    def blind(self) -> bool:
        """From arrival to the reveal nobody at the dock may see an expected quantity."""
        return bool(self.visit) and self.count is None


class FaceState(Fact, frozen=True, kw_only=True):
    face: str
    picture: Picture | None
    waived: str = ""
    taken: int = 1


class DamageState(Fact, frozen=True, kw_only=True):
    damage: str
    depth_cm: Decimal | None
    extent: str
    picture: str
    marks: tuple[Mark, ...] = ()


class DoubtState(Fact, frozen=True, kw_only=True):
    """A picture that was shown before; accepted is the reason why it stands nevertheless, by and second who said so."""

    sha256: str
    shows: str
    how: str
    earlier: EarlierPicture
    at: str
    accepted: str = ""
    accepted_by: str = ""
    accepted_second: str = ""


class WeightState(Fact, frozen=True, kw_only=True):
    gross: Decimal
    declared: Decimal | None
    limit: Decimal | None
    flagged: bool
    device: str
    below_min: bool
    at: str
    tare: Decimal | None = None
    unstable_reason: str = ""


class FilmState(Fact, frozen=True, kw_only=True):
    """A film of a unit that was begun. sha256 once it is recorded; lost: why nothing of it is there."""

    film: str
    camera: str
    by: str
    at: str
    sha256: str = ""
    lost: str = ""

    @property
    def open(self) -> bool:
        """Nobody knows yet what has become of it."""
        return not (self.sha256 or self.lost)


class UnitState(Fact, frozen=True, kw_only=True):
    """One unit at the dock."""

    delivery: str = ""
    id: str = ""
    code: str = ""
    scanned_at: str = ""
    scanned_by: str = ""
    faces: dict[str, FaceState] = {}
    waybill_waived: str = ""
    damage: tuple[DamageState, ...] = ()
    weight: WeightState | None = None
    rejected: str = ""
    checks: dict[str, bool] = {}
    sampled: bool = False
    sample_passed: bool = False
    tamper_seal: str = ""
    isolated: str = ""
    entered_at: str = ""
    value_confirmed: bool = False
    doubts: tuple[DoubtState, ...] = ()
    films: tuple[FilmState, ...] = ()
    film_waived: str = ""


State = PersonState | CustomerState | DeviceState | VisitState | DeliveryState | UnitState | CctvState
