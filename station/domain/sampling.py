"""The draw of the cartons to be opened: nobody can choose, anybody can recompute (design.md, "The draw").

At arrival the station commits to SHA-256(nonce). When the count closes, the nonce is revealed and
seed = SHA-256("station-draw-v1" ‖ nonce ‖ log root before that transaction ‖ delivery id); the openable units, sorted
by SHA-256(seed ‖ unit id), give the first k = max(1, ceil(rate x all units)). All of them where fewer are openable.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Iterable
from fractions import Fraction

_DOMAIN = b"station-draw-v1"


def commitment(nonce: bytes) -> str:
    """What the arrival's entry says of the nonce, hex."""
    return hashlib.sha256(nonce).hexdigest()


def seed(nonce: bytes, root: bytes, delivery: str) -> bytes:
    """32 bytes that nobody could know before the count was closed."""
    return hashlib.sha256(_DOMAIN + nonce + root + delivery.encode()).digest()


def sample_size(rate: Fraction, all_units: int) -> int:
    """k = max(1, ceil(rate x all units)); the rate is an exact fraction, so 5 % of 40 is 2 and never 3."""
    return max(1, math.ceil(rate * all_units))


def draw(seed_bytes: bytes, openable: Iterable[str], size: int) -> tuple[str, ...]:
    """The first `size` openable unit ids in the order of SHA-256(seed ‖ id); fewer where there are fewer."""
    shuffled = sorted(openable, key=lambda unit: hashlib.sha256(seed_bytes + unit.encode()).digest())
    return tuple(shuffled[:size])


def extend(
    seed_bytes: bytes, drawn: Collection[str], late: Iterable[str], rate: Fraction, all_units: int
) -> tuple[str, ...]:
    """More units drawn among late ones, so that the sample is again as large as the rate asks for."""
    wanted = sample_size(rate, all_units) - len(drawn)
    return draw(seed_bytes, [unit for unit in late if unit not in drawn], max(0, wanted))
