"""Screenshots of the real window, each in both languages: the language is changed with its ordinary key."""

from __future__ import annotations

from pathlib import Path

from station.devices.sim.robot.clerk import Clerk
from station.devices.sim.robot.eyes import Sight
from station.texts import LANGUAGES

LANGUAGE_KEY = "ctrl+l"


class Album:
    """Pictures under <folder>/<language>/<name>.png; the window starts in the first language."""

    def __init__(self, clerk: Clerk, folder: Path) -> None:
        self._clerk = clerk
        self._folder = folder

    def take(self, name: str) -> None:
        """The page as it stands, in both languages; the window is left in the language it was in.

        Not while an answer still lies over the page: it was said in the first language.
        """
        self._clerk.await_("the answer to go from the page", lambda sight: sight.named("flash") is None)
        self._keep(name, LANGUAGES[0])
        self._turn()
        self._keep(name, LANGUAGES[1])
        self._turn()

    def _keep(self, name: str, language: str) -> None:
        file = self._folder / language / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self._clerk.picture())

    def _turn(self) -> None:
        before = _words(self._clerk.look())
        self._clerk.hands.key(LANGUAGE_KEY)
        self._clerk.await_("the other language", lambda sight: _words(sight) != before)


def _words(sight: Sight) -> list[str]:
    """The texts that change with the language and with nothing else."""
    return [seen.text for seen in sight.widgets if seen.name.startswith(("nav.", "action.", "instruction"))]
