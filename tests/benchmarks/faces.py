"""FACES: a delivery of 24 cartons before the virtual camera: from the order to the durable entry, face by face.

The camera's process, the stream, the reading of codes, the file store and the log are the real ones; scale and gun are
played. The camera gives twelve pictures a second, so an order waits 42 ms on average for its picture.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from station.config import Settings
from station.devices.sim.dock import Dock, dock
from station.domain.entry import Entry
from station.domain.readings import Frame
from tests.benchmarks.figures import Figure, quantile
from tests.benchmarks.stage import application, leave, settled
from tests.torture.player import SCALE, Player

CARTONS, FACES = 24, 6
SETTINGS = """[station]
data = "data"
keys = "keys"
[[device]]
id = "cam-1"
role = "camera"
driver = "mjpeg"
url = "{url}"
"""


class Watch:
    """When a picture was ordered, when it came over the pipe, when its entry was durable; all in ms."""

    def __init__(self, player: Player) -> None:
        self.whole: list[float] = []
        self.ours: list[float] = []
        self._ordered = self._came = 0.0
        self._take, self._put = player.station.instruments.take, player.station.bridge.put
        player.station.instruments.take = self._order  # type: ignore[method-assign]
        camera: Any = player.station.instruments._built["cam-1"]
        camera._sink = self._heard
        player.core.handlers.subscribe(self._written)

    def _order(self, token: str, role: str, measure: bool = False) -> None:
        self._ordered = time.perf_counter()
        self._take(token, role, measure)

    def _heard(self, item: Any) -> None:
        if isinstance(item, Frame):
            self._came = time.perf_counter()
        self._put(item)

    def _written(self, entries: tuple[Entry, ...]) -> None:
        if any(entry.kind == "unit.face_taken" for entry in entries):
            now = time.perf_counter()
            self.whole.append((now - self._ordered) * 1000)
            self.ours.append((now - self._came) * 1000)


def faces() -> list[Figure]:
    app, turns, own = application(), [], []
    with tempfile.TemporaryDirectory() as name, dock(Path(name) / "ports", ("camera",)) as there:
        player = _at_units(Path(name), there)
        watch = Watch(player)
        while _asks(player) != "count.key":
            _show(player, there)
            began, worked = time.perf_counter(), time.thread_time()
            player.turn()
            app.processEvents()
            turns.append((time.perf_counter() - began) * 1000)
            own.append((time.thread_time() - worked) * 1000)
            time.sleep(0.001)  # the camera's process wants a core as well
        leave(player)
    return _figures(watch, turns, own)


def _at_units(folder: Path, there: Dock) -> Player:
    """The door is open and the camera gives pictures."""
    file = folder / "station.toml"
    file.write_text(SETTINGS.format(url=there.urls["camera"]), encoding="utf-8")
    settings = Settings.from_file(file)
    settings = replace(settings, devices=(*settings.devices, SCALE))
    player = Player(folder, cartons=CARTONS, settings=settings)
    player.timer.stop()
    while _asks(player) != "unit.scan":
        player.turn()
        application().processEvents()
    del player.station.instruments.take  # type: ignore[attr-defined]  # from here on the camera takes the pictures
    player.station.instruments.start()
    player.station.window.show_page("receiving")
    while not any(status.good_at for status in player.station.instruments.statuses() if status.id == "cam-1"):
        settled(application(), 0.1)
    return player


def _asks(player: Player) -> str:
    page = player.engine.view().page
    return "" if page is None else page.instruction.key


def _show(player: Player, there: Dock) -> None:
    """The clerk's hands: the wanted face before the camera, once for each face."""
    view = player.engine.view()
    ghost = view.page.ghost if view.page is not None else None
    wanted = (player.shown, ghost.face if ghost else "")
    if ghost is None or view.busy is not None or wanted == getattr(player, "lies", None):
        return
    case = player.core.handlers.case(view.delivery)
    there.scene(kind="carton", code=case.in_hand[0].code, face=ghost.face)
    player.lies = wanted  # type: ignore[attr-defined]


def _figures(watch: Watch, turns: list[float], own: list[float]) -> list[Figure]:
    assert len(watch.whole) == CARTONS * FACES, f"{len(watch.whole)} faces were taken"
    told = f"{len(watch.whole)} faces, longest {max(watch.whole):.0f} ms"
    slow, pause = quantile(watch.whole, 0.99), quantile(turns, 0.999)
    after = f"p50 {quantile(watch.ours, 0.5):.1f} ms, p99 {quantile(watch.ours, 0.99):.1f} ms after the picture came"
    middle = quantile(watch.whole, 0.5)
    paused = f"longest {max(turns):.0f} ms, {len(turns)} turns; of its own work p99.9 {quantile(own, 0.999):.0f} ms"
    return [
        Figure("FACES", "order to durable entry of a face, p50", middle, "ms", "<= 250", middle <= 250, told),
        Figure("FACES", "order to durable entry of a face, p99", slow, "ms", "<= 500", slow <= 500, after),
        Figure("FACES", "pause of the window meanwhile, p99.9", pause, "ms", "<= 50", pause <= 50, paused),
    ]
