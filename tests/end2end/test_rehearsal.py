"""The whole sample in the real window: `station rehearse` in a process of its own, and what it leaves behind."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from station.platform import child_command

PLAYED_WITHIN = 900  # seconds on a busy machine of two cores
STEPS = range(9)


@dataclass(frozen=True)
class Played:
    """A rehearsal that has ended."""

    code: int
    said: str
    out: Path

    @property
    def summary(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))
        return told


@pytest.fixture(scope="module")
def played(display: str, tmp_path_factory: pytest.TempPathFactory) -> Played:
    out = tmp_path_factory.mktemp("rehearsal")
    done = subprocess.run(
        child_command("rehearse", "--out", str(out)),
        env={**os.environ, "DISPLAY": display}, capture_output=True, text=True, timeout=PLAYED_WITHIN, check=False,
    )  # fmt: skip
    return Played(done.returncode, done.stdout + done.stderr, out)


pytestmark = pytest.mark.timeout(PLAYED_WITHIN + 60)


def test_it_ends_well(played: Played) -> None:
    assert played.code == 0, played.said[-8000:]
    assert played.summary["good"] is True
    assert played.summary["failure"] == ""


def test_every_delivery_has_its_signed_receipt(played: Played) -> None:
    receipts = sorted((played.out / "receipts").glob("*.pdf"))
    assert [file.stem for file in receipts] == sorted(played.summary["deliveries"])
    assert len(receipts) == 3
    for file in receipts:
        said = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid" in said, file


def test_pictures_are_all_distinct(played: Played) -> None:
    hashes = [sha256(file.read_bytes()).hexdigest() for file in (played.out / "pictures").glob("*.jpg")]
    assert len(hashes) > 38 * 6  # six faces a carton, beside manifests, seals and damage
    assert len(set(hashes)) == len(hashes)


def test_each_step_is_shown_in_both_languages(played: Played) -> None:
    names = {
        language: {file.stem for file in (played.out / "screens" / language).glob("*.png")}
        for language in ("zh_CN", "en")
    }
    assert names["zh_CN"] == names["en"]
    for step in STEPS:
        assert [name for name in names["en"] if f"step{step}-" in name], step
    for name in names["en"]:
        zh, en = (played.out / "screens" / language / f"{name}.png" for language in ("zh_CN", "en"))
        assert zh.read_bytes() != en.read_bytes(), name


def test_the_log_shows_every_refusal_of_the_sample(played: Played) -> None:
    assert set(played.summary["refusals_wanted"]) <= set(played.summary["refusals_seen"])
    assert len(played.summary["refusals_wanted"]) == 4


def test_the_database_is_where_it_says(played: Played) -> None:
    assert list(Path(played.summary["data"]).rglob("*.db"))


def test_the_window_wrote_no_traceback(played: Played) -> None:
    assert "Traceback" not in (played.out / "window.log").read_text(encoding="utf-8", errors="replace")
