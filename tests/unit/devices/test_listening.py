"""A whole search on a played port: what is sent, what is found, and that the port is closed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from station.devices.api import Weight
from station.devices.found import Heard, Setting
from station.devices.listening import Listening
from station.devices.sim.dialects import scale
from station.errors import DeviceError
from tests.unit.fake_clock import FakeClock

PATIENCE = 60.0  # seconds; how long a search takes is not what is tested


class Cable:
    """A simulated instrument at the end of a link. hears: the only port settings that it understands. Time passes while
    somebody reads, and only then: however busy the machine is, an answer comes in time."""

    def __init__(self, clock: FakeClock, answer: Callable[[bytes, float], bytes], hears: Setting | None = None) -> None:
        self._clock, self._answer, self._hears = clock, answer, hears
        self._coming = b""
        self.sent: list[bytes] = []
        self.opened: list[Setting] = []
        self.open_now = False

    def __call__(self, setting: Setting) -> Cable:
        self.opened.append(setting)
        return self

    def open(self) -> None:
        assert not self.open_now
        self.open_now = True

    def read(self, timeout: float) -> bytes:
        self._clock.forward(timeout)
        data, self._coming = self._coming, b""
        if self._hears is not None and self.opened[-1] != self._hears:
            return b""
        return data + self._answer(b"", self._clock.monotonic())

    def write(self, data: bytes) -> None:
        self.sent.append(data)
        self._coming += self._answer(data, self._clock.monotonic())

    def close(self) -> None:
        self.open_now = False


def search(kind: str, cable: Cable, clock: FakeClock) -> Heard:
    listening = Listening(kind, "COM3", clock, cable)
    listening.start()
    listening.wait(PATIENCE)
    assert listening.heard().done
    assert not cable.open_now
    return listening.heard()


def simulated(protocol: str) -> Callable[[bytes, float], bytes]:
    instrument = scale(protocol, "B123")
    return lambda data, at: (instrument.feed(data, at) if data else b"") + instrument.due(at)


def test_a_scale_that_sends_by_itself_is_not_asked_anything() -> None:
    clock = FakeClock()
    cable = Cable(clock, simulated("toledo-continuous"))
    heard = search("scale", cable, clock)
    assert heard.candidates[0].driver == "toledo-continuous"
    assert heard.candidates[0].proved > 1
    assert heard.candidates[0].options == {"bytesize": "8", "parity": "N"}
    assert cable.sent == []


def test_a_scale_that_waits_for_a_question_is_found_by_one() -> None:
    clock = FakeClock()
    cable = Cable(clock, simulated("mt-sics"))
    [found] = search("scale", cable, clock).candidates
    assert (found.driver, found.identity, found.options) == ("mt-sics", "B123", {})
    assert isinstance(found.last, Weight)
    assert found.last.value == Decimal("0.000")
    assert set(cable.sent) <= {b"I4\r\n", b"SI\r\n"}


def test_an_overloaded_scale_is_no_candidate_and_never_asked_for_its_tare() -> None:
    """Its driver wants to know the tare between two weights; on an unknown line a T might tare another scale."""
    clock = FakeClock()
    cable = Cable(clock, lambda data, at: b"S +\r\n" if data == b"SI\r\n" else b"")
    assert search("scale", cable, clock).candidates == ()
    assert set(cable.sent) == {b"I4\r\n", b"SI\r\n", b"W", *QUESTIONS.values()}


QUESTIONS = {
    "ohaus": b"IP\r\n", "cas": b"\x05", "xk3190": b"\x02AB03\x03", "nci": b"W\r", "ad": b"Q\r\n", "sbi": b"\x1bP\r\n",
}  # fmt: skip
ANSWERS = {
    "ohaus": b"    1.250 kg    G  \r\n",
    "cas": bytes.fromhex("01 02 53 20 30 31 2E 32 35 30 6B 67 67 03 04"),
    "xk3190": bytes.fromhex("02 41 42 2B 30 30 31 32 35 30 33 31 44 03"),
    "nci": b"\n  1.250kg\r\n00\r\x03",
    "ad": b"ST,+0001.250 kg\r\n",
    "sbi": b"+    1.250 kg \r\n",
}


@pytest.mark.parametrize("driver", sorted(QUESTIONS))
def test_every_family_that_waits_for_its_question_is_found_by_it(driver: str) -> None:
    def answer(data: bytes, at: float) -> bytes:
        if driver == "cas":  # ENQ, ACK, DC1, and then the weight
            return {b"\x05": b"\x06", b"\x11": ANSWERS[driver]}.get(data, b"")
        return ANSWERS[driver] if data == QUESTIONS[driver] else b""

    clock = FakeClock()
    [found] = search("scale", Cable(clock, answer), clock).candidates
    assert isinstance(found.last, Weight)
    assert (found.driver, found.last.value, found.last.unit) == (driver, Decimal("1.250"), "kg")
    assert found.proved > 1
    assert found.options == ({"format": "command"} if driver == "xk3190" else {})


def test_an_8217_is_found_after_the_first_question_stayed_unanswered() -> None:
    clock = FakeClock()
    cable = Cable(clock, simulated("mettler-8217"))
    [found] = search("scale", cable, clock).candidates
    assert (found.driver, found.options) == ("mettler-8217", {})
    assert set(cable.sent) <= {b"I4\r\n", b"SI\r\n", b"W"}


def test_another_speed_is_found_and_written_down() -> None:
    clock = FakeClock()
    cable = Cable(clock, simulated("mt-sics"), Setting({"baudrate": "4800"}))
    [found] = search("scale", cable, clock).candidates
    assert found.options == {"baudrate": "4800"}


def test_nothing_is_found_where_nothing_speaks() -> None:
    clock = FakeClock()
    heard = search("scale", Cable(clock, lambda data, at: b""), clock)
    assert (heard.candidates, heard.count, heard.failed) == ((), 0, None)


def test_garbage_is_counted_shown_and_not_recognised() -> None:
    clock = FakeClock()
    heard = search("climate", Cable(clock, lambda data, at: b"\xff\x00#"), clock)
    assert heard.candidates == ()
    assert heard.count > 3
    assert heard.raw.endswith(b"\xff\x00#")


class Refused(Cable):
    def open(self) -> None:
        raise DeviceError("device.cannot_open", device="guide", port="COM3", reason="Access is denied")


def test_a_port_that_does_not_open_is_said_with_the_systems_words() -> None:
    clock = FakeClock()
    heard = search("scale", Refused(clock, lambda data, at: b""), clock)
    assert heard.failed is not None
    assert heard.failed.params == {"port": "COM3", "reason": "Access is denied"}
