"""The command line as an installed program has it: processes, exit codes, and what they say in both languages."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from station.app.core import Core, build_core
from station.app.exports import Parcel
from station.config import Settings
from station.platform import InstanceLock, child_command
from station.texts import LANGUAGES
from station.workflow.purging import purge_due
from tests.unit.app.cores import founded
from tests.unit.app.test_exports import exporting_of
from tests.unit.exchange.notices import ID_NUMBER, NAME, row, written
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import received

ORDER = "IN20261124-0001"
Ran = subprocess.CompletedProcess[str]
Station = Callable[..., Ran]

CUSTOMER = """
customer = "A"
name = "甲客户"
[agreement]
version = 1
valid_from = "2026-01-01"
"""


def run(*arguments: str) -> Ran:
    ran = subprocess.run(
        child_command(*arguments),
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran


@pytest.fixture
def station(tmp_path: Path) -> Station:
    """The program with settings of its own; after --config the arguments of the command."""
    (tmp_path / "station.toml").write_text('[station]\nid = "ST-01"\n', encoding="utf-8")

    def call(*command: str, **options: str) -> Ran:
        named = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
        return run(*command, "--config", str(tmp_path / "station.toml"), *named)

    return call


def first(station: Station) -> Ran:
    return station("person", "first", id="admin", badge="A1", name="系统管理员", pin="135790")


def add(
    station: Station, person: str, role: str, *, badge: str = "A1", pin: str = "135790", new: str = "246801"
) -> Ran:
    """An account, asked for by badge and pin; new is its own PIN."""
    account = {"id": person, "badge": f"B-{person}", "name": person, "role": role, "pin": new}
    return station("person", "add", **account, as_badge=badge, as_pin=pin)


def both(ran: Ran, chinese: str, english: str) -> None:
    assert chinese in ran.stderr
    assert english in ran.stderr


def test_people_customers_and_notices_from_nothing(station: Station, tmp_path: Path) -> None:
    """The way a site begins: administrator, accounts, a customer, a notice; then the same again."""
    assert first(station).returncode == 0
    again = first(station)
    assert again.returncode == 1
    both(again, "系统管理员已经有了", "There is an administrator already")

    assert add(station, "account", "account_officer").returncode == 0
    assert add(station, "disp", "dispatcher").returncode == 0
    (tmp_path / "a.toml").write_text(CUSTOMER, encoding="utf-8")
    mine = {"as_badge": "B-account", "as_pin": "246801"}
    assert station("customer", "add", str(tmp_path / "a.toml"), **mine).returncode == 0
    twice = station("customer", "add", str(tmp_path / "a.toml"), **mine)
    assert twice.returncode == 1
    both(twice, "协议版本不对", "not the next version")

    (tmp_path / "good.csv").write_bytes(written(row(1), row(2)))
    theirs = {"as_badge": "B-disp", "as_pin": "246801"}
    brought = station("import", str(tmp_path / "good.csv"), **theirs)
    assert (brought.returncode, "-0001" in brought.stdout) == (0, True)
    assert len(brought.stdout.splitlines()) == 2  # one sentence, two languages


def test_a_bad_notice_is_told_fault_by_fault_in_both_languages(station: Station, tmp_path: Path) -> None:
    first(station)
    add(station, "disp", "dispatcher")
    (tmp_path / "bad.csv").write_bytes(written(row(1, plate="x"), row(2, level="box")))
    brought = station("import", str(tmp_path / "bad.csv"), as_badge="B-disp", as_pin="246801")
    assert brought.returncode == 1
    for said in ("第 2 行,plate", "Row 2, plate", "第 3 行,level", "Row 3, level"):
        assert said in brought.stdout
    assert NAME not in brought.stdout + brought.stderr
    assert ID_NUMBER not in brought.stdout + brought.stderr


def test_what_is_due_is_destroyed_and_counted_before(station: Station, tmp_path: Path) -> None:
    first(station)
    add(station, "disp", "dispatcher")
    (tmp_path / "bad.csv").write_bytes(written(row(1, plate="x")))
    station("import", str(tmp_path / "bad.csv"), as_badge="B-disp", as_pin="246801")
    for command in (("purge",), ("purge", "--dry-run")):
        ran = station(*command)
        assert (ran.returncode, re.findall(r"\d+", ran.stdout)) == (0, ["0", "0"]), "its day has not come"
    with build(tmp_path, days=91) as core:
        assert [paper.kind for paper in core.queries.papers_due()] == ["file"]
        assert purge_due(core.handlers, ["device/ST-01"]) == 1
        assert core.queries.papers_due() == ()
    assert station("verify").returncode == 0


@contextmanager
def build(folder: Path, days: int) -> Iterator[Core]:
    """The station of a settings file, so many days from now."""
    clock = FakeClock(datetime.now(UTC) + timedelta(days=days))
    core = build_core(Settings.from_file(folder / "station.toml"), clock)
    try:
        yield core
    finally:
        core.close()


def test_a_database_of_a_later_program_is_told_and_left_alone(station: Station, tmp_path: Path) -> None:
    first(station)
    file = tmp_path / "data" / "station.db"
    with apsw.Connection(str(file)) as db:
        db.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    for ran in (station("open"), add(station, "wang", "clerk")):
        assert ran.returncode == 2
        both(ran, "是更新版本的程序写的(第 99 版", "was written by a later program (schema 99")
    assert file.read_bytes() == before


def test_a_second_instance_is_told_by_whom_the_data_is_used(station: Station, tmp_path: Path) -> None:
    first(station)
    lock = InstanceLock(tmp_path / "data")
    lock.acquire()
    ran = station("open")
    lock.release()
    assert ran.returncode == 2
    both(ran, f"进程 {os.getpid()}", f"process {os.getpid()}")


def test_who_may_not_and_who_is_not_known(station: Station) -> None:
    first(station)
    assert add(station, "wang", "clerk").returncode == 0
    barred = add(station, "li", "clerk", badge="B-wang", pin="246801")
    assert barred.returncode == 1
    both(barred, "您的岗位不能做这一步", "Your role does not allow this")
    guessed = add(station, "li", "clerk", pin="999999")
    assert guessed.returncode == 1
    both(guessed, "PIN 不对", "The PIN is wrong")
    stranger = add(station, "li", "clerk", badge="Z9")
    assert stranger.returncode == 1
    both(stranger, "这张工牌没有登记", "This badge is not known")
    simple = add(station, "li", "clerk", new="123456")
    assert simple.returncode == 1
    assert "123456" not in simple.stdout + simple.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("customer = 1", "customer"),
        ("[agreement\n", "a.toml"),
        (f"{CUSTOMER}[agreement.terms]\nsampling_rate = '5 %'\n", "5 %"),
    ],
)
def test_a_customer_file_that_is_wrong_is_no_traceback(station: Station, tmp_path: Path, text: str, said: str) -> None:
    first(station)
    add(station, "account", "account_officer")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    ran = station("customer", "add", str(tmp_path / "a.toml"), as_badge="B-account", as_pin="246801")
    assert ran.returncode in (1, 2)
    assert said in ran.stderr


def test_a_missing_settings_file_cannot_be_carried_out(tmp_path: Path) -> None:
    ran = run("verify", "--config", str(tmp_path / "nowhere.toml"))
    assert ran.returncode == 2
    both(ran, "读不出", "cannot be read")


@pytest.mark.parametrize("command", [("verify",), ("replay", "--dump"), ("sampling", "X")])
def test_where_there_is_no_data_nothing_can_be_said(station: Station, command: tuple[str, ...], tmp_path: Path) -> None:
    ran = station(*command)
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) >= 2
    assert not (tmp_path / "data").exists(), "looking must not make a database"


def test_beside_a_running_station_it_is_verified_but_not_changed(station: Station, tmp_path: Path) -> None:
    core = founded(tmp_path)
    assert station("verify").returncode == 0
    refused = add(station, "sun", "clerk")
    assert refused.returncode == 2
    assert str(os.getpid()) in refused.stderr
    core.close()


def test_verify_replay_and_sampling_of_a_received_delivery(station: Station, tmp_path: Path) -> None:
    (tmp_path / "station.toml").write_text('[station]\nid = "IN-01"\n', encoding="utf-8")
    received(tmp_path).store.close()
    assert station("verify").returncode == 0
    said = {language: station("verify", language=language).stdout for language in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)

    dump = station("replay", "--dump")
    assert (dump.returncode, dump.stdout) == (0, station("replay", "--dump", "--live").stdout)
    rows = [json.loads(said) for said in dump.stdout.splitlines()]
    assert {"delivery", "unit", "person"} <= {told["table"] for told in rows}

    drawn = station("sampling", ORDER)
    assert (drawn.returncode, bool(drawn.stdout)) == (0, True)
    assert station("sampling", "IN20261124-0009").returncode == 1

    (picture, *_) = sorted((tmp_path / "data").rglob("*.jpg"))
    picture.chmod(0o644)
    picture.write_bytes(b"another")
    ran = station("verify", language="en")
    assert ran.returncode == 1
    assert picture.name in ran.stdout


def test_the_self_test_names_what_it_checked() -> None:
    ran = run("self-test")
    assert ran.returncode == 0, ran.stdout
    for name in ("texts", "checklist", "icons and sounds", "drivers", "database", "Chinese font"):
        assert name in ran.stdout
    assert "WRONG" not in ran.stdout


def test_an_unknown_command_is_refused() -> None:
    assert run("frobnicate").returncode == 2


def test_help_lists_every_command_without_loading_the_screens() -> None:
    ran = run("--help")
    assert ran.returncode == 0
    assert "verify" in ran.stdout
    assert "documents" not in ran.stdout  # what the window starts for itself is no business of people


def test_pictures_that_were_exported_are_verified_with_a_key_from_outside(tmp_path: Path) -> None:
    stage = received(tmp_path)
    parcel = exporting_of(stage).prepared()
    assert isinstance(parcel, Parcel)
    parcel.write(tmp_path / "out")
    stage.store.close()
    folder, key = str(tmp_path / "out" / ORDER), ("--key", str(tmp_path / "keys" / "station.vkey"))
    good = run("verify-pictures", folder, *key, "--language", "en")
    assert (good.returncode, "Exactly as exported" in good.stdout) == (0, True)
    (tmp_path / "out" / ORDER / "more.jpg").write_bytes(b"x")
    bad = run("verify-pictures", folder, *key, "--language", "en")
    assert (bad.returncode, "Extra: more.jpg" in bad.stdout) == (1, True)
    (tmp_path / "out" / ORDER / "manifest.note").write_bytes(b"")
    both(run("verify-pictures", folder, *key), "没有有效签名", "not validly signed")


def test_an_export_asks_for_badge_and_pin_and_says_why_not(station: Station, tmp_path: Path) -> None:
    first(station)
    add(station, "zhao", "supervisor")
    told = station("export-pictures", "IN-1", str(tmp_path / "out"), as_badge="B-zhao", as_pin="246801")
    assert told.returncode == 1
    assert "没有可导出的照片" in told.stderr
    assert not (tmp_path / "out").exists()
    wrong = station("export-pictures", "IN-1", str(tmp_path / "out"), as_badge="B-zhao", as_pin="111111")
    assert wrong.returncode == 1
