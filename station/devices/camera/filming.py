"""The films of one camera's process: one at a time."""

from __future__ import annotations

import time
from collections.abc import Callable

import msgspec

from station.devices.camera.film import Film, Say
from station.devices.camera.film_order import FilmOrder
from station.devices.camera.shot import Shot

ASKED, ENDING = "asked", "process"  # why a film ends: a person said so, or this process ends


class Filming:
    def __init__(self, say: Say, clock: Callable[[], float] = time.monotonic) -> None:
        self._say, self._clock = say, clock
        self._film: Film | None = None

    def obey(self, word: str, told: str) -> None:
        """film, film_pause, film_resume, film_end; another film's token is none of this one's business."""
        if word == "film":
            self._begin(msgspec.json.decode(told, type=FilmOrder))
            return
        token, _, why = told.partition(" ")
        film, now = self._film, self._clock()
        if film is None or film.order.token != token:
            return
        if word == "film_pause":
            film.pause(why, now)
        elif word == "film_resume":
            film.resume(now)
        elif word == "film_end":
            film.end(ASKED, now)

    def offer(self, shot: Shot) -> None:
        if self._film is not None:
            self._film.offer(shot, self._clock())

    def tick(self) -> None:
        if self._film is not None:
            self._film.tick(self._clock())

    def close(self) -> None:
        """What is being filmed is brought to an end, whole."""
        if self._film is not None:
            self._film.end(ENDING, self._clock())
            self._film.wait()

    def _begin(self, order: FilmOrder) -> None:
        self.close()
        self._film = Film(order, self._say, self._clock)
