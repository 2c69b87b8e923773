"""Verification finds what was altered, and names it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apsw
import pytest

from station.domain import aggregates
from station.domain.merkle import leaf_hash
from station.store import projections
from station.store.draws import recompute
from station.store.reader import reading
from station.store.verify import Report, verify
from tests.unit.store.conftest import received

ORDER = "IN20261124-0001"


def checked(folder: Path, rules: Any = aggregates, witnesses: Mapping[str, bytes] | None = None) -> Report:
    return verify(
        folder / "data", folder / "keys", rules, projections, lambda said: None, witnesses=witnesses or {}
    )  # fmt: skip


def tamper(folder: Path, *statements: str) -> None:
    with apsw.Connection(str(folder / "data" / "station.db")) as db:
        for (name,) in list(db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")):
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        assert db.total_changes(), "the test itself has to change something"
    db.close()


def found(folder: Path) -> tuple[str, dict[str, object]]:
    report = checked(folder)
    assert not report.good
    return report.lines[0].key, dict(report.lines[0].params)


def test_what_nobody_touched_is_good(folder: Path) -> None:
    report = checked(folder)
    assert report.good, report.lines
    assert report.lines[0].params["files"] == 15


def test_it_works_beside_a_running_station(tmp_path: Path) -> None:
    stage = received(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-c", "import sys; from pathlib import Path; from tests.unit.store.test_verify import checked;"
         "sys.exit(0 if checked(Path(sys.argv[1])).good else 1)", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False,
    )  # fmt: skip
    assert ran.returncode == 0
    stage.store.close()


def test_an_altered_entry_is_named(folder: Path) -> None:
    tamper(folder, "UPDATE log SET entry = CAST(replace(CAST(entry AS TEXT), 'wang', 'liii') AS BLOB) WHERE idx = 20")
    key, params = found(folder)
    assert (key, params["index"]) in (("verify.altered", 20), ("verify.unreadable", 20))


def test_an_altered_entry_with_a_fitting_leaf_breaks_the_signed_root(folder: Path) -> None:
    """Whoever can write the row can write the hash; the signature is what they do not have."""
    with apsw.Connection(str(folder / "data" / "station.db")) as db:
        ((stored,),) = list(db.execute("SELECT entry FROM log WHERE kind = 'unit.weighed' LIMIT 1"))
    forged = bytes(stored).replace(b'"12.000"', b'"11.000"', 1)
    tamper(
        folder,
        f"UPDATE log SET entry = x'{forged.hex()}', leaf = x'{leaf_hash(forged).hex()}' WHERE kind = 'unit.weighed'"
        " AND idx = (SELECT min(idx) FROM log WHERE kind = 'unit.weighed')",
    )
    assert found(folder)[0] == "verify.root"


def test_a_column_that_says_something_else_is_named(folder: Path) -> None:
    tamper(folder, "UPDATE log SET actor = 'li' WHERE idx = 20")
    assert found(folder) == ("verify.columns", {"index": 20, "stream": found(folder)[1]["stream"]})


def test_a_missing_entry_is_named(folder: Path) -> None:
    tamper(folder, "DELETE FROM log WHERE idx = 20")
    assert found(folder) == ("verify.gap", {"index": 20})


def test_a_cut_off_end_is_noticed_by_the_head_outside(folder: Path) -> None:
    tamper(folder, "DELETE FROM log WHERE idx > 30", "DELETE FROM checkpoint WHERE size > 30")
    assert found(folder)[0] == "verify.rolled_back"


def test_an_altered_projection_row_is_named(folder: Path) -> None:
    tamper(folder, "UPDATE unit SET gross = '11.000' WHERE id = '1'")
    key, params = found(folder)
    assert (key, params["table"]) == ("verify.projection", "unit")
    assert json.loads(str(params["row"]))["row"]["id"] == "1"


def test_a_checkpoint_that_was_written_over_is_named(folder: Path) -> None:
    tamper(folder, "UPDATE checkpoint SET note = CAST(replace(CAST(note AS TEXT), 'IN-01', 'IN-02') AS BLOB)")
    assert found(folder)[0] == "verify.checkpoint"


def test_a_history_rewritten_with_the_stations_own_key_is_found_by_a_checkpoint_from_outside(tmp_path: Path) -> None:
    """Another log under the same key is whole in itself; only who holds an older head can tell (reliability R11)."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    received(ours).store.close()
    receipt = (ours / "data" / "checkpoint.txt").read_bytes()
    shutil.copytree(ours / "keys", theirs / "keys")
    received(theirs).store.close()
    assert checked(theirs).good, "the same key has signed it"
    assert checked(ours, witnesses={"receipt.txt": receipt}).good
    report = checked(theirs, witnesses={"receipt.txt": receipt})
    assert not report.good
    assert report.lines[0].key in ("verify.other_history", "verify.root")
    report = checked(ours, witnesses={"receipt.txt": receipt.replace(b"IN-01", b"IN-02")})
    assert report.lines[0].key == "verify.checkpoint"


