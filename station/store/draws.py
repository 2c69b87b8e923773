"""Recomputes a delivery's draw from the log alone: what an auditor does who trusts nobody (design.md, The draw)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from station.domain.merkle import root
from station.domain.sampling import commitment, draw, sample_size, seed
from station.store import log
from station.store.database import Database
from station.texts import Line, line


@dataclass(frozen=True, slots=True)
class Recomputed:
    good: bool
    lines: tuple[Line, ...]


def recompute(db: Database, delivery: str) -> Recomputed:
    """Commitment, root, seed and order once more, each compared with what the log says."""
    entries = {entry.kind: entry for entry in log.stream_entries(db, f"delivery/{delivery}")}
    opened, drawn = entries.get("delivery.opened"), entries.get("delivery.sample_drawn")
    if opened is None or drawn is None:
        return Recomputed(False, (line("sampling.no_draw", delivery=delivery),))
    told = drawn.data
    nonce = bytes.fromhex(told["nonce"])
    again = draw(
        seed(nonce, bytes.fromhex(told["root"]), delivery),
        told["population"],
        sample_size(Fraction(told["rate"]), told["base"]),
    )
    checks = {
        "commitment": commitment(nonce) == opened.data["draw_commitment"],
        "root": root(told["size"], log.tree_of(db).node).hex() == told["root"],
        "drawn": list(again) == list(told["drawn"]),
    }
    lines = tuple(line(f"sampling.{name}_{'holds' if holds else 'differs'}") for name, holds in checks.items())
    units = line("sampling.units", units=", ".join(again) or "—", of=len(told["population"]))
    return Recomputed(all(checks.values()), (*lines, units))
