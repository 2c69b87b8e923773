"""What a person should hear of an accepted command: done, or done and something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from station.domain.entry import Entry
from station.texts import Line, line
from station.workflow.sentences import shown
from station.workflow.signals import Signal, Tone


def heard(entries: Iterable[Entry], good: Line | None) -> Signal | None:
    """The most serious thing that the entries say, else the good word of the step."""
    for entry in entries:
        signal = _serious(entry)
        if signal is not None:
            return signal
    return None if good is None else Signal(Tone.GOOD, good)


def _serious(entry: Entry) -> Signal | None:
    rule = _RULES.get(entry.kind)
    return None if rule is None else rule(entry)


def _stopped(entry: Entry) -> Signal:
    return Signal(Tone.STOP, line("stop.now", seal=entry.data["seal"]))


def _failed(entry: Entry) -> Signal:
    return Signal(Tone.BAD, line("identity.failed"))


def _matched(entry: Entry) -> Signal:
    return Signal(Tone.GOOD, line("identity.matched"))


def _weighed(entry: Entry) -> Signal | None:
    kg = entry.data["gross"]
    if entry.data.get("flagged"):
        return Signal(Tone.ATTENTION, line("weight.deviates", kg=kg, declared=entry.data["declared"]))
    if entry.data.get("unstable"):
        return Signal(Tone.ATTENTION, line("weight.booked_unstable", unit=entry.stream.rpartition("/")[2], kg=kg))
    return None


def _count_closed(entry: Entry) -> Signal:
    said = line("count.closed", counted=entry.data["counted"], difference=entry.data["difference"])
    return Signal(Tone.ATTENTION if entry.data["difference"] else Tone.GOOD, said)


def _revealed(entry: Entry) -> Signal | None:
    """Two equal figures say nothing here: the closing entry, or the wish for a recount, does."""
    if entry.data["keyed"] != entry.data["called"]:
        return Signal(Tone.BAD, line("count.differ_why"))
    return None


def _doubted(entry: Entry) -> Signal:
    unit = entry.stream.rpartition("/")[2]
    return Signal(Tone.BAD, line("doubt.now", unit=unit, shows=shown(entry.data["shows"])))


_RULES: Mapping[str, Callable[[Entry], Signal | None]] = {
    "visit.unloading_stopped": _stopped,
    "visit.identity_failed": _failed,
    "visit.identity_matched": _matched,
    "delivery.count_closed": _count_closed,
    "delivery.count_revealed": _revealed,
    "unit.weighed": _weighed,
    "unit.picture_doubted": _doubted,
}
