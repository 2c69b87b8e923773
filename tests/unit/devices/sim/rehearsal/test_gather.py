"""What a rehearsal reads out of the log's dump and copies out of the station's folder."""

from __future__ import annotations

import json
from pathlib import Path

from station.devices.sim.rehearsal.gather import copy_pictures, copy_receipts, receipts_of_log, refusals_of_log

DUMP = [
    json.dumps(["log", {"index": 7, "data": json.dumps({"said": {"action": "ScanUnit", "reason": "scan.duplicate"}})}]),
    json.dumps(["refusals", {"action": "CallCount", "reason": "second.same_person"}]),
    json.dumps(["receipts", {"number": "GR-IN1", "sha256": "ab" * 32}]),
    json.dumps(["deliveries", {"number": "IN1", "sha256": None, "note": "{not json"}]),
    "",
]


def test_refusals_are_found_wherever_they_stand() -> None:
    assert refusals_of_log(DUMP) == {"refusal.scan.duplicate", "refusal.second.same_person"}


def test_receipts_are_found_by_their_number() -> None:
    assert receipts_of_log(DUMP) == {"GR-IN1": "ab" * 32}


def test_files_are_copied_under_names_for_people(tmp_path: Path) -> None:
    files = tmp_path / "data" / "files" / "ab" / "ab"
    files.mkdir(parents=True)
    (files / f"{'ab' * 32}.pdf").write_bytes(b"%PDF")
    (files / f"{'cd' * 32}.jpg").write_bytes(b"jpeg")
    receipts = copy_receipts(tmp_path / "data", {"GR-IN1": "ab" * 32, "GR-IN2": "ef" * 32}, tmp_path / "receipts")
    assert [file.name for file in receipts] == ["GR-IN1.pdf"]
    assert receipts[0].read_bytes() == b"%PDF"
    assert [file.name for file in copy_pictures(tmp_path / "data", tmp_path / "pictures")] == [f"{'cd' * 32}.jpg"]
