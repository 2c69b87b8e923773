"""A second place has an identity that this station has signed, and lies elsewhere than the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.errors import StoreError
from station.platform import WINDOWS, same_disk
from station.store.archive.place import FIRST, NOTE, Identity, Place, check_apart
from station.store.keys import Keys, origin_of
from tests.unit.store.archive.shelves import refusal


@pytest.fixture
def ring(tmp_path: Path) -> Keys:
    keys = Keys(tmp_path / "keys", origin_of("IN-01"))
    keys.make_signing_key()
    return keys


@pytest.fixture
def place(tmp_path: Path, ring: Keys) -> Place:
    (tmp_path / "second").mkdir()
    return Place(tmp_path / "second", ring.verifier())


def note_of(ring: Keys, text: str = "") -> bytes:
    return ring.sign_text(text or Identity("ab" * 16, "蓝色移动硬盘").to_text())


def test_a_prepared_place_tells_which_one_it_is(place: Place, ring: Keys) -> None:
    place.prepare(note_of(ring))
    assert place.identity() == Identity("ab" * 16, "蓝色移动硬盘")
    assert refusal(lambda: place.prepare(note_of(ring))) == "archive.taken"


def test_an_empty_folder_and_none_are_told_apart(place: Place) -> None:
    assert refusal(place.identity) == "archive.empty"
    place.folder.rmdir()
    assert refusal(place.identity) == "archive.away"
    assert refusal(lambda: place.prepare(b"")) == "archive.away"
    assert not place.folder.exists(), "nothing is made where no disk is"


def test_the_archive_of_another_station_is_refused(place: Place, tmp_path: Path) -> None:
    other = Keys(tmp_path / "other", origin_of("IN-02"))
    other.make_signing_key()
    (place.folder / NOTE).write_bytes(note_of(other))
    assert refusal(place.identity) == "archive.foreign"


def test_so_is_one_that_bears_our_name_and_another_key(place: Place, tmp_path: Path) -> None:
    other = Keys(tmp_path / "other", origin_of("IN-01"))
    other.make_signing_key()
    (place.folder / NOTE).write_bytes(note_of(other))
    assert refusal(place.identity) == "archive.foreign"


@pytest.mark.parametrize("text", ["receiving-station pictures v1\nab\ncd\n", f"{FIRST}\nab\n", f"{FIRST}\na\nb\nc\n"])
def test_another_signed_note_of_ours_is_no_identity(place: Place, ring: Keys, text: str) -> None:
    (place.folder / NOTE).write_bytes(note_of(ring, text))
    assert refusal(place.identity) == "archive.foreign"


def test_an_altered_name_is_found(place: Place, ring: Keys) -> None:
    (place.folder / NOTE).write_bytes(note_of(ring).replace("蓝".encode(), "红".encode()))
    assert refusal(place.identity) == "archive.foreign"


def test_a_place_inside_the_data_or_around_it_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for folder in (data, data / "second", tmp_path):
        assert refusal(lambda folder=folder: check_apart(data, folder, one_disk=True)) == "archive.inside"  # type: ignore[misc]


def test_the_same_disk_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    for name in ("data", "second"):
        (tmp_path / name).mkdir()
    assert refusal(lambda: check_apart(tmp_path / "data", tmp_path / "second")) == "archive.same_disk"
    check_apart(tmp_path / "data", tmp_path / "second", one_disk=True)
    check_apart(tmp_path / "data", tmp_path / "not plugged in")


@pytest.mark.skipif(WINDOWS or not Path("/dev/shm").is_dir(), reason="needs a second file system")
def test_another_file_system_is_another_disk(tmp_path: Path) -> None:
    if same_disk(tmp_path, Path("/dev/shm")):
        pytest.skip("the temporary folder lies in memory as well")
    check_apart(tmp_path, Path("/dev/shm"))


def test_a_note_cannot_be_kept_where_the_place_is_read_only(place: Place, ring: Keys) -> None:
    place.folder.rmdir()
    place.folder.write_bytes(b"a file")
    with pytest.raises(StoreError):
        place.prepare(note_of(ring))
