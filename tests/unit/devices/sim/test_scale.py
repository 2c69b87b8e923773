"""The simulated scale against the byte strings of devices.md §1.1 and OIML R76-1's limits of indication."""

from __future__ import annotations

import pytest

from station.devices.sim.instrument import Unplayable
from station.devices.sim.load import Pan
from station.devices.sim.scale import WAIT_STABLE, MtSicsScale, Plate

AT_REST = 10.0


@pytest.fixture
def scale() -> MtSicsScale:
    return MtSicsScale(Plate(serial="123"))


def loaded(scale: MtSicsScale, kg: str) -> MtSicsScale:
    scale.obey({"do": "put", "kg": kg}, 0.0)
    return scale


def test_stable_weight_has_the_manual_s_bytes(scale: MtSicsScale) -> None:
    assert loaded(scale, "1.25").feed(b"SI\r\n", AT_REST) == bytes.fromhex("5320532020202020 20312e323530206b670d0a")


def test_swinging_weight_is_dynamic_then_stable(scale: MtSicsScale) -> None:
    loaded(scale, "12.40")
    assert scale.feed(b"SI\r\n", 0.05).startswith(b"S D ")
    assert scale.feed(b"SI\r\n", 2.0) == b"S S     12.400 kg\r\n"


def test_the_display_swings_past_the_load_and_comes_to_rest() -> None:
    pan = Pan(0.005)
    pan.put(10.0, 0.0)
    shown = [pan.shown(n / 100) for n in range(200)]
    assert max(shown) > 10.3
    assert abs(shown[-1] - 10.0) < 0.0025
    assert pan.moving(0.3)
    assert not pan.moving(1.5)


def test_it_never_calls_stable_what_still_changes(scale: MtSicsScale) -> None:
    pan = Pan(0.005)
    pan.put(29.9, 0.0)
    stable_from = next(n / 100 for n in range(300) if not pan.moving(n / 100))
    assert all(abs(pan.shown(stable_from + n / 100) - 29.9) < 0.0025 for n in range(300))


def test_s_waits_for_the_standstill(scale: MtSicsScale) -> None:
    loaded(scale, "5")
    assert scale.feed(b"S\r\n", 0.01) == b""
    assert scale.due(0.02) == b""
    assert scale.due(2.0) == b"S S      5.000 kg\r\n"
    assert scale.due(2.1) == b""


def test_s_gives_up_while_somebody_leans_on_it(scale: MtSicsScale) -> None:
    loaded(scale, "5").obey({"do": "shake"}, AT_REST)
    assert scale.feed(b"S\r\n", AT_REST) == b""
    assert scale.due(AT_REST + WAIT_STABLE) == b"S I\r\n"
    scale.obey({"do": "still"}, AT_REST + 3)
    assert scale.feed(b"SI\r\n", AT_REST + 5) == b"S S      5.000 kg\r\n"


@pytest.mark.parametrize(
    ("kg", "said"),
    [("30.045", b"S S     30.045 kg"), ("30.06", b"S +"), ("-0.095", b"S S     -0.095 kg"), ("-0.2", b"S -")],
)
def test_limits_of_indication(scale: MtSicsScale, kg: str, said: bytes) -> None:
    assert loaded(scale, kg).feed(b"SI\r\n", AT_REST) == said + b"\r\n"


def test_zero_drift_is_zeroed_and_a_load_is_not(scale: MtSicsScale) -> None:
    scale.obey({"do": "drift", "kg": "0.015"}, 0.0)
    assert scale.feed(b"SI\r\n", 1.0) == b"S S      0.015 kg\r\n"
    assert scale.feed(b"Z\r\n", 1.0) == b"Z A\r\n"
    assert scale.feed(b"SI\r\n", 1.0) == b"S S      0.000 kg\r\n"
    assert loaded(scale, "2").feed(b"Z\r\n", AT_REST) == b"Z +\r\n"


def test_tare_makes_net(scale: MtSicsScale) -> None:
    loaded(scale, "0.9")
    assert scale.feed(b"T\r\n", AT_REST) == b"T S      0.900 kg\r\n"
    assert scale.feed(b"TA\r\nSI\r\n", AT_REST) == b"TA A      0.900 kg\r\nS S      0.000 kg\r\n"
    assert scale.feed(b"TAC\r\n", AT_REST) == b"TAC A\r\n"
    assert scale.feed(b"SI\r\n", AT_REST) == b"S S      0.900 kg\r\n"


def test_a_key_on_the_scale_tells_the_host_nothing(scale: MtSicsScale) -> None:
    assert loaded(scale, "0.9").obey({"do": "press", "key": "tare"}, AT_REST) == b""
    assert scale.feed(b"TA\r\n", AT_REST) == b"TA A      0.900 kg\r\n"


def test_stream_runs_until_the_next_command(scale: MtSicsScale) -> None:
    assert loaded(scale, "1").feed(b"SIR\r\n", AT_REST) == b""
    assert scale.due(AT_REST) == b"S S      1.000 kg\r\n"
    assert scale.due(AT_REST + 0.05) == b""
    assert scale.due(AT_REST + 0.11) == b"S S      1.000 kg\r\n"
    scale.feed(b"I4\r\n", AT_REST + 0.2)
    assert scale.due(AT_REST + 1) == b""


@pytest.mark.parametrize(("asked", "said"), [(b"I4", b'I4 A "123"'), (b"@", b'I4 A "123"'), (b"XYZ", b"ES")])
def test_other_commands(scale: MtSicsScale, asked: bytes, said: bytes) -> None:
    assert scale.feed(asked + b"\r\n", 0.0) == said + b"\r\n"


def test_a_command_may_arrive_byte_by_byte(scale: MtSicsScale) -> None:
    assert [scale.feed(bytes([byte]), 0.0) for byte in b"I4\r"] == [b"", b"", b'I4 A "123"\r\n']


@pytest.mark.parametrize(
    "order", [{"do": "fly"}, {"do": "put"}, {"do": "put", "kg": "heavy"}, {"do": "press", "key": "on"}]
)
def test_an_order_that_it_cannot_play_is_refused(scale: MtSicsScale, order: dict[str, str]) -> None:
    with pytest.raises(Unplayable):
        scale.obey(order, 0.0)
