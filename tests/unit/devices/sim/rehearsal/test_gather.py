"""What a rehearsal reads out of the log's dump and copies out of the station's folder."""

from __future__ import annotations

import json
from pathlib import Path

from station.devices.sim.rehearsal.gather import copy_pictures, copy_receipts, receipts_of_log, refusals_of_log

DUMP = [
    json.dumps({"table": "log_subject", "row": {"idx": 7, "flag": "refused", "reason": "scan.duplicate"}}),
    json.dumps({"table": "log_subject", "row": {"idx": 8, "flag": "", "reason": ""}}),
    json.dumps({"table": "device", "row": {"id": "scale-1", "reason": "no_reply"}}),
    json.dumps({"table": "delivery", "row": {"id": "IN1", "receipt": "GR-IN1", "receipt_sha256": "ab" * 32}}),
    json.dumps({"table": "delivery", "row": {"id": "IN2", "receipt": "", "receipt_sha256": ""}}),
    "",
]


def test_only_refusals_count_as_refusals() -> None:
    assert refusals_of_log(DUMP) == {"refusal.scan.duplicate"}


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
