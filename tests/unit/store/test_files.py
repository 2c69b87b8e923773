"""The evidence folder: what it names is there, whole, and is what its name says."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from station.errors import Bug, StoreError
from station.store import files as module
from station.store.files import Files, durable_folder

PICTURE = b"\xff\xd8 a carton"
SHA = sha256(PICTURE).hexdigest()


def test_a_file_lies_under_its_hash_and_reads_back(tmp_path: Path) -> None:
    files = Files(tmp_path / "evidence")
    assert files.put(PICTURE, "jpg") == SHA
    assert files.path(SHA, "jpg").relative_to(files.folder).as_posix() == f"{SHA[:2]}/{SHA[2:4]}/{SHA}.jpg"
    assert files.read(SHA, "jpg") == PICTURE
    assert list(files.walk()) == [(SHA, "jpg")]


def test_a_damaged_file_is_not_given_out_and_is_mended_by_the_same_bytes(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.put(PICTURE, "jpg")
    files.path(SHA, "jpg").write_bytes(PICTURE[:-1])
    assert files.read(SHA, "jpg") is None
    assert not files.check(SHA, "jpg")
    files.put(PICTURE, "jpg")
    assert files.read(SHA, "jpg") == PICTURE


def test_a_missing_file_is_nothing(tmp_path: Path) -> None:
    assert Files(tmp_path).read(SHA, "jpg") is None
    assert not Files(tmp_path).check(SHA, "jpg")


@pytest.mark.parametrize(("sha", "ext"), [("../../x", "jpg"), (SHA.upper(), "jpg"), (SHA, "../x"), (SHA, "")])
def test_a_name_that_leads_elsewhere_is_a_bug(tmp_path: Path, sha: str, ext: str) -> None:
    with pytest.raises(Bug):
        Files(tmp_path).path(sha, ext)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_bytes(b"in the way")
    with pytest.raises(StoreError) as told:
        Files(tmp_path / "evidence").put(PICTURE, "jpg")
    assert told.value.key == "store.file_unwritable"


def test_leftovers_of_an_interrupted_write_are_swept(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.put(PICTURE, "jpg")
    leftover = files.path(SHA, "jpg").with_name(".new-x1")
    leftover.write_bytes(PICTURE[:3])
    files.sweep()
    assert not leftover.exists()
    assert files.check(SHA, "jpg")


def test_every_new_folder_is_made_durable_in_its_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file whose folder's name was never synced is lost in a power cut, however well the file itself was."""
    synced: list[Path] = []
    monkeypatch.setattr(module, "sync_dir", synced.append)
    durable_folder(tmp_path / "a" / "b")
    assert synced == [tmp_path, tmp_path / "a"]
    durable_folder(tmp_path / "a" / "b")
    assert len(synced) == 2


# Files of any size


def source(folder: Path, data: bytes = PICTURE) -> Path:
    file = folder / "from a stick"
    file.write_bytes(data)
    return file


def test_a_large_file_comes_piece_by_piece_and_lies_under_its_hash(tmp_path: Path) -> None:
    files, told = Files(tmp_path / "evidence"), list[int]()
    data = bytes(range(256)) * 10_000
    sha, size = files.take(source(tmp_path, data), "mp4", told.append)
    assert (sha, size) == (sha256(data).hexdigest(), len(data))
    assert files.read(sha, "mp4") == data
    assert (len(told), sum(told)) == (3, len(data))
    assert files.take(source(tmp_path, data), "mp4", told.append) == (sha, size)
    assert list(files.walk()) == [(sha, "mp4")]
    assert list(files.folder.glob(".new-*")) == []


def test_a_damaged_copy_is_mended_by_the_same_file(tmp_path: Path) -> None:
    files = Files(tmp_path / "evidence")
    files.take(source(tmp_path), "mp4", lambda size: None)
    files.path(SHA, "mp4").write_bytes(b"other")
    files.take(source(tmp_path), "mp4", lambda size: None)
    assert files.check(SHA, "mp4")


def test_what_is_stopped_or_fails_leaves_nothing(tmp_path: Path) -> None:
    files = Files(tmp_path / "evidence")

    def stop(size: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.take(source(tmp_path), "mp4", stop)
    with pytest.raises(StoreError):
        files.take(tmp_path / "pulled out", "mp4", lambda size: None)
    assert [file for file in files.folder.rglob("*") if file.is_file()] == []


def test_what_a_kill_leaves_of_a_large_file_is_swept(tmp_path: Path) -> None:
    leftover = tmp_path / ".new-x2"
    leftover.write_bytes(b"half")
    Files(tmp_path).sweep()
    assert not leftover.exists()


def test_a_copy_comes_from_here_or_from_the_archive_and_never_from_what_is_spoilt(tmp_path: Path) -> None:
    second = Files(tmp_path / "second")
    sha = second.put(b"moved away", "jpg")
    files = Files(tmp_path / "here", archive=second.folder)
    target = tmp_path / "export" / "a.jpg"
    assert files.copy(sha, "jpg", target)
    assert target.read_bytes() == b"moved away"
    second.path(sha, "jpg").write_bytes(b"spoilt")
    assert not files.copy(sha, "jpg", tmp_path / "export" / "b.jpg")
    assert not (tmp_path / "export" / "b.jpg").exists()
