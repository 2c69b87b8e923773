"""What all drivers of scales share: questions, silence, the remains of broken frames, orders."""

from __future__ import annotations

import pytest

from station.devices.api import Fault, Weight
from station.devices.drivers.frames import NOISE_TOLD, Frames, up_to
from station.devices.drivers.poller import MISSES, Poller
from station.errors import DeviceError
from tests.unit.devices.drivers.table import scale

OHAUS = b"     1.250 kg     G  \r\n"


def test_silence_after_questions_is_told_once_until_something_answers() -> None:
    driver, told, at = scale("ohaus"), [], 0.0
    for _ in range(1000):
        at += 0.02
        driver.pending(at)
        told += driver.feed(b"", at)
    assert [fault.code for fault in told if isinstance(fault, Fault)] == ["no_reply"]
    driver.feed(OHAUS, at)
    for _ in range(200):
        at += 0.02
        driver.pending(at)
        told += driver.feed(b"", at)
    assert [fault.code for fault in told if isinstance(fault, Fault)] == ["no_reply"] * 2


def test_an_answer_that_comes_when_nobody_waits_any_more_is_not_checked() -> None:
    driver = scale("ohaus")
    driver.pending(0.0)
    driver.feed(b"", 0.6)
    [late] = driver.feed(OHAUS, 0.7)
    assert isinstance(late, Weight)
    assert not late.checked


def test_the_rest_of_a_broken_answer_is_not_the_head_of_the_next() -> None:
    """The head "+    1" and a whole later answer do not become one line, and its late tail is no weight."""
    driver = scale("sbi")
    driver.pending(0.0)
    driver.feed(b"+    1", 0.1)
    driver.feed(b"", 0.11)
    assert driver.pending(0.2) is None
    [broken] = driver.feed(b"", 0.55)[:1]
    assert isinstance(broken, Fault)
    assert driver.pending(0.7)
    tail, weight = driver.feed(b"1.250 kg \r\n+    1.250 kg \r\n", 0.8)
    assert isinstance(tail, Fault)
    assert isinstance(weight, Weight)
    assert str(weight.value) == "1.250"


def test_a_stream_that_pauses_within_a_line_has_lost_the_line() -> None:
    driver = scale("st-gs")
    assert driver.feed(b"ST,GS,   1", 0.0) == []
    [fault] = driver.feed(b"", 0.5)
    assert isinstance(fault, Fault)
    [second] = driver.feed(b"2.345kg\r\n", 5.0)
    assert isinstance(second, Fault)


def test_a_question_waits_for_its_answer_and_for_its_time() -> None:
    poller = Poller(b"Q", 0.2, {})
    assert poller.pending(0.0) == b"Q"
    assert poller.pending(0.3) is None
    assert poller.answered() == ""
    assert poller.answered() is None
    assert poller.pending(0.3) == b"Q"
    assert not poller.overdue(0.5)


def test_orders_go_before_questions_once_each_and_may_stay_unanswered() -> None:
    poller = Poller(b"Q", 0.2, {"zero": b"Z"})
    assert poller.order("zero")
    assert poller.order("zero")
    assert not poller.order("dance")
    assert poller.pending(0.0) == b"Z"
    assert not poller.overdue(1.0)
    assert poller.pending(1.0) == b"Q"
    for miss in range(1, MISSES + 1):
        assert poller.overdue(miss * 10.0) == (miss == MISSES)
        poller.pending(miss * 10.0)


def test_a_stream_is_asked_nothing_and_its_orders_break_no_frame() -> None:
    driver = scale("toledo-continuous")
    whole = bytes.fromhex("02 2D 30 20 20 31 32 33 34 35 30 30 30 30 30 30 0D 35")
    driver.feed(whole[:7], 0.0)
    driver.order("zero")
    assert driver.pending(0.01) == b"Z"
    [weight] = driver.feed(whole[7:], 0.02)
    assert isinstance(weight, Weight)
    with pytest.raises(DeviceError):
        driver.order("dance")


def _pairs(buffer: bytes, ended: bool) -> int:
    """Two bytes that begin with !"""
    if buffer[0] != 0x21:
        return up_to(buffer, b"!")
    return 2 if len(buffer) > 1 else -1 if ended else 0


def test_noise_is_told_once_by_its_first_bytes_and_the_frame_after_it_is_read() -> None:
    frames = Frames(2, _pairs)
    cuts = frames.feed(b"x" * 500 + b"!ay!b")
    assert [(cut.data, cut.whole) for cut in cuts] == [
        (b"x" * NOISE_TOLD, False),
        (b"!a", True),
        (b"y", False),
        (b"!b", True),
    ]


def test_line_ends_between_frames_are_nobodys_fault() -> None:
    frames = Frames(2, _pairs)
    assert [cut.data for cut in frames.feed(b"\r\n!a\r\n\0!b\r\n")] == [b"!a", b"!b"]
    assert frames.quiet() == []
    assert not frames.open
