"""The stable rule: when a stream of scale frames is a weight (devices.md §2, the one rule of the house).

A weight may be booked when
  (a) the device's own flag says stable, where its protocol has one, and
  (b) the window spans 0.6 s, or 1.0 s without a flag, and
  (c) with a checksum or polled: five samples or more within 1 d, their median is booked;
      without: the last three frames are equal byte for byte, and
  (d) it lies on the scale's own grid, at most Max, in the right unit, not over, under or negative, at most 1 s old.
Below Min it is flagged. After a weight was booked the platform must have been empty for 0.5 s (or the person says
"weigh again") before the next one: otherwise a parcel is booked twice. So too at the start, when nobody knows what
lies there. Moments are monotonic seconds and come with the frames; nothing here reads a clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median_low

from station.domain.readings import Weight, WeightMode, WeightStatus
from station.domain.scale_profile import UNITS, ScaleProfile, ScaleRole, kilograms
from station.domain.verdicts import Empty, Refused, ScaleWeight, Settling, Stable, Stale, Taken, Verdict
from station.texts import Line, line

__all__ = [
    "Empty",
    "Refused",
    "ScaleProfile",
    "ScaleRole",
    "ScaleWeight",
    "Settling",
    "Stable",
    "Stale",
    "Taken",
    "Verdict",
    "Weighing",
]

# Seconds a sample may be old, and the widest gap between two of a window. The rule allows 1.0; it is looked at ten
# times a second, so that what is shown has never been silent for longer than that.
FRESH = 0.85
SAMPLES = 5
EQUAL_FRAMES = 3
EMPTY_FOR = 0.5
DRIFT_FOR = 3.0
STUCK_AFTER = 30.0
HOLD = 2.0  # seconds that a value reached without motion must stand before it is believed
LONGEST_WINDOW = 4.0
PATIENCE = 8.0  # seconds of a load that does not rest, after which a person may take what is shown (devices.md §2)
UNRESTING_KEPT = 10  # frames of it that stand in the entry
_BAD = {WeightStatus.OVER: "over", WeightStatus.UNDER: "under", WeightStatus.ERROR: "error", WeightStatus.NONE: "none"}
_AT_WORK = (WeightStatus.OK, WeightStatus.MOTION)


@dataclass(frozen=True, slots=True)
class _Sample:
    frame: Weight
    kg: Decimal

    @property
    def at(self) -> float:
        return self.frame.seen_at


class Weighing:
    """The rule over one scale. Offer every frame and tick now and then; take() when a weight was booked."""

    def __init__(self, profile: ScaleProfile, armed: bool = False) -> None:
        self._profile, self._version = profile, profile.version
        self._armed = armed
        self._booked = False
        self._window: deque[_Sample] = deque()
        self._unresting: deque[_Sample] = deque(maxlen=UNRESTING_KEPT)
        self._verdict: Verdict = Stale()
        self._silent = Stale()  # what is said without frames
        self._seen_at = float("-inf")
        self._load_since: float | None = None
        self._empty_since: float | None = None
        self._drift_since: float | None = None
        self._same: Weight | None = None
        self._before: Decimal | None = None
        self._held_from: Decimal | None = None
        self._held_until = float("-inf")

    def offer(self, weight: Weight) -> Verdict:
        """Takes the next frame of the scale, in the order of arrival."""
        if weight.seen_at - self._seen_at > FRESH:
            self._restart()
        self._seen_at, self._silent = weight.seen_at, Stale()
        self._verdict = self._judge(weight)
        if not isinstance(self._verdict, Empty):
            self._empty_since = self._drift_since = None
        return self._verdict

    def tick(self, now: float) -> Verdict:
        """The verdict without a new frame: the last one while it is fresh."""
        if now - self._seen_at > FRESH:
            self._restart()
            self._verdict = self._silent
        return self._verdict

    def gone(self, reason: Line) -> Verdict:
        """The scale is not there, or another one is: nothing that it said last counts any more."""
        self._seen_at, self._silent = float("-inf"), Stale(reason)
        self._restart()
        self._armed = self._booked = False
        self._verdict = self._silent
        return self._verdict

    def take(self) -> None:
        """The weight was booked: nothing more of this load."""
        self._armed, self._booked = False, True
        self._restart()
        self._verdict = self._not_armed()

    def weigh_again(self) -> None:
        """The person asked for it: the load that lies there may be booked, after a new window."""
        self._armed = True
        self._restart()

    def _restart(self) -> None:
        self._window.clear()
        self._unresting.clear()
        self._load_since = self._empty_since = self._drift_since = None

    def _judge(self, weight: Weight) -> Verdict:
        refused = self._stuck(weight) or self._unfit(weight)
        if refused is not None:
            self._window.clear()
            self._unresting.clear()
            if weight.status is WeightStatus.NONE:  # nothing was seen meanwhile, so what comes next is no jump
                self._moving(weight)
            return refused
        if weight.value is None or _unit_left_out(weight):
            return self._moving(weight)
        sample = _Sample(weight, kilograms(weight.value, weight.unit))
        if abs(sample.kg) < self._profile.empty_below:
            return self._empty(sample)
        if sample.kg < 0:
            return self._negative(weight)
        return self._loaded(sample)

    def _stuck(self, weight: Weight) -> Refused | None:
        """The same frame for half a minute while the scale speaks of motion: a port repeats itself."""
        moves = weight.stable is False and weight.status in _AT_WORK
        if self._same is None or not moves or weight.raw != self._same.raw:
            self._same = weight
            return None
        return _refuse("stuck") if weight.seen_at - self._same.seen_at > STUCK_AFTER else None

    def _unfit(self, weight: Weight) -> Refused | None:
        if weight.status in _BAD:
            return _refuse(_BAD[weight.status])
        if weight.value is None or _unit_left_out(weight):
            return None
        if weight.unit not in UNITS or weight.unit != self._profile.unit:
            return _refuse("unit", shown=weight.unit, wanted=self._profile.unit)
        kg = kilograms(weight.value, weight.unit)
        if kg > self._profile.max:
            return _refuse("over_max", max=self._profile.max)
        return _refuse("off_grid", d=self._profile.d) if kg % self._profile.d else None

    def _negative(self, weight: Weight) -> Refused:
        self._window.clear()
        self._unresting.clear()
        return _refuse("net_negative" if weight.mode is WeightMode.NET else "below_zero")

    def _empty(self, sample: _Sample) -> Empty:
        """An empty platform arms the scale after a while; one that drifts off asks to be zeroed."""
        self._window.clear()
        self._unresting.clear()
        self._load_since = self._held_from = None
        if sample.frame.stable is not False:
            self._before = sample.kg
        self._empty_since = sample.at if self._empty_since is None else self._empty_since
        if sample.at - self._empty_since >= EMPTY_FOR:
            self._armed, self._booked = True, False
        zero = sample.kg < -self._profile.e / 2 or self._drifts(sample)
        return Empty(self._armed, zero, line("weight.zero_please" if zero else "weight.empty"))

    def _drifts(self, sample: _Sample) -> bool:
        if abs(sample.kg) <= self._profile.e:
            self._drift_since = None
            return False
        self._drift_since = sample.at if self._drift_since is None else self._drift_since
        return sample.at - self._drift_since > DRIFT_FOR

    def _loaded(self, sample: _Sample) -> Verdict:
        self._unresting.append(sample)
        self._load_since = sample.at if self._load_since is None else self._load_since
        if sample.frame.stable is False or (self._profile.has_flag and not sample.frame.stable):
            return self._moving(sample.frame)
        self._note_jump(sample)
        self._grow(sample)
        if not self._armed:
            return self._not_armed()
        if sample.at < self._held_until:
            return self._settling("weight.hold")
        return self._ripe() or self._settling("weight.settling")

    def _moving(self, weight: Weight) -> Settling | Taken:
        """Motion explains the next value, whatever it is."""
        self._window.clear()
        self._before = self._held_from = None
        self._held_until = float("-inf")
        self._load_since = weight.seen_at if self._load_since is None else self._load_since
        return self._settling("weight.moving") if self._armed else self._not_armed()

    def _settling(self, reason: str) -> Settling:
        """With the last value of the load, if it is of the last second: a frame without one shows nothing."""
        fresh = self._unresting and self._seen_at - self._unresting[-1].at <= FRESH
        shown = self._weight(self._unresting[-1].kg, self._unresting) if fresh else None
        return Settling(line(reason), self._since, shown)

    @property
    def _since(self) -> float:
        return self._seen_at if self._load_since is None else self._load_since

    def _not_armed(self) -> Taken:
        return Taken(line("weight.taken" if self._booked else "weight.empty_first"))

    def _note_jump(self, sample: _Sample) -> None:
        """More than 2 d without motion is no parcel being put down: held, unless the old value comes back."""
        before, self._before = self._before, sample.kg
        if not self._profile.has_flag or before is None or abs(sample.kg - before) <= 2 * self._profile.d:
            return
        if self._held_from is not None and abs(sample.kg - self._held_from) <= 2 * self._profile.d:
            self._held_from, self._held_until = None, float("-inf")
            return
        self._held_from, self._held_until = before, sample.at + HOLD

    def _grow(self, sample: _Sample) -> None:
        """The longest run up to this sample that lies within 1 d."""
        window = self._window
        window.append(sample)
        within = self._profile.d
        low = high = sample.kg
        kept = 0
        for older in reversed(window):
            low, high = min(low, older.kg), max(high, older.kg)
            if high - low > within or sample.at - older.at > LONGEST_WINDOW:
                break
            kept += 1
        for _ in range(len(window) - kept):
            window.popleft()

    def _ripe(self) -> Stable | None:
        window = self._window
        if window[-1].at - window[0].at < self._profile.window:
            return None
        if self._profile.has_checksum_or_polled and all(sample.frame.checked for sample in window):
            kg = median_low(sample.kg for sample in window)
            return Stable(self._weight(kg, window)) if len(window) >= SAMPLES else None
        last = [sample.frame.raw for sample in window][-EQUAL_FRAMES:]
        equal = len(last) == EQUAL_FRAMES and len(set(last)) == 1
        return Stable(self._weight(window[-1].kg, window)) if equal else None

    def _weight(self, kg: Decimal, window: Sequence[_Sample]) -> ScaleWeight:
        newest = window[-1].frame
        tare = None if newest.tare is None else kilograms(newest.tare, newest.unit)
        frames = tuple(sample.frame.raw for sample in window)
        return ScaleWeight(
            newest.device, newest.seen_at, kg, newest.unit, self._profile.d, newest.mode, tare, frames,
            self._version, kg < self._profile.min, newest.alibi,
        )  # fmt: skip


def _unit_left_out(weight: Weight) -> bool:
    """A scale that shows its unit only at rest says by that that it moves (Sartorius, devices.md §1.4)."""
    return not weight.unit and weight.stable is False


def _refuse(code: str, **params: object) -> Refused:
    return Refused(code, line(f"weight.{code}", **params))
