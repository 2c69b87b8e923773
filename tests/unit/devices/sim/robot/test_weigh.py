"""The robot at the scale obeys the screen: it waits for the empty scale, and lifts a parcel that was not booked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from station.devices.sim.robot import weigh as module
from station.devices.sim.robot.eyes import Seen, Sight
from station.devices.sim.robot.weigh import weigh
from station.texts import Texts, line


class Screen:
    """A clerk whose screen answers to the load: it books what is put down on an armed scale."""

    def __init__(self, armed: bool) -> None:
        self.armed = armed
        self.done: list[str] = []
        self.dock = self
        self._hint, self._instruction = "weight.empty", line("weight.put", unit="7")

    def put(self, kg: str) -> None:
        self.done.append(f"put {kg}")
        if self.armed:
            self._instruction = line("unit.scan")
        self._hint = "weight.taken"

    def clear(self) -> None:
        self.done.append("clear")
        self.armed, self._hint = True, "weight.empty"

    def look(self) -> Sight:
        texts = Texts("zh_CN")
        shown = (("instruction", texts.say(self._instruction)), ("hint", texts.say(self._hint)))
        return Sight(tuple(Seen(name, "QLabel", text, True, False, False, "", (0, 0, 1, 1)) for name, text in shown))

    def await_(self, what: str, wanted: Callable[[Sight], bool]) -> Sight:
        for _ in range(1000):
            sight = self.look()
            if wanted(sight):
                return sight
        raise AssertionError(what)

    def lost(self, why: str) -> AssertionError:
        return AssertionError(why)


@pytest.mark.parametrize(
    ("armed", "done"), [(True, ["put 9.5"]), (False, ["put 9.5", "clear", "put 9.5"])], ids=["armed", "too early"]
)
def test_a_parcel_is_put_down_until_it_is_booked(armed: bool, done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EMPTY_FOR", 0.0)
    screen = Screen(armed)
    weigh(screen, "9.5")  # type: ignore[arg-type] # a clerk with fewer gifts
    assert screen.done == done