def test_a_flipped_byte_of_a_picture_and_a_missing_picture_are_named(folder: Path) -> None:
    pictures = sorted((folder / "data" / "evidence").rglob("*.jpg"))
    pictures[0].write_bytes(pictures[0].read_bytes()[:-1] + b"?")
    key, params = found(folder)
    assert (key, params["file"]) == ("verify.file_altered", pictures[0].name)
    pictures[0].unlink()
    assert found(folder)[0] == "verify.file_missing"


def test_a_changed_rule_makes_the_replay_differ(folder: Path) -> None:
    def evolve(state: Any, kind: str, data: Any, facts: Any) -> Any:
        if kind == "unit.weighed":
            return state
        return aggregates.evolve(state, kind, data, facts)

    report = checked(folder, SimpleNamespace(initial=aggregates.initial, evolve=evolve))
    assert not report.good
    assert report.lines[0].params["table"] == "unit"


def test_an_auditor_draws_the_same_units_again(folder: Path) -> None:
    with reading(folder / "data") as db:
        assert recompute(db, ORDER).good
        assert not recompute(db, "IN-none").good
    tamper(
        folder,
        'UPDATE log SET entry = CAST(replace(CAST(entry AS TEXT), \'"drawn":["\', \'"drawn":["9\') AS BLOB)'
        " WHERE kind = 'delivery.sample_drawn'",
    )
    with reading(folder / "data") as db:
        assert not recompute(db, ORDER).good


def test_two_dumps_are_equal_in_another_process_time_zone_and_hash_seed(folder: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from station.domain import aggregates\n"
        "from station.store import projections\n"
        "from station.store.reader import reading\n"
        "from station.store.replay import dump, replayed\n"
        "with reading(Path(sys.argv[1])) as db:\n"
        "    source = db if sys.argv[2] == 'live' else replayed(db, aggregates, projections)\n"
        "    dump(source, projections, sys.stdout.buffer)"
    )
    dumps = []
    for how, seed, zone, locale, coding in (
        ("live", "1", "UTC", "C.UTF-8", "utf-8"),
        ("replay", "2", "Asia/Shanghai", "C", "gb18030"),
        ("replay", "3", "America/Lima", "POSIX", "latin-1"),
    ):
        path = os.pathsep.join(sys.path)
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": path}
        env["PYTHONIOENCODING"] = coding  # what a text stream would follow
        ran = subprocess.run(
            [sys.executable, "-c", script, str(folder / "data"), how], env=env, capture_output=True, check=True
        )
        dumps.append(ran.stdout)
    assert dumps[0] == dumps[1] == dumps[2]
    assert dumps[0].count(b"\n") > 60


@pytest.mark.parametrize("table", projections.PROJECTIONS)
def test_every_projection_is_compared(folder: Path, table: str) -> None:
    with apsw.Connection(str(folder / "data" / "station.db")) as db:
        ((rows,),) = list(db.execute(f"SELECT count(*) FROM {table}"))
    if rows:
        tamper(folder, f"DELETE FROM {table}")
        assert found(folder)[1]["table"] == table
