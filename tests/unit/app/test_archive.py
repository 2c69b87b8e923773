"""`station archive` as an installed program has it: a new place, a rehearsal, the move, the check, and its refusals."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from station.app.core import build_core
from station.app.exports import Parcel, prepare
from station.config import Settings
from tests.unit.app.test_commands import Ran, first, run
from tests.unit.fake_clock import FakeClock
from tests.unit.store.archive import later as later_program
from tests.unit.store.archive.shelves import ORDER, signed

SETTINGS = '[station]\nid = "{id}"\nlanguage = "en"\n[archive]\nfolder = "second"\none_disk = {one_disk}\n'


def settings(folder: Path, station: str = "IN-01", one_disk: str = "true") -> str:
    file = folder / "station.toml"
    file.write_text(SETTINGS.format(id=station, one_disk=one_disk), encoding="utf-8")
    return str(file)


def later(*arguments: str) -> Ran:
    """The program when the delivery is old enough."""
    ran = subprocess.run(
        [sys.executable, later_program.__file__, *arguments],
        capture_output=True, check=False, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran


@pytest.fixture
def config(tmp_path: Path) -> str:
    """Of a station with a signed delivery and a prepared archive, its window closed."""
    signed(tmp_path).store.close()
    return settings(tmp_path)


def pictures(folder: Path) -> int:
    return len(list(folder.glob("evidence/??/??/*.jpg")))


def test_said_moved_checked(config: str, tmp_path: Path) -> None:
    count = pictures(tmp_path / "data")
    would = later("archive", "--config", config, "--dry-run")
    assert f"{ORDER}, signed 2026-11-24: {count} pictures" in would.stdout
    assert pictures(tmp_path / "data") == count, "a rehearsal moves nothing"
    moved = later("archive", "--config", config)
    assert (moved.returncode, f"Archived {count} pictures" in moved.stdout) == (0, True)
    assert (pictures(tmp_path / "data"), pictures(tmp_path / "second")) == (0, count)
    checked = later("archive", "--config", config, "--check")
    assert (checked.returncode, f"{count} files good" in checked.stdout) == (0, True)
    assert f"not checked here: {count} files" in later("verify", "--config", config).stdout
    assert f"Archive USB 1: {count} files good" in later("verify", "--config", config, "--archive").stdout
    next((tmp_path / "second").glob("evidence/??/??/*.jpg")).unlink()
    for command in (("archive", "--check"), ("verify", "--archive")):
        ran = later(*command, "--config", config)
        assert (ran.returncode, "lost or altered" in ran.stdout) == (1, True)


def test_what_is_young_stays(config: str) -> None:
    assert "Would archive 0 pictures" in run("archive", "--config", config, "--dry-run").stdout


def test_copies_for_others_are_made_from_the_archive(config: str, tmp_path: Path) -> None:
    later("archive", "--config", config)
    core = build_core(Settings.from_file(Path(config)), FakeClock())
    parcel = prepare(core, ORDER, "zhao")
    assert isinstance(parcel, Parcel)
    assert parcel.write(tmp_path / "copies").params["lost"] == 0
    assert len(list((tmp_path / "copies" / ORDER).glob("*.jpg"))) == pictures(tmp_path / "second")
    core.close()


def test_the_disk_is_not_connected(config: str, tmp_path: Path) -> None:
    (tmp_path / "second").rename(tmp_path / "pulled")
    for command in (("archive",), ("archive", "--check")):
        ran = later(*command, "--config", config)
        assert (ran.returncode, "The archive is not connected" in ran.stderr) == (2, True), ran.stderr
    assert later("archive", "--config", config, "--dry-run").returncode == 0
    assert "not connected" in later("verify", "--config", config, "--archive").stdout


def test_an_archive_on_the_same_disk_is_refused(config: str, tmp_path: Path) -> None:
    settings(tmp_path, one_disk="false")
    ran = later("archive", "--config", config)
    assert (ran.returncode, "on the same disk" in ran.stderr, "同一块盘" in ran.stderr) == (2, True, True)


def test_a_station_without_an_archive_says_which_setting_is_missing(tmp_path: Path) -> None:
    (tmp_path / "station.toml").write_text('[station]\nid = "IN-01"\n', encoding="utf-8")
    ran = run("archive", "--config", str(tmp_path / "station.toml"))
    assert (ran.returncode, "archive.folder" in ran.stderr) == (2, True)


def test_a_new_place_is_prepared_by_the_administrator_alone(tmp_path: Path) -> None:
    config = settings(tmp_path, station="ST-01")

    def station(*command: str, **options: str) -> Ran:
        named = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
        return run(*command, "--config", config, *named)

    first(station)
    station("person", "add", id="zhao", badge="B2", name="zhao", role="supervisor", pin="246801",
            as_badge="A1", as_pin="135790")  # fmt: skip
    ran = station("archive", prepare="USB 2", as_badge="A1", as_pin="135790")
    assert (ran.returncode, "not connected" in ran.stderr) == (2, True), "nothing is made where no disk is"
    (tmp_path / "second").mkdir()
    assert station("archive", prepare="USB 2", as_badge="B2", as_pin="246801").returncode == 1
    ran = station("archive", prepare="USB 2", as_badge="A1", as_pin="135790")
    assert (ran.returncode, "Archive USB 2 prepared" in ran.stdout) == (0, True), ran.stderr
    ran = station("archive", prepare="USB 3", as_badge="A1", as_pin="135790")
    assert (ran.returncode, "is an archive already" in ran.stderr) == (2, True)
    assert "Archived 0 pictures" in station("archive").stdout
