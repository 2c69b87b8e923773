"""Values that several events carry."""

from __future__ import annotations

from decimal import Decimal

from station.domain.facts import Fact


class Personal(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A personal value that itself lies in the vault: the vault record and its HMAC under the record's key (hex)."""

    record: str
    hmac: str


class Lens(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A lens as it was calibrated (domain/lens.py). fx, cx: per mille of the picture's width; fy, cy: of its height.

    fx and fy are the focal length, cx and cy where the axis meets the picture; k1, k2 its radial distortion (Brown).
    """

    fx: Decimal
    fy: Decimal
    cx: Decimal
    cy: Decimal
    k1: Decimal
    k2: Decimal


class MeasuringCard(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a picture shows of the measuring card (domain/measuring_card.py).

    to_mm takes per mille of the picture, from its upper left corner, to millimetres on the card as it was drawn: eight
    numbers of a homography row by row, the ninth is 1. It is () where `refused` says why nothing is measured: absent,
    partly, small, oblique, bent, unchecked, scale. ruler_mm is what the 100 mm ruler measures on the paper. lens: what
    was calibrated; to_mm then takes places that it was taken out of. None where nobody calibrated it.
    """

    to_mm: tuple[Decimal, ...] = ()
    ruler_mm: Decimal = Decimal(100)
    refused: str = ""
    lens: Lens | None = None


class MachineRead(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A number that a machine read in a picture and proposed; what holds is what a person confirmed.

    engine: its name and version. sure: 0–1, as the engine says. corners: of the line, in pixels of the picture,
    clockwise from the top left.
    """

    text: str
    engine: str
    sure: Decimal
    corners: tuple[tuple[int, int], ...]


class CardRead(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A machine proposed the number of a card. The number is a person's: what is kept is whether it was confirmed.

    engine: its name and version. sure: 0–1, as the engine says. confirmed: whether the person's number is that one.
    """

    engine: str
    sure: Decimal
    confirmed: bool


class Picture(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A picture in the file store. evidence: "device-bytes" or "first-encoding" (design.md, Evidence of a picture).

    Measures are decimal text: sharpness = variance of the Laplacian at 640 px, brightness 0–255, burnt 0–1. codes are
    the delivery's own unit codes that were read in it, and a seal's in its close-up; others are not kept: a label's
    second code may name a person. card: what was found of the measuring card, where the picture was taken to measure.

    A personal picture is sealed: record is the vault record whose key opens the file, hmac the HMAC of the plain bytes
    under it, sha256 that of the encrypted file, keep_until the last day it is kept (YYYY-MM-DD); size is the plain
    picture's. corners are those of the paper in it, in pixels, clockwise from the top left; () where none was found.
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
    card: MeasuringCard | None = None
    codes: tuple[str, ...] = ()
    record: str = ""
    hmac: str = ""
    keep_until: str = ""
    corners: tuple[tuple[int, int], ...] = ()


class FilmGap(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Nothing was filmed between two moments (UTC text). why: paused, camera (no picture came), confidential."""

    begins: str
    ends: str
    why: str


class Film(Fact, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A film in the file store: Matroska with the camera's JPEGs, sha256 of the whole file (docs/filming.md).

    container is its extension, size in bytes. begins and ends are UTC text, of its first moment and its last; gaps lie
    between them. width and height (px) are the first picture's, evidence as in Picture. end: why it ended: asked,
    time, size, room, disk, process, lost (what was there when its process died).
    """

    sha256: str
    camera: str
    container: str
    evidence: str
    width: int
    height: int
    frames: int
    size: int
    begins: str
    ends: str
    gaps: tuple[FilmGap, ...] = ()
    end: str


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
