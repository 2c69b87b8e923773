"""Values that several events carry."""

from __future__ import annotations

from decimal import Decimal

from station.domain.facts import Fact


class Personal(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A personal value that itself lies in the vault: the vault record and its HMAC under the record's key (hex)."""

    record: str
    hmac: str


class Picture(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A picture in the file store. evidence: "device-bytes" or "first-encoding" (design.md, Evidence of a picture).

    Measures are decimal text: sharpness = variance of the Laplacian at 640 px, brightness 0–255, burnt 0–1. codes are
    the delivery's own unit codes that were read in it; others are not kept: a label's second code may name a person.
    """

    sha256: str
    camera: str
    evidence: str
    width: int
    height: int
    sharpness: Decimal
    brightness: Decimal
    burnt: Decimal
    size: int
    codes: tuple[str, ...] = ()


class ClimateNow(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A climate reading and its age in milliseconds at the moment of the entry."""

    device: str
    temperature: Decimal
    humidity: Decimal
    age_ms: int


class Said(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A refusal as it was said: the action, the reason's code and what it named (never a personal value)."""

    action: str
    reason: str
    named: dict[str, str] = {}
