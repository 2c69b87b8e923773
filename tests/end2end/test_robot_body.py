"""The robot's eyes, hands and gun against a small real window in another process."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from station.devices.sim.dock import Dock, dock
from station.devices.sim.robot.album import Album
from station.devices.sim.robot.clerk import Clerk, Lost
from station.devices.sim.robot.eyes import open_eyes
from station.devices.sim.robot.hands import Clumsy, Hands
from station.devices.sim.robot.script import Act, Script
from station.devices.sim.robot.verbs import Nonsense, Player, Props

TOY = Path(__file__).with_name("toy_window.py")
PNG = b"\x89PNG"


@pytest.fixture
def gun(short_folder: Path) -> Iterator[Dock]:
    with dock(short_folder / "ports", ("gun",)) as started:
        yield started


@pytest.fixture
def clerk(display: str, short_folder: Path, gun: Dock, tmp_path: Path, checkout: Path) -> Iterator[Clerk]:
    address = short_folder / "eyes"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(checkout)}
    toy = subprocess.Popen([sys.executable, str(TOY), str(address), gun.urls["gun"]], env=environment)
    try:
        eyes = open_eyes(address, 20.0, lambda: toy.poll() is None)
        hands = Hands(display)
        hands.take_the_keyboard(toy.pid)
        yield Clerk(eyes, hands, gun, tmp_path / "failure.png")
        eyes.close()
    finally:
        toy.terminate()
        toy.wait()


def test_it_reads_names_texts_and_places(clerk: Clerk) -> None:
    sight = clerk.look()
    assert sight.text("instruction") == "扫描下一箱的运单"
    assert sight.named("action.hidden") is None
    one = sight.named("field.one")
    assert one is not None
    assert (one.kind, one.enabled) == ("QLineEdit", True)
    assert one.place[2] > 100


def test_keys_reach_the_window_and_sentences_are_recognised(clerk: Clerk) -> None:
    clerk.hands.key("F1")
    clerk.read("unit.face", {"unit": "7", "face": "@action.take"})
    clerk.hands.key("F2")
    clerk.refused("field.empty", {"field": "@field.reason"})
    assert clerk.refusals == ["field.empty"]


def test_the_gun_s_bytes_arrive(clerk: Clerk) -> None:
    clerk.dock.scan("SF1234567890123")
    clerk.await_("the scan", lambda sight: sight.text("flash") == "]C0SF1234567890123\r")


def test_fields_are_filled_by_keyboard_alone(clerk: Clerk) -> None:
    clerk.fill("field.two", "Abc-12,3 x@y")
    clerk.fill("field.one", "first")
    clerk.fill("field.one", "second")
    sight = clerk.look()
    assert (sight.text("field.one"), sight.text("field.two")) == ("second", "Abc-12,3 x@y")


def test_a_pin_is_never_read(clerk: Clerk) -> None:
    clerk.fill("field.pin", "482913")
    assert "482913" not in str(clerk.look())


def test_a_choice_is_walked_to(clerk: Clerk) -> None:
    clerk.choose("field.choice", "missing")
    clerk.choose("field.choice", "broken")
    chosen = clerk.look().named("field.choice")
    assert chosen is not None
    assert chosen.value == "broken"
    with pytest.raises(Lost, match="stolen"):
        clerk.choose("field.choice", "stolen")


def test_what_is_not_there_is_told_with_the_screen(clerk: Clerk, tmp_path: Path) -> None:
    with pytest.raises(Lost, match=r"instruction says weight\.put") as lost:
        clerk.read("weight.put", {"unit": "7"}, within=0.2)
    assert "扫描下一箱的运单" in str(lost.value)
    assert (tmp_path / "failure.png").read_bytes().startswith(PNG)


def test_chinese_is_not_typed(clerk: Clerk) -> None:
    with pytest.raises(Clumsy):
        clerk.hands.type("粤B12345")


def test_screenshots_in_both_languages(clerk: Clerk, tmp_path: Path) -> None:
    Album(clerk, tmp_path / "screens").take("unit")
    taken = {file.parent.name: file.read_bytes() for file in tmp_path.glob("screens/*/unit.png")}
    assert set(taken) == {"zh_CN", "en"}
    assert taken["zh_CN"] != taken["en"]
    assert clerk.look().text("instruction") == "扫描下一箱的运单"


def test_a_script_is_played(clerk: Clerk, tmp_path: Path) -> None:
    told: list[str] = []
    props = Props({}, {"codes": [{"code": "A1"}, {"code": "B2"}]}, {"key": "F1"})
    player = Player(clerk, Album(clerk, tmp_path), props, told.append)
    script = Script(
        title="toy",
        act=(Act("scans", ({"each": "codes", "play": "scan"},)), Act("goes on", ({"press": "{key}"}, EXPECT_FACE))),
        piece={"scan": ({"scan": "{code}"},)},
    )
    player.play(script)
    assert told == ["scans", "goes on"]
    clerk.await_("both scans", lambda sight: sight.text("flash") == "]C0A1\r]C0B2\r")
    with pytest.raises(Nonsense):
        player.play(Script(title="", act=(Act("", ({"fly": "away"},)),)))


EXPECT_FACE = {"expect": "unit.face", "with": {"face": "@action.take"}}


def test_the_socket_changes_nothing(clerk: Clerk, short_folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as guest:
        guest.settimeout(5)
        guest.connect(str(short_folder / "eyes"))
        for question in (b'{"ask": "language", "to": "en"}', b'{"do": "press"}', b"[]", b"\xff"):
            guest.sendall(question + b"\n")
            assert list(json.loads(guest.recv(4096))) == ["refused"]
    assert clerk.look().text("instruction") == "扫描下一箱的运单"
