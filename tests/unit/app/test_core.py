"""The composition without a screen: what a start writes, and what it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from station import __version__
from station.app.core import build_core, open_core
from station.domain.checkpoint import VerifierKey
from station.domain.commands import AddPerson
from station.errors import ConfigError, DatabaseInUse, StoreError
from station.texts import LANGUAGES, Texts
from station.workflow.handlers import Rejected
from station.workflow.reading import LogFilter, LogRow
from tests.unit.app.cores import founded, settings
from tests.unit.fake_clock import FakeClock


def starts(folder: Path) -> list[LogRow]:
    """The starts of a log, oldest first, the one for looking among them."""
    with open_core(settings(folder)) as core:
        return list(reversed(core.queries.log_page(LogFilter(kind="device.station_started"))))


def test_the_first_start_names_the_key_and_is_written_down(tmp_path: Path) -> None:
    with open_core(settings(tmp_path)) as core:
        started, created = core.queries.log_page(LogFilter())
        assert (created.index, created.kind, created.actor) == (0, "device.station_created", "station")
        assert created.data["verifier_key"] == core.store.verifier_key()
        assert VerifierKey.from_text(core.store.verifier_key()).name.endswith("ST-01")
        assert (started.index, started.kind) == (1, "device.station_started")
        assert started.data["program"] == __version__
        assert tuple(int(part) for part in started.data["sqlite"].split(".")) >= (3, 51, 3)


def test_every_start_is_an_entry_and_the_station_is_created_once(tmp_path: Path) -> None:
    first = starts(tmp_path)
    again = starts(tmp_path)
    assert [row.index for row in first + again] == [1, 1, 2]
    assert not any(row.data.get("unclean") for row in again)


KILLED = """
import os, sys
from pathlib import Path
from tests.unit.app.cores import settings
from station.app.core import build_core
core = build_core(settings(Path(sys.argv[1])))
os._exit(9)
"""


def test_a_start_after_a_kill_says_so(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=env, check=False)
    assert ran.returncode == 9
    assert [row.data.get("unclean", False) for row in starts(tmp_path)] == [False, True]
    assert [row.data.get("unclean", False) for row in starts(tmp_path)] == [False, True, False]


def test_a_second_instance_on_the_same_data_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    core = founded(tmp_path)
    with pytest.raises(DatabaseInUse) as raised:
        build_core(settings(tmp_path))
    for language in LANGUAGES:
        assert str(os.getpid()) in Texts(language).say(raised.value.key, **raised.value.params)
    account = AddPerson(person="sun", badge="S9", name="孙", roles=("clerk",))
    assert not isinstance(core.handlers.dispatch(account, "sun", "admin"), Rejected)
    core.close()
    build_core(settings(tmp_path)).close()


def test_another_stations_data_is_refused(tmp_path: Path) -> None:
    founded(tmp_path).close()
    with pytest.raises(StoreError):
        build_core(replace(settings(tmp_path), station_id="ST-02"))
    build_core(settings(tmp_path)).close()  # the refused start has given the lock back


def test_a_checklist_that_drops_a_step_keeps_the_station_closed(tmp_path: Path) -> None:
    file = tmp_path / "short.toml"
    file.write_text('id = "x"\n[[step]]\nid = "arrival"\nkind = "arrival"\n', encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        build_core(replace(settings(tmp_path), checklist=file))
    assert raised.value.key == "checklist.required"
    assert not settings(tmp_path).data.exists()


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 11, 24, 15, 59, tzinfo=UTC), "2026-11-24"),
        (datetime(2026, 11, 24, 16, tzinfo=UTC), "2026-11-25"),
    ],
)
def test_the_day_is_the_sites_own(tmp_path: Path, utc: datetime, day: str) -> None:
    core = build_core(settings(tmp_path), clock=FakeClock(utc))
    assert core.day() == day
    core.close()


def test_at_a_start_the_keys_of_papers_that_were_given_up_are_destroyed(tmp_path: Path) -> None:
    with open_core(settings(tmp_path)) as core:
        given_up, waiting = (core.store.evidence.seal(data) for data in (b"given up", b"waiting"))
        core.store.drafts.put("D1:identity.letter", f'{{"record":"{waiting.record}"}}')
    with open_core(settings(tmp_path)) as core:
        assert core.store.evidence.open(given_up.sha256, given_up.record) is None
        assert core.store.evidence.open(waiting.sha256, waiting.record) == b"waiting"
