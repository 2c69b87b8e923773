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

    Measures are decimal text: sharpness = variance of the Laplacian at 640 px, brightness 0–255, burnt 0–1.

    A personal picture is sealed: record is the vault record whose key opens the file, hmac the HMAC of the plain bytes
    under it, sha256 that of the encrypted file, keep_until the last day it is kept (YYYY-MM-DD); size is the plain
    picture's. corners are those of the paper in it, in pixels, clockwise from the top left; () where none was found.
    codes are texts of codes that were read in it, kept where a person compares them (a seal's close-up).
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
    record: str = ""
    hmac: str = ""
    keep_until: str = ""
    corners: tuple[tuple[int, int], ...] = ()
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
