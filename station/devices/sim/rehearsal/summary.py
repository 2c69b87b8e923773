"""The rehearsal's summary, as JSON and as text, and whether it succeeded."""

from __future__ import annotations

from pathlib import Path

import msgspec


class Summary(msgspec.Struct, frozen=True):
    """verify is what `station verify` said, data where the database lies; the counts are of files under out/."""

    good: bool
    verify: str
    data: str
    deliveries: tuple[str, ...]
    refusals_wanted: tuple[str, ...]
    refusals_seen: tuple[str, ...]
    receipts: int
    pictures: int
    screens: int
    seconds: float
    failure: str = ""


def write_summary(summary: Summary, out: Path) -> None:
    """out/summary.json and out/summary.txt."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.json").write_bytes(msgspec.json.format(msgspec.json.encode(summary), indent=2) + b"\n")
    (out / "summary.txt").write_text(as_text(summary), encoding="utf-8")


def as_text(summary: Summary) -> str:
    missing = sorted(set(summary.refusals_wanted) - set(summary.refusals_seen))
    lines = [
        f"rehearsal   {'good' if summary.good else 'FAILED'}, {summary.seconds:.0f} s",
        f"verify      {summary.verify}",
        f"data        {summary.data}",
        f"deliveries  {', '.join(summary.deliveries) or 'none signed'}",
        f"receipts    {summary.receipts}",
        f"pictures    {summary.pictures}, all distinct",
        f"screens     {summary.screens}",
        f"refusals    {', '.join(summary.refusals_seen) or 'none'}",
    ]
    if missing:
        lines.append(f"missing     {', '.join(missing)}: the log does not show these refusals")
    if summary.failure:
        lines.append(f"failure     {summary.failure}")
    return "\n".join(lines) + "\n"
