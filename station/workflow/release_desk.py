"""The release rule at the desk: whose pictures it judges, whether it may act, and what becomes of its advice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from station.domain.mount import Mount
from station.domain.picture_gate import Gate
from station.domain.readings import Preview
from station.domain.release import Advice, Release, Word

SOON = 0.25  # share of the hold from which a person can see that a picture is about to be taken


@dataclass(frozen=True, slots=True)
class Eye:
    """A camera that takes units, as it is mounted, and what its pictures have shown so far."""

    mount: Mount
    rule: Release


class ReleaseDesk:
    """Live pictures go in; advice is there to be shown, and offer says when a picture may be taken by itself.

    Only the camera that the page would ask is listened to. One that is turned to waits for a movement: what lies still
    before it was not put there for this picture.
    """

    def __init__(self, mounts: tuple[Mount, ...]) -> None:
        self._eyes = [Eye(mount, Release(mount.still)) for mount in mounts]
        self._eye = self._eyes[0]
        self.advice = Advice()

    @property
    def _rule(self) -> Release:
        return self._eye.rule

    def offer(self, preview: Preview, gate: Gate, asked: str) -> bool:
        """True where the picture may be released now. One without measures, or of another camera, changes nothing.

        asked: the camera that the page would ask, "" where that is not known.
        """
        if preview.live is None or asked not in ("", preview.device):
            return False
        self._turn_to(self._eye_of(preview.device))
        advice = self._rule.offer(preview.live, preview.seen_at, gate)
        self.advice = advice if self._eye.mount.auto_release else _told(advice)
        return self.advice.release

    def _eye_of(self, device: str) -> Eye:
        """A camera that was set up while the station runs has no mount yet: it advises and releases nothing."""
        known = next((eye for eye in self._eyes if eye.mount.camera in ("", device)), None)
        if known is None:
            known = Eye(Mount(camera=device), Release())
            self._eyes.append(known)
        return known

    def _turn_to(self, eye: Eye) -> None:
        if eye is not self._eye:
            self._eye = eye
            self._rule.hold()

    def answered(self, purpose: str, *, accepted: bool) -> None:
        """A picture was taken, by whatever released it."""
        if not purpose.startswith("face:"):
            self._rule.close_up()
        elif accepted:
            self._rule.taken()
        else:
            self._rule.hold()
        self.advice = Advice()

    def stopped(self) -> bool:
        """A person stops a release that is about to happen; False where none is."""
        if not SOON <= self.advice.share < 1.0:
            return False
        self._rule.hold()
        self.advice = Advice()
        return True


def _told(advice: Advice) -> Advice:
    """Where a key releases, the rule only tells whether the picture would be good."""
    return replace(advice, word=Word.GOOD if advice.word is Word.TURN else advice.word, share=0.0, release=False)
