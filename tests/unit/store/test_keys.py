"""Key files: private, made once, never silently made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from station.domain.checkpoint import verify
from station.domain.merkle import EMPTY_ROOT
from station.errors import DatabaseUnfit, StoreError
from station.platform import WINDOWS
from station.store.keys import Keys, read_verifier
from station.store.store import Store
from tests.unit.store.conftest import opened
from tests.unit.store.test_store import book


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    keys = Keys(tmp_path, "receiving-station/IN-01")
    keys.make_signing_key()
    return keys


def test_what_is_signed_verifies_with_the_published_key(keys: Keys) -> None:
    note = keys.sign(0, EMPTY_ROOT)
    assert verify(note, read_verifier(keys.folder)).size == 0


def test_a_second_start_has_the_same_key(keys: Keys) -> None:
    again = Keys(keys.folder, keys.origin)
    again.make_signing_key()
    assert again.verifier().to_text() == keys.verifier().to_text()


def test_key_files_are_this_accounts_alone(keys: Keys) -> None:
    keys.verifier()
    keys.month("2026-11", make=True)
    keys.draft()
    for file in keys.folder.glob("*.key"):
        assert WINDOWS or file.stat().st_mode & 0o777 == 0o600, file.name  # Windows: the folder's access list
    assert len(list(keys.folder.glob("*.key"))) == 3


def test_a_month_that_was_destroyed_stays_destroyed(keys: Keys) -> None:
    made = keys.month("2026-11", make=True)
    assert keys.month("2026-11") == made
    keys.destroy_month("2026-11")
    assert keys.month("2026-11") is None


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_key_of_another_length_is_refused(keys: Keys, content: bytes) -> None:
    (keys.folder / "station.key").write_bytes(content)
    with pytest.raises(StoreError) as told:
        keys.verifier()
    assert told.value.key == "store.no_key"


def test_a_log_whose_key_is_gone_gets_no_new_one(tmp_path: Path) -> None:
    """A new key would disown every head on every receipt that has left the building."""
    store = opened(tmp_path)
    book(store, "k1")
    store.checkpoint()
    store.close()
    (tmp_path / "keys" / "station.key").unlink()
    with pytest.raises(StoreError) as told:
        opened(tmp_path)
    assert told.value.key == "store.key_missing"
    assert not (tmp_path / "keys" / "station.key").exists()


def test_another_stations_log_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(tmp_path)
    book(store, "k1")
    store.close()
    real = Store.open.__func__  # type: ignore[attr-defined]

    def elsewhere(cls: type[Store], folder: Path, keys: Path, station: str, **parts: object) -> Store:
        again: Store = real(cls, folder, keys, "IN-02", **parts)
        return again

    monkeypatch.setattr(Store, "open", classmethod(elsewhere))
    with pytest.raises(DatabaseUnfit) as told:
        opened(tmp_path)
    assert (told.value.key, told.value.params["found"]) == ("store.other_station", "IN-01")
