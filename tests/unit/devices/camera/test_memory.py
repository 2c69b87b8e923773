"""The memory of pictures: copies are found among others, what is left out is not, and nothing is compared with all."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import numpy as np
import pytest

from station.devices.camera.fingerprint import Fingerprint, fingerprint
from station.devices.camera.memory import RECORD, Memory, seen
from station.devices.camera.opencv import cv2
from station.devices.camera.recall_process import LASTS, Recall, answer
from station.devices.camera.sketch import WORDS, guesses, sketch
from station.domain.evidence import place_of
from tests.torture.pictures import _cropped, _jpeg, _shot
from tests.torture.recall import searched

NOW = 1_800_000_000


def shots(count: int) -> list[np.ndarray]:
    chance = random.Random(3)
    return [_shot(chance, number) for number in range(count)]


def small(jpeg: bytes) -> np.ndarray:
    made = fingerprint(jpeg)
    assert isinstance(made, Fingerprint)
    return made.small


@pytest.fixture(scope="module")
def taken() -> list[np.ndarray]:
    return shots(12)


def filled(taken: list[np.ndarray]) -> Memory:
    memory = Memory()
    for number, shot in enumerate(taken):
        memory.add(seen(f"{number:064x}", NOW + number, small(_jpeg(shot, 90))))
    return memory


def test_a_sketch_is_ten_words_and_of_the_first_guess_the_same(taken: list[np.ndarray]) -> None:
    picture = small(_jpeg(taken[0], 90))
    made, places = guesses(picture)
    assert sketch(picture).shape == (WORDS,)
    assert (made[0] == sketch(picture)).all()
    assert len(made) == len(places) > sum(place.sparse for place in places) > 1
    assert places[0].within() == (True, 1.0, 0.0, 0.0)


@pytest.mark.parametrize("number", [0, 5, 11])
def test_whatever_was_done_to_a_copy_its_original_is_among_the_few(taken: list[np.ndarray], number: int) -> None:
    memory = filled(taken)
    for copy in (_jpeg(taken[number], 60), _jpeg(_cropped(taken[number], random.Random(number)), 85)):
        assert f"{number:064x}" in list(memory.alike(small(copy), NOW, NOW + 100))


def test_the_whole_is_found_where_its_crop_was_shown_before(taken: list[np.ndarray]) -> None:
    memory = Memory()
    memory.add(seen("ab" * 32, NOW, small(_jpeg(_cropped(taken[2], random.Random(1)), 85))))
    assert list(memory.alike(small(_jpeg(taken[2], 90)), NOW, NOW)) == ["ab" * 32]


def test_another_time_and_what_is_left_out_are_not_looked_at(taken: list[np.ndarray]) -> None:
    memory, again = filled(taken), small(_jpeg(taken[4], 60))
    assert f"{4:064x}" not in list(memory.alike(again, NOW + 5, NOW + 100))
    assert f"{4:064x}" not in list(memory.alike(again, NOW, NOW + 3))
    assert f"{4:064x}" not in list(memory.alike(again, NOW, NOW + 100, {f"{4:064x}", "cd" * 32}))


def test_it_grows_and_begins_with_what_a_file_holds(taken: list[np.ndarray]) -> None:
    first = filled(taken)
    records = np.concatenate([first.add(seen("ef" * 32, NOW, small(_jpeg(taken[0], 90))))])
    assert len(first) == 13
    second = Memory(records)
    assert "ef" * 32 in second
    assert "ef" * 32 in list(second.alike(small(_jpeg(taken[0], 60)), NOW, NOW))


def test_every_copy_names_its_original_and_no_fresh_picture_is_flagged() -> None:
    """The torture loop R25-SEARCH, short."""
    told = searched(6, seed := 4)
    assert "same bytes 100.0 %, encoded anew 100.0 %, cropped 100.0 %" in told, (seed, told)
    assert "falsely flagged 0 " in told, (seed, told)


# The process


def kept(folder: Path, jpeg: bytes, at: int = NOW) -> tuple[str, int]:
    """A picture in the folder of evidence."""
    sha = hashlib.sha256(jpeg).hexdigest()
    file = folder / place_of(sha, "jpg")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(jpeg)
    return sha, at


def test_the_process_tells_of_a_copy_and_remembers_what_it_was_asked(tmp_path: Path, taken: list[np.ndarray]) -> None:
    recall = Recall(tmp_path / "memory", tmp_path, NOW)
    old = kept(tmp_path, _jpeg(taken[1], 90))
    other = kept(tmp_path, _jpeg(taken[6], 90))
    copy = kept(tmp_path, _jpeg(_cropped(taken[1], random.Random(2)), 85), NOW + 9)
    assert answer(recall, json.dumps({"number": 1, "know": [old, other]})) == {"number": 1, "known": 2}
    assert answer(recall, json.dumps({"number": 2, "ask": copy, "without": []})) == {"number": 2, "earlier": old[0]}
    assert recall.ask(copy, {old[0]}) == ""
    assert recall.ask(other, ()) == ""
    recall.close()
    again = Recall(tmp_path / "memory", tmp_path, NOW)
    assert again.know([]) == 3, "the file has all of them"
    again.close()


def test_what_is_old_or_half_written_is_dropped_and_what_is_lost_is_left_out(
    tmp_path: Path, taken: list[np.ndarray]
) -> None:
    file = tmp_path / "memory"
    recall = Recall(file, tmp_path, NOW)
    recall.know([kept(tmp_path, _jpeg(taken[1], 90), NOW - LASTS), kept(tmp_path, _jpeg(taken[2], 90))])
    assert recall.know([("ab" * 32, NOW), kept(tmp_path, b"no picture")]) == 2
    recall.close()
    file.write_bytes(file.read_bytes() + b"half")
    later = Recall(file, tmp_path, NOW + 1)
    assert later.know([]) == 1
    later.close()
    assert file.stat().st_size == RECORD.itemsize


def test_a_picture_that_cannot_be_read_is_like_nothing(tmp_path: Path) -> None:
    recall = Recall(tmp_path / "memory", tmp_path, NOW)
    assert recall.ask(("ab" * 32, NOW), ()) == ""
    recall.close()


def test_grey_shapes_of_any_size_have_a_sketch() -> None:
    for shape in ((180, 320), (240, 320), (320, 240)):
        assert sketch(cv2.resize(np.arange(256, dtype=np.uint8).reshape(16, 16), shape[::-1])).dtype == np.uint64
