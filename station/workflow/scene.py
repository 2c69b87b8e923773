"""What a step sees: the delivery, who stands there, what was typed and what the instruments say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from station.domain.case import Case, TruckCase
from station.domain.commands import Checklist
from station.domain.comparing import Comparing
from station.domain.events.common import ClimateNow, MachineRead
from station.domain.roles import Role
from station.domain.scale import Scale
from station.domain.verdicts import Verdict
from station.texts import Line


@dataclass(frozen=True, slots=True)
class Expected:
    """A truck that was announced and has not come; slot as the notice has it. deliveries and references go together."""

    plate: str
    trailer: str
    carrier: str
    slot: str
    deliveries: tuple[str, ...]
    references: tuple[str, ...]
    customers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilmNow:
    """The film that is being taken: of which unit, how long and how large it is (ms, bytes), how long it may go on
    (seconds), why it stands still ("" while it runs). ending: it is on its way to the disk."""

    delivery: str
    unit: str
    ms: int = 0
    size: int = 0
    left: int = 0
    paused: str = ""
    ending: bool = False


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A card that was held under the camera. answered: the machine has read it; read: the number that it proposes, with
    piece, the line of the picture (JPEG)."""

    answered: bool = False
    read: MachineRead | None = None
    piece: bytes = b""


@dataclass(frozen=True, slots=True)
class Scene:
    """The moment at which a step is asked. case and truck are None where no delivery is open (arrival).

    day is the site-local date; draft holds what was typed, by field name; visit is the number of the next truck.
    scale is the one that weighs the units of this delivery, verdict what the stable rule says of it, unfit why it may
    not weigh today, restless whether a load on it has not come to rest for so long that it may be taken as it is. dock
    is the door's number.
    """

    person: str
    roles: frozenset[Role]
    day: str
    draft: Mapping[str, str]
    verdict: Verdict
    scale: Scale
    checklist: Checklist
    visit: str = ""
    expected: tuple[Expected, ...] = ()
    climate: ClimateNow | None = None
    truck_air: ClimateNow | None = None  # in the hold, while it is fresh
    truck_sensor: str = ""  # that measures there, "" where there is none
    open_case: Case | None = None
    open_truck: TruckCase | None = None
    unfit: Line | None = None
    restless: bool = False
    dock: str = ""
    comparing: Comparing = field(default_factory=Comparing)  # pictures that are held against the earlier ones
    film: FilmNow | None = None
    reads_cards: bool = False  # whether a machine and a camera are there that read the number of a card
    cards: Mapping[str, LookedAt] = field(default_factory=dict)  # by the token of their picture

    @property
    def case(self) -> Case:
        """The active delivery; only arrival is asked without one."""
        assert self.open_case is not None
        return self.open_case

    @property
    def truck(self) -> TruckCase:
        assert self.open_truck is not None
        return self.open_truck

    def text(self, name: str, default: str = "") -> str:
        """What was typed into a field, without blanks around it."""
        return self.draft.get(name, default).strip()

    def is_a(self, role: Role) -> bool:
        return role in self.roles
