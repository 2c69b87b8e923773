"""Films of this station: the camera for units takes them, the store keeps them."""

from __future__ import annotations

from typing import Protocol

import msgspec

from station.config import Settings
from station.devices.camera.film_order import FilmOrder
from station.domain.events.common import Film
from station.domain.rules.truck import LEAST_FREE, MEGABYTE
from station.store.films import FilmFiles
from station.workflow.camera_roles import UNITS


class Cameras(Protocol):
    def serving(self, role: str) -> str: ...

    def order(self, device: str, command: str) -> None: ...


class StationFilms:
    """Implements workflow.films.Films."""

    def __init__(self, settings: Settings, cameras: Cameras, files: FilmFiles) -> None:
        self._limits, self._zone = settings.film, settings.timezone
        self._cameras, self._files = cameras, files
        self._with: dict[str, str] = {}  # film -> the camera that takes it

    @property
    def camera(self) -> str:
        return self._cameras.serving(UNITS)

    @property
    def seconds(self) -> int:
        return self._limits.seconds

    @property
    def bytes(self) -> int:
        return self._limits.megabytes * MEGABYTE

    def begin(self, film: str, title: str) -> None:
        order = FilmOrder(
            token=film,
            path=str(self._files.path(film)),
            title=title,
            zone=self._zone,
            fps=self._limits.fps,
            seconds=self.seconds,
            bytes=self.bytes,
            reserve=LEAST_FREE,
        )
        self._with[film] = self.camera
        self._order(film, f"film {msgspec.json.encode(order).decode()}")

    def pause(self, film: str, why: str) -> None:
        self._order(film, f"film_pause {film} {why}")

    def resume(self, film: str) -> None:
        self._order(film, f"film_resume {film}")

    def end(self, film: str) -> None:
        self._order(film, f"film_end {film}")

    def keep(self, film: str, camera: str, end: str, sha256: str) -> Film | str:
        return self._files.keep(film, camera, end, sha256)

    def quiet(self, film: str) -> bool:
        return self._files.quiet(film)

    def forget(self, film: str) -> None:
        self._with.pop(film, None)
        self._files.forget(film)

    def _order(self, film: str, command: str) -> None:
        self._cameras.order(self._with[film], command)
