"""`station cctv`: from a registered camera to a clip that verify proves, on a real store, by the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from station.__main__ import main
from station.domain.commands import CompareCctvClock, RegisterCctv, SetPin
from station.workflow.sign_in import pin_hash
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened
from tests.unit.workflow.stage import PEOPLE, Stage
from tests.unit.workflow.test_engine import to_units

ORDER = "IN20261124-0001"
PIN = "246810"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
Station = Callable[..., Result]


@pytest.fixture(scope="module")
def pin() -> str:
    return pin_hash(PIN)


@pytest.fixture
def station(tmp_path: Path, pin: str, monkeypatch: pytest.MonkeyPatch) -> Station:
    """A truck stands at door 2, which has a camera; its recorder is 37 s ahead. It is noon when the command comes."""
    clock = FakeClock()
    store = opened(tmp_path, clock)
    stage = Stage(store=store, evidence=store.evidence, clock=clock)
    stage.give(gate(), "admin")
    for person in ("admin", "zhao"):
        stage.give(SetPin(person=person, pin_hash=pin), "admin")
    stage.give(compared(), "zhao")
    clock.forward(60)
    to_units(stage)
    store.close()
    file = tmp_path / "station.toml"
    file.write_text('[station]\nid = "IN-01"\ndock = "2"\nlanguage = "en"\ndata = "data"\nkeys = "keys"\n', "utf-8")
    monkeypatch.setattr("station.app.core.SystemClock", lambda: FakeClock(NOON))
    monkeypatch.setattr("station.commands.cctv.SystemClock", lambda: FakeClock(NOON))

    def call(*command: str, who: str = "", **more: str) -> Result:
        asked = ("--as-badge", PEOPLE[who][0], "--as-pin", PIN) if who else ()
        return CliRunner().invoke(main, [*command, "--config", str(file), *asked], catch_exceptions=False, **more)  # type: ignore[arg-type]

    return call


def gate() -> RegisterCctv:
    return RegisterCctv(
        camera="gate-2", name="左侧", place="door", spot="2", recorder="NVR-1", channel="3", keep_days=30
    )


def compared() -> CompareCctvClock:
    return CompareCctvClock(
        camera="gate-2", station_at="2026-11-24T01:00:00.000Z", shown="2026-11-24T09:00:37",
        shown_at="2026-11-24T01:00:37.000Z", uncertainty_s=1,  # type: ignore[arg-type]
    )  # fmt: skip


def requested(station: Station) -> Result:
    return station("cctv", "request", ORDER, "gate-2", "--from", "09:01", "--until", "09:03:30", "--reason", "short",
        who="zhao")  # fmt: skip


def clip_file(folder: Path, data: bytes = b"\x00\x01video" * 300_000) -> Path:
    file = folder / "通道3 0901.MP4"
    file.write_bytes(data)
    return file


def test_list_and_spans_tell_the_recorders_time_beside_the_stations(station: Station) -> None:
    listed = station("cctv", "list")
    assert "gate-2 左侧 · door 2 · NVR-1 channel 3 · kept 30 days · in use" in listed.output
    assert "37 s ahead (±1 s, compared 2026-11-24 09:00)" in listed.output
    told = station("cctv", "spans", ORDER)
    assert "station time 2026-11-24 09:01" in told.output
    assert "Look at 2026-11-24 09:01:37–12:00:37 on recorder NVR-1, channel 3." in told.output
    assert "The recorder keeps it until 2026-12-24 09:01." in told.output
    assert "录像机 NVR-1 通道 3" in station("cctv", "spans", ORDER, "--language", "zh_CN").output


def test_a_clip_goes_from_request_to_finding_and_verify_proves_its_file(station: Station, tmp_path: Path) -> None:
    assert requested(station).output == "1: Requested; bring it before 2026-12-24 09:01\n"
    file = clip_file(tmp_path)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    imported = station("cctv", "import", str(file), "--delivery", ORDER, "--request", "1", who="zhao")
    assert imported.output.split()[0] == sha256
    kept = tmp_path / "data" / "evidence" / sha256[:2] / sha256[2:4] / f"{sha256}.mp4"
    assert kept.read_bytes() == file.read_bytes()
    seen = station("cctv", "review", ORDER, "--request", "1", "--finding", "9 cartons leave the truck", who="zhao")
    assert seen.exit_code == 0, seen.output
    assert "reviewed · short" in station("cctv", "spans", ORDER).output
    assert station("verify").exit_code == 0
    with open(kept, "r+b") as altered:
        altered.write(b"\xff")
    wrong = station("verify")
    assert wrong.exit_code == 1
    assert f"{sha256}.mp4" in wrong.output


def test_a_file_that_may_not_come_is_not_copied(station: Station, tmp_path: Path) -> None:
    requested(station)
    file = clip_file(tmp_path)
    before = sorted((tmp_path / "data" / "evidence").rglob("*"))
    for number, who in (("2", "zhao"), ("1", "admin")):
        refused = station("cctv", "import", str(file), "--delivery", ORDER, "--request", number, who=who)
        assert refused.exit_code == 1
    assert sorted((tmp_path / "data" / "evidence").rglob("*")) == before


def test_a_clock_is_compared_at_a_stamped_moment_or_from_a_photo(station: Station, tmp_path: Path) -> None:
    stamped = station("cctv", "compare", "gate-2", who="zhao", input="\n12:00:41\n")
    assert "Compared: +41.0 s" in stamped.output
    photo = tmp_path / "both.jpg"
    photo.write_bytes(b"a picture of both clocks")
    read = ("--photo", str(photo), "--shown", "11:30:38", "--station-time", "11:30:00", "--uncertainty", "2")
    from_photo = station("cctv", "compare", "gate-2", *read, who="zhao")
    assert "Compared: +38.0 s" in from_photo.output
    assert "41 s ahead" in station("cctv", "list").output, "the photo is of an earlier moment"
    assert station("verify").exit_code == 0
    assert station("cctv", "compare", "gate-2", "--shown", "11:30:38", who="zhao").exit_code == 2


def test_cameras_are_registered_changed_and_retired_by_an_administrator_only(station: Station) -> None:
    its = ("--name", "右侧", "--spot", "2", "--recorder", "NVR-1", "--channel", "4", "--keep-days", "14")
    assert station("cctv", "add", "gate-2b", *its, who="zhao").exit_code == 1
    assert station("cctv", "add", "gate-2b", *its, who="admin").exit_code == 0
    changed = station("cctv", "change", "gate-2b", *its[:-1], "21", "--reason", "larger disk", who="admin")
    assert changed.exit_code == 0, changed.output
    assert "gate-2b 右侧 · door 2 · NVR-1 channel 4 · kept 21 days" in station("cctv", "list").output
    assert station("cctv", "retire", "gate-2b", "--reason", "broken", who="admin").exit_code == 0
    assert "kept 21 days · retired" in station("cctv", "list").output


def test_a_request_that_is_withdrawn_stays_to_be_read(station: Station) -> None:
    requested(station)
    gone = station("cctv", "withdraw", ORDER, "--request", "1", "--reason", "asked for twice", who="zhao")
    assert gone.exit_code == 0
    assert "1: gate-2 2026-11-24 09:01:00–09:03:30 · withdrawn · short" in station("cctv", "spans", ORDER).output
    assert station("cctv", "spans", "IN-9").exit_code == 1
