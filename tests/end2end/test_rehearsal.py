"""The whole sample in the real window: `station rehearse` in a process of its own, and what it leaves behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw
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


# What is personal on the sample's two trucks: the drivers, their documents.
PERSONAL = ("王建国", "440305198502142137", "李秀英", "440106198809234517")


def personal_forms() -> list[bytes]:
    """As they are stored, as JSON escapes them, and as a PDF may hold text."""
    forms = [text.encode(code) for text in PERSONAL for code in ("utf-8", "utf-16-be", "utf-16-le", "gb18030")]
    return forms + [json.dumps(text).strip('"').encode() for text in PERSONAL]


def test_no_byte_tells_the_driver_or_the_number_of_a_document(played: Played) -> None:
    """Log, tables, journal, free pages, text logs, receipts: only the vault knows, and it is encrypted."""
    data = Path(played.summary["data"])
    files = [file for file in (data, *data.rglob("*")) if file.is_file() and file.suffix != ".jpg"]
    files += [played.out / "window.log", *(played.out / "receipts").glob("*.pdf")]
    assert {file.suffix for file in files} >= {".db", ".pdf", ".log"}
    for file in files:
        stored = file.read_bytes()
        assert not [form for form in personal_forms() if form in stored], file
    for receipt in (played.out / "receipts").glob("*.pdf"):
        said = subprocess.run(["pdftotext", str(receipt), "-"], capture_output=True, text=True, check=True).stdout
        assert not [text for text in PERSONAL if text in said]
        assert "**" in said, "names stand masked"


def test_copies_of_documents_lie_sealed_and_nowhere_else(played: Played) -> None:
    """The agreement of one customer asks for them: three of the first truck's driver."""
    station = played.out / "station"
    with apsw.Connection(str(station / "data" / "station.db")) as db:
        papers = dict(db.execute("SELECT kind, sha256 FROM sealed_file"))
    assert set(papers) == {"id_card", "licence", "vehicle_licence"}
    for sha in papers.values():
        (file,) = (station / "data" / "evidence").rglob(f"{sha}.*")
        stored = file.read_bytes()
        assert (file.suffix, sha256(stored).hexdigest()) == (".sealed", sha)
        assert b"\xff\xd8\xff" not in stored[:64], "no picture"
        assert not list((played.out / "pictures").glob(f"{sha}*"))


def copy_of(played: Played, folder: Path) -> Path:
    """The rehearsed station in a place of its own, with its settings."""
    copied = Path(shutil.copytree(played.out / "station", folder / "station"))
    file = copied / "station.toml"
    text = file.read_text(encoding="utf-8").replace(str(played.out / "station"), str(copied))
    file.write_text(text, encoding="utf-8")
    return copied


def verified(station: Path) -> subprocess.CompletedProcess[str]:
    command = child_command("verify", "--config", str(station / "station.toml"), "--language", "en")
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_without_the_vaults_rows_the_log_still_verifies(played: Played, tmp_path: Path) -> None:
    station = copy_of(played, tmp_path)
    with apsw.Connection(str(station / "data" / "station.db")) as db:
        rows = db.execute("SELECT count(*) FROM vault").get
        assert rows > 0
        db.execute("DELETE FROM vault")
    ran = verified(station)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_flipped_byte_in_a_receipt_is_noticed_by_both(played: Played, tmp_path: Path) -> None:
    station = copy_of(played, tmp_path)
    receipt = next((station / "data" / "evidence").rglob("*.pdf"))
    stored = bytearray(receipt.read_bytes())
    stored[len(stored) // 3] ^= 1
    receipt.write_bytes(stored)
    said = subprocess.run(["pdfsig", str(receipt)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" not in said
    ran = verified(station)
    assert ran.returncode == 1
    assert receipt.stem[:12] in ran.stdout + ran.stderr
