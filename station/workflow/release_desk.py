"""The release rule at the desk: whose pictures it judges, whether it may act, and what becomes of its advice."""

from __future__ import annotations

from dataclasses import replace

from station.domain.case import Case
from station.domain.mount import Mount
from station.domain.picture_rules import gate_of
from station.domain.readings import Preview
from station.domain.release import Advice, Release, Word

SOON = 0.25  # share of the hold from which a person can see that a picture is about to be taken


class ReleaseDesk:
    """Live pictures go in; advice is there to be shown, and offer says when a picture may be taken by itself."""

    def __init__(self, mount: Mount) -> None:
        self._mount = mount
        self._rule = Release(mount.still)
        self.advice = Advice()

    def offer(self, preview: Preview, case: Case | None) -> bool:
        """True where the picture may be released now. One without measures, or of another camera, changes nothing."""
        if preview.live is None or self._mount.camera not in ("", preview.device):
            return False
        advice = self._rule.offer(preview.live, preview.seen_at, gate_of(case))
        self.advice = advice if self._mount.auto_release else _told(advice)
        return self.advice.release

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
