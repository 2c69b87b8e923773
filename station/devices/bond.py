"""Which one of its kind an instrument has to be: the first that was met, or the one that a supervisor has allowed."""

from __future__ import annotations

from enum import StrEnum

from station.domain.readings import UNKNOWN, Identity


class Told(StrEnum):
    """What an instrument's own number says. WAITING: it has to tell one and has not yet."""

    FITS = "fits"
    WAITING = "waiting"
    OTHER = "other"


class Bond:
    """Held by the instrument's thread; `allow` may be called on any other. What is unknown is learnt from the first."""

    def __init__(self, known: Identity = UNKNOWN) -> None:
        self.known = known

    def allow(self, identity: Identity) -> None:
        """Another adapter does not make another scale: a number that was not seen with it stays to be told."""
        self.known = Identity(identity.plug, identity.serial or self.known.serial)

    def met(self, seen: Identity) -> None:
        """A good reading came from it: what was not known yet is known now."""
        self.known = self.known.completed(seen)

    def judge(self, serial: str) -> Told:
        """serial: the number that the instrument has told since its port was opened, "" for none."""
        wanted = self.known.serial
        if wanted in ("", serial):
            return Told.FITS
        return Told.OTHER if serial else Told.WAITING
