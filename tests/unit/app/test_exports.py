"""Pictures that leave the station: the entry first, then files and list; and what a verifier finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from station.app.cctv import book, keep
from station.app.exports import Parcel, checked, prepare
from station.clock import utc_text
from station.domain.checkpoint import BadCheckpoint, VerifierKey, read
from station.domain.manifest import MANIFEST, NOTE
from station.errors import StoreError
from station.store.queries import StoreQueries
from station.store.store import Store
from station.texts import Line
from station.workflow.copying import Copying
from station.workflow.handlers import Accepted
from station.workflow.reading import LogFilter
from tests.unit.app.cores import founded
from tests.unit.domain.rules.provoked_cctv import camera, clip
from tests.unit.store.conftest import opened, received
from tests.unit.workflow.stage import Stage

ORDER = "IN20261124-0001"


class Exporting:
    """A delivery that was received, as far as an export looks at the core."""

    def __init__(self, stage: Stage) -> None:
        self.store: Store = stage.store
        self.handlers, self.clock = stage.handlers, stage.clock
        self.queries = StoreQueries(self.store.db, self.clock)
        self.settings: Any = type("Settings", (), {"station_id": "IN-01"})

    def prepared(self, who: str = "zhao") -> Parcel | Line:
        return prepare(self, ORDER, who)  # type: ignore[arg-type]

    @property
    def key(self) -> VerifierKey:
        return VerifierKey.from_text(self.store.verifier_key())


def exporting_of(stage: Stage) -> Exporting:
    return Exporting(stage)


@pytest.fixture
def exporting(tmp_path: Path) -> Any:
    made = exporting_of(received(tmp_path))
    yield made
    made.store.close()


@pytest.fixture
def exported(exporting: Exporting, tmp_path: Path) -> Path:
    parcel = exporting.prepared()
    assert isinstance(parcel, Parcel)
    parcel.write(tmp_path / "out")
    return tmp_path / "out" / ORDER


def test_every_picture_of_units_and_truck_is_there_and_the_log_says_so(exporting: Exporting, exported: Path) -> None:
    names = {file.name for file in exported.iterdir()}
    rows = exporting.queries.pictures(ORDER)
    assert len(names) == len(rows) + 2
    assert {"manifest", "seal", "tamper_seal", "top"} <= {row.shows for row in rows}
    entry = exporting.queries.log_page(LogFilter(kind="delivery.pictures"))[0]
    assert (entry.actor, entry.data["count"]) == ("zhao", len(rows))
    assert checked(exported, exporting.key)[0]


def _alter(folder: Path) -> str:
    file = next(file for file in sorted(folder.iterdir()) if file.suffix == ".jpg")
    file.write_bytes(file.read_bytes() + b"x")
    return f"export.altered {file.name}"


def _take_away(folder: Path) -> str:
    file = next(file for file in sorted(folder.iterdir()) if file.suffix == ".jpg")
    file.unlink()
    return f"export.missing {file.name}"


def _add(folder: Path) -> str:
    (folder / "more.jpg").write_bytes(b"x")
    return "export.extra more.jpg"


@pytest.mark.parametrize("spoil", [_alter, _take_away, _add])
def test_it_is_told_which_file_is_altered_missing_or_extra(
    spoil: Callable[[Path], str], exporting: Exporting, exported: Path
) -> None:
    wanted = spoil(exported)
    good, said = checked(exported, exporting.key)
    assert not good
    assert f"{said[-1].key} {said[-1].params['file']}" == wanted


def test_a_list_that_was_rewritten_or_signed_by_another_is_no_list(
    exporting: Exporting, exported: Path, tmp_path: Path
) -> None:
    other = opened(tmp_path / "other")
    with pytest.raises(BadCheckpoint):
        checked(exported, VerifierKey.from_text(other.verifier_key()))
    other.close()
    listed = exported / MANIFEST
    listed.write_bytes(listed.read_bytes().replace(b'"unit":"1"', b'"unit":"2"'))
    with pytest.raises(BadCheckpoint):
        checked(exported, exporting.key)


def test_its_signature_is_never_taken_for_a_checkpoint_nor_a_checkpoint_for_it(
    exporting: Exporting, exported: Path
) -> None:
    with pytest.raises(BadCheckpoint):
        read((exported / NOTE).read_bytes())
    (exported / NOTE).write_bytes(exporting.store.checkpoint())
    with pytest.raises(BadCheckpoint):
        checked(exported, exporting.key)


def test_who_may_not_export_gets_nothing_and_is_written_down(exporting: Exporting) -> None:
    refused = exporting.prepared("wang")
    assert isinstance(refused, Line)
    assert refused.key == "refusal.role.not_yours"
    assert exporting.queries.log_page(LogFilter(flag="refused"))[0].data["said"]["action"] == "ExportPictures"


def test_a_picture_that_is_lost_is_said_and_found_missing(exporting: Exporting, tmp_path: Path) -> None:
    parcel = exporting.prepared()
    assert isinstance(parcel, Parcel)
    lost = exporting.queries.pictures(ORDER)[0]
    exporting.store.files.path(lost.sha256, "jpg").unlink()
    assert parcel.write(tmp_path / "out").params["lost"] == 1
    assert [line.key for line in checked(tmp_path / "out" / ORDER, exporting.key)[1]][1:] == ["export.missing"]


def test_a_folder_that_cannot_be_written_is_an_error_with_its_reason(exporting: Exporting, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    parcel = exporting.prepared()
    assert isinstance(parcel, Parcel)
    with pytest.raises(StoreError):
        parcel.write(tmp_path / "file")


def test_a_delivery_that_has_not_come_has_nothing_to_export(tmp_path: Path) -> None:
    core = founded(tmp_path)
    refused = prepare(core, "IN20261124-0099", "zhao")
    core.close()
    assert isinstance(refused, Line)
    assert refused.key == "refusal.export.nothing"


def test_clips_of_the_cctv_go_along_and_one_that_was_altered_is_named(tmp_path: Path) -> None:
    stage = received(tmp_path)
    exporting = exporting_of(stage)
    stage.give(camera(camera="gate/2"), "admin")
    later = utc_text(stage.clock.now())
    stage.clock.forward(60)
    stage.give(clip(delivery=ORDER, camera="gate/2", since=later, until=utc_text(stage.clock.now())), "zhao")
    file = tmp_path / "通道3.mp4"
    file.write_bytes(b"video" * 1000)
    kept = keep(exporting.store.files, file, Copying())
    assert isinstance(book(stage.handlers, ORDER, 1, kept, "zhao"), Accepted)
    parcel = exporting.prepared()
    assert isinstance(parcel, Parcel)
    assert parcel.write(tmp_path / "out").params["clips"] == 1
    copy = tmp_path / "out" / ORDER / "clip-01_gate-2.mp4"
    assert copy.read_bytes() == file.read_bytes()
    assert checked(tmp_path / "out" / ORDER, exporting.key)[0]
    copy.write_bytes(b"another" * 1000)
    good, said = checked(tmp_path / "out" / ORDER, exporting.key)
    assert (good, said[1].key, said[1].params["file"]) == (False, "export.altered", copy.name)
    exporting.store.close()
