"""The summary as a file for programs and as text for people."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from station.devices.sim.rehearsal.summary import Summary, as_text, write_summary

GOOD = Summary(
    good=True,
    verify="everything fits",
    data="/x/data",
    deliveries=("GR-IN1",),
    refusals_wanted=("refusal.scan.duplicate",),
    refusals_seen=("refusal.scan.duplicate", "refusal.weight.moving"),
    receipts=1,
    pictures=150,
    screens=28,
    seconds=61.5,
)


def test_both_files_are_written(tmp_path: Path) -> None:
    write_summary(GOOD, tmp_path / "out")
    told = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert told["good"] is True
    assert told["deliveries"] == ["GR-IN1"]
    assert told["data"] == "/x/data"
    assert "GR-IN1" in (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8")


def test_a_missing_refusal_is_named() -> None:
    bad = msgspec.structs.replace(GOOD, good=False, refusals_seen=(), failure="not seen within 15 s: unit.scan")
    text = as_text(bad)
    assert "FAILED" in text
    assert "missing     refusal.scan.duplicate" in text
    assert "not seen within 15 s" in text
    assert "missing" not in as_text(GOOD)
