"""The pictures of the goods as a table: what replay gives, also for the entries of an older program."""

from __future__ import annotations

from pathlib import Path

from station.store.queries import StoreQueries
from station.workflow.reading import PictureRow
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened

ORDER = "IN20261124-0001"


def pictures(folder: Path) -> tuple[PictureRow, ...]:
    store = opened(folder)
    rows = StoreQueries(store.db, FakeClock()).pictures(ORDER)
    store.close()
    return rows


def test_entries_of_an_older_program_get_the_rows_that_a_replay_gives(folder: Path) -> None:
    before = pictures(folder)
    assert {row.shows for row in before} >= {"top", "right", "manifest", "seal", "tamper_seal"}
    store = opened(folder)
    archives, cctv = ("archive_place", "archived_picture", "archived_lot"), ("cctv_spell", "cctv_clock", "clip")
    for table in ("picture", "sealed_file", "film", *archives, *cctv):
        store.db.execute_sql(f"DROP TABLE {table}")
    store.db.execute_sql("ALTER TABLE visit DROP COLUMN dock")
    store.db.rows("PRAGMA user_version = 4")  # 5 makes the table of pictures
    store.close()
    assert pictures(folder) == before


def test_a_picture_is_found_where_it_was_named_first_and_its_bytes_are_counted(folder: Path) -> None:
    store = opened(folder)
    queries = StoreQueries(store.db, FakeClock())
    rows = queries.pictures(ORDER)
    assert queries.picture(rows[3].sha256) == rows[3]
    assert queries.picture("ab" * 32) is None
    assert queries.evidence_size() == (sum(row.size for row in rows), min(row.at for row in rows))
    assert queries.evidence_size("2100-01-01T00:00:00.000Z") == (0, "")
    assert queries.pictures_since(rows[-1].at)[-1] == rows[-1]
    with store.unit_of_work("wang") as uow:
        unit = next(row for row in rows if row.unit)
        assert uow.picture_place(unit.sha256) == f"{ORDER}/{unit.unit}"
        assert uow.picture_place("ab" * 32) == ""
    store.close()
