"""A scale of the station as the settings tell it: type plate, driver, check weight, verification certificate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from station.domain.scale_profile import ScaleProfile, ScaleRole, grams
from station.errors import ConfigError


@dataclass(frozen=True, slots=True)
class ScalePapers:
    """Masses in kg, None where the settings name none. verified_until: the certificate's last day, "" for none."""

    check_weight: Decimal | None = None
    tolerance: Decimal | None = None
    certificate: str = ""
    verified_until: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale. protocol is its driver. Raises ConfigError for papers that this plate cannot have."""

    profile: ScaleProfile
    protocol: str = ""
    papers: ScalePapers = ScalePapers()

    def __post_init__(self) -> None:
        nominal, given, e = self.papers.check_weight, self.papers.tolerance, self.profile.e
        if nominal is not None and not self.profile.min <= nominal <= self.profile.max:
            known = {"scale": self.device, "min": self.profile.min, "max": self.profile.max}
            raise ConfigError("scale.check_weight", **known)
        if given is not None and not 0 < given <= 2 * e:
            raise ConfigError("scale.check_tolerance", scale=self.device, allowed=grams(2 * e))

    @property
    def device(self) -> str:
        return self.profile.name

    @property
    def role(self) -> ScaleRole:
        return self.profile.role

    @property
    def tolerance(self) -> Decimal:
        """How far the check weight may be shown from its nominal mass, kg. Ours is one e, half of what class III
        allows in service up to 2000 e (OIML R76-1, table 6): a drift is seen before a weight can be wrong by 2 e."""
        return self.profile.e if self.papers.tolerance is None else self.papers.tolerance
