"""The daily check weight, and whether a scale may weigh today (receiving.md §4.4).

A scale books nothing before it has shown a known mass within its tolerance that day, and nothing without a valid
verification certificate 检定证书.
"""

from __future__ import annotations

from station.domain.case import Happening, Means
from station.domain.commands import Booked, CheckScale
from station.domain.events.site import ScaleChecked
from station.domain.refusal import require
from station.domain.state import DeviceState, ScaleCheckState


def check_scale(device: DeviceState, command: CheckScale, means: Means) -> list[Happening]:
    """What the scale showed of the check weight; beyond the tolerance it has failed and weighs nothing."""
    weight, nominal = command.weight, command.nominal
    fits = command.minimum <= nominal <= command.maximum
    require(fits, "check.nominal", min=command.minimum, max=command.maximum)
    require_gross(weight)
    checked = ScaleChecked(
        role=weight.role,
        day=command.day,
        nominal=nominal,
        gross=weight.gross,
        tolerance=command.tolerance,
        passed=abs(weight.gross - nominal) <= command.tolerance,
        protocol=weight.protocol,
        profile=weight.profile,
        d=weight.d,
        frames=weight.frames,
        certificate=command.certificate,
        verified_until=command.verified_until,
    )
    return [Happening(f"device/{command.device}", checked)]


def require_fit(check: ScaleCheckState | None, day: str, device: str, profile: str) -> None:
    """Refuses a scale that may not weigh on a day. An ISO date is compared as text.

    A check speaks for the plate (profile) that it was given to: another scale under the same name has its own.
    """
    today = check if check is not None and (check.day, check.profile) == (day, profile) else None
    require(today, "scale.unchecked", device=device)
    assert today is not None
    require(today.passed, "scale.check_failed", device=device, gross=today.gross, nominal=today.nominal)
    require_certificate(today.verified_until, day, device)


def require_certificate(verified_until: str, day: str, device: str) -> None:
    """Refuses a scale without a verification, or after its last day."""
    require(verified_until, "scale.no_certificate", device=device)
    require(verified_until >= day, "scale.certificate_expired", device=device, until=verified_until)


def require_gross(weight: Booked) -> None:
    """A net weight without its tare says nothing of what lies on the scale."""
    require(weight.mode != "net" or weight.tare is not None, "weight.net", device=weight.device)
