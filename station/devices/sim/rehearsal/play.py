"""Plays the sample's visits in the real window and sums up what came of them."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from station.devices.sim.child import NotReady
from station.devices.sim.dock import dock
from station.devices.sim.rehearsal.gather import copy_pictures, copy_receipts, receipts_of_log, refusals_of_log
from station.devices.sim.rehearsal.prepare import prepare
from station.devices.sim.rehearsal.program import Failed, Program
from station.devices.sim.rehearsal.sample import (
    Sample,
    Truck,
    cartons_of,
    notice_text,
    read_sample,
    refusals_of,
    script_of,
)
from station.devices.sim.rehearsal.settings import write_settings
from station.devices.sim.rehearsal.summary import Summary, write_summary
from station.devices.sim.robot.album import Album
from station.devices.sim.robot.clerk import Clerk, Lost
from station.devices.sim.robot.eyes import Blind
from station.devices.sim.robot.hands import Clumsy, Hands
from station.devices.sim.robot.verbs import Nonsense, Player, Props

Tell = Callable[[str], None]
Linger = Callable[[], None]
MADE = ("summary.json", "summary.txt", "failure.png", "window.log", "receipts", "pictures", "screens", "station")
STRANDED = (Lost, Blind, Clumsy, Nonsense, Failed, NotReady)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a rehearsal writes."""

    out: Path

    @property
    def station(self) -> Path:
        """Settings, database, keys and evidence of the rehearsed station."""
        return self.out / "station"

    @property
    def config(self) -> Path:
        return self.station / "station.toml"

    @property
    def data(self) -> Path:
        return self.station / "data"

    def clear(self) -> None:
        """Removes what an earlier rehearsal has made, and nothing else."""
        for name in MADE:
            made = self.out / name
            if made.is_dir():
                shutil.rmtree(made)
            else:
                made.unlink(missing_ok=True)
        self.station.mkdir(parents=True)


class Rehearsal:
    """One rehearsal: the first trucks of the sample (None: all), told as it goes."""

    def __init__(self, out: Path, trucks: int | None, tell: Tell) -> None:
        self._places = Places(out.resolve())
        self._sample = read_sample()
        self._trucks = self._sample.truck[:trucks]
        self._tell = tell
        self._began = time.monotonic()

    def run(self, linger: Linger) -> Summary:
        """Plays, sums up and writes the summary. linger is called before the window closes."""
        self._places.clear()
        failure = ""
        try:
            with tempfile.TemporaryDirectory(prefix="dock-") as folder:
                self._play(Path(folder), linger)
        except STRANDED as error:
            failure = str(error)
            self._tell(f"Stranded: {failure}")
        summary = self._summed_up(failure)
        write_summary(summary, self._places.out)
        return summary

    def _play(self, short: Path, linger: Linger) -> None:
        """short is a folder whose path fits into a local socket's address."""
        places = self._places
        program = Program(places.config)
        with dock(short / "ports") as instruments:
            write_settings(places.config, places.data, instruments.urls)
            prepare(program, self._sample, places.station / "notices", self._tell)
            self._tell("Opening the window")
            with program.window(short / "eyes", places.out / "window.log") as (eyes, pid):
                hands = Hands(os.environ.get("DISPLAY", ""))
                hands.take_the_keyboard(pid)
                self._visits(Clerk(eyes, hands, instruments, places.out / "failure.png"))
                linger()

    def _visits(self, clerk: Clerk) -> None:
        album = Album(clerk, self._places.out / "screens")
        for number, truck in enumerate(self._trucks, start=1):
            script = script_of(truck)
            self._tell(f"Truck {number} of {len(self._trucks)}: {script.title}")
            player = Player(clerk, album, _props(self._sample, truck, number), lambda said: self._tell(f"  {said}"))
            player.play(script)

    def _summed_up(self, failure: str) -> Summary:
        self._tell("Verifying")
        places, program = self._places, Program(self._places.config)
        verdict = program.finish("verify")
        dump = program.finish("replay", "--dump").stdout.splitlines()
        wanted = set[str]().union(*(refusals_of(script_of(truck)) for truck in self._trucks))
        seen, issued = refusals_of_log(dump), receipts_of_log(dump)
        receipts = copy_receipts(places.data, issued, places.out / "receipts")
        expected = sum(len(truck.notices) for truck in self._trucks)
        return Summary(
            good=not failure and wanted <= seen and len(receipts) == expected and verdict.returncode == 0,
            verify=(verdict.stdout or verdict.stderr).strip(),
            data=str(places.data),
            deliveries=tuple(sorted(issued)),
            refusals_wanted=tuple(sorted(wanted)),
            refusals_seen=tuple(sorted(seen)),
            receipts=len(receipts),
            pictures=len(copy_pictures(places.data, places.out / "pictures")),
            screens=len(list(places.out.glob("screens/*/*.png"))),
            seconds=round(time.monotonic() - self._began, 1),
            failure=failure,
        )


def _props(sample: Sample, truck: Truck, number: int) -> Props:
    """The truck's names, and each notice's cartons as a table of the notice's name; `cartons` is the first one's."""
    tables = {Path(name).stem: cartons_of(notice_text(name)) for name in truck.notices}
    tables["cartons"] = tables[Path(truck.notices[0]).stem]
    return Props(sample.people, tables, {**truck.names, "truck": str(number)})
