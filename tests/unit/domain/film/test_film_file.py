"""The film's own file: what was written is read again, wherever it was cut; players that are not ours read it too."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from station.devices.camera.opencv import cv2
from station.domain.film.reading import Gap, index_of, still_of
from station.domain.film.writing import Facts, clock, gap, head, picture
from tests.unit.devices.camera.pictures import jpeg_of, noisy

BEGAN = datetime(2026, 11, 24, 2, 3, 4, 500_000, tzinfo=UTC)
FACTS = Facts("D1/1", BEGAN, ZoneInfo("Asia/Shanghai"), 1280, 720, "device-bytes")


def jpeg(number: int) -> bytes:
    return b"\xff\xd8\xff" + bytes([number]) * (50 + number) + b"\xff\xd9"


def a_film() -> bytes:
    """Ten pictures, a pause of a minute, ten pictures."""
    before = b"".join(picture(100 * n, jpeg(n), clock(FACTS, 100 * n) if n == 0 else b"") for n in range(10))
    after = b"".join(picture(60_900 + 100 * n, jpeg(10 + n)) for n in range(10))
    return head(FACTS) + before + gap(FACTS, 900, 60_900, "paused") + after


def test_what_was_written_is_read() -> None:
    file = io.BytesIO(a_film())
    film = index_of(file)
    assert (film.began, film.width, film.height, film.evidence) == (BEGAN, 1280, 720, "device-bytes")
    assert [still_of(file, still) for still in film.stills] == [jpeg(n) for n in range(20)]
    assert film.gaps == [Gap(900, 60_900, "paused")]
    assert film.lasts == 61_800
    assert film.length == len(a_film())


def test_every_picture_has_its_moment() -> None:
    film = index_of(io.BytesIO(a_film()))
    assert film.moment(film.stills[10].ms) == BEGAN + timedelta(milliseconds=60_900)
    assert [film.still_at(ms) for ms in (0, 150, 60_899, 10**6)] == [film.stills[n] for n in (0, 1, 9, 19)]
    found = film.gap_at(30_000)
    assert found is not None
    assert found.why == "paused"
    assert film.gap_at(60_900) is None


def test_the_text_track_says_the_local_time_and_the_pause() -> None:
    whole = a_film()
    assert b"2026-11-24 10:03:04 +0800" in whole
    assert "PAUSED\n10:03:05 – 10:04:05".encode() in whole


def test_a_film_that_was_cut_is_whole_up_to_its_last_cluster() -> None:
    whole = a_film()
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    for cut in sorted({0, 1, 30, *(chance.randrange(len(whole)) for _ in range(100))}):
        film = index_of(io.BytesIO(whole[:cut]))
        assert film.length <= cut, seed
        again = index_of(io.BytesIO(whole[: film.length]))
        assert again.stills == film.stills, seed
        assert again.length == film.length, seed


def test_bytes_of_anything_are_no_film() -> None:
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    for _ in range(200):
        index_of(io.BytesIO(chance.randbytes(chance.randrange(300))))
        index_of(io.BytesIO(head(FACTS) + chance.randbytes(chance.randrange(300))))


def test_opencv_plays_it(tmp_path: Path) -> None:
    """FFmpeg, as other players: every picture, at its time."""
    own = jpeg_of(noisy(1))
    file = tmp_path / "film.mkv"
    file.write_bytes(head(FACTS) + picture(0, own) + gap(FACTS, 0, 5000, "camera") + picture(5000, own))
    capture = cv2.VideoCapture(str(file))
    times = []
    while capture.read()[0]:
        times.append(round(capture.get(cv2.CAP_PROP_POS_MSEC)))
    capture.release()
    assert times == [0, 5000]
