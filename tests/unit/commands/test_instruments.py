"""`station drivers`, `decode`, `capture` and `replay-capture` as whoever connects an instrument uses them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from station.commands import instruments
from station.devices.registry import BUILT_IN
from station.platform import child_command

PLUGIN = Path(__file__).parents[2] / "plugin"
SICS = "53 20 53 20 20 20 20 20 20 31 2E 32 35 30 20 6B 67 0D 0A"
DIALOGUE = """# station capture 1
# driver mettler-8217
0.000 > 57
0.040 < 02 30 31 2E 32 35 30 0D
0.200 > 57
0.240 < 02 3F 41 0D
"""


def run(command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, **environment}
    return subprocess.run(child_command(*arguments), capture_output=True, check=False, text=True, env=given)


def decoded(*arguments: str) -> list[dict[str, Any]]:
    ran = run(instruments.decode, *arguments)
    assert ran.exit_code == 0, ran.output
    return [json.loads(line) for line in ran.stdout.splitlines()]


def test_every_driver_is_listed_with_its_port() -> None:
    lines = run(instruments.drivers).stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted([*BUILT_IN, "wedge"])
    assert any(line.split()[:3] == ["wedge", "gun", "keyboard"] for line in lines)
    assert any(line.split()[1:4] == ["scale", "2400", "7E1"] for line in lines)
    assert any("9600 8N1" in line for line in lines)


def test_a_weight_as_json() -> None:
    [told] = decoded("--driver", "mt-sics", "--hex", SICS)
    assert told == {
        "kind": "weight",
        "value": "1.250",
        "unit": "kg",
        "stable": True,
        "mode": "unknown",
        "status": "ok",
        "tare": None,
        "checked": False,
        "text": "1.250",
        "raw": "53 20 53 20 20 20 20 20 20 31 2E 32 35 30 20 6B 67",
    }


def test_several_frames_in_one_string_and_other_ways_to_write_it() -> None:
    digits = "0x01,0x02,532030312E3235306B67670304 15 01:02:55:2030312E3234386B67680304"
    told = decoded("--driver", "cas", "--hex", digits)
    assert [(one["value"], one["status"]) for one in told] == [("1.250", "ok"), (None, "none"), ("1.248", "motion")]


@pytest.mark.parametrize(
    ("driver", "digits", "wanted"),
    [
        ("mettler-8217", "02 3F 43 0D", {"kind": "weight", "value": None, "status": "over", "stable": False}),
        ("mettler-8217", "02 3F 4C 0D", {"kind": "weight", "value": None, "status": "under"}),
        ("xk3190", "02 2B 30 30 31 32 33 35 33 31 44 03", {"value": "1.235", "stable": None, "checked": True}),
        ("xk3190", "02 2B 30 30 31 32 33 35 33 31 43 03", {"value": None, "status": "error", "code": "scale.checksum"}),
        ("sbi", "20 20 20 45 72 72 20 30 35 34 20 20 20 20 0D 0A", {"value": None, "status": "error", "text": "054"}),
        ("ad", "06 0D 0A", {"kind": "nothing", "value": None, "status": "none"}),
        ("ohaus", "45 53 0D 0A", {"value": None, "status": "error", "code": "scale.syntax"}),
        ("serial-gun", "5D 43 30 53 46 31 32 33 34 0D", {"kind": "scan", "text": "SF1234", "symbology": "C0"}),
        ("serial-gun", "5D 43 30 53 46 31 32 33 34", {"kind": "scan", "text": "SF1234", "symbology": "C0"}),
        ("xy-md02", "01 04 04 01 31 02 22 2A CE", {"kind": "climate", "temperature": "30.5", "humidity": "54.6"}),
        ("xy-md02", "01 04 04 01 31 02 22 2A CF", {"kind": "fault", "status": "error", "code": "climate.checksum"}),
        ("xy-md02", "01 84 02 C2 C1", {"kind": "fault", "status": "error", "code": "climate.refused"}),
    ],
)
def test_what_is_said_of_other_bytes(driver: str, digits: str, wanted: dict[str, Any]) -> None:
    [told] = decoded("--driver", driver, "--hex", digits)
    assert {key: told[key] for key in wanted} == wanted


def test_answers_of_a_polled_sensor_one_after_the_other() -> None:
    told = decoded("--driver", "xy-md02", "--hex", "01 04 04 01 31 02 22 2A CE 01 04 04 01 32 02 22 DA CE")
    assert [one["temperature"] for one in told if one["kind"] == "climate"] == ["30.5", "30.6"]


@pytest.mark.parametrize(
    ("driver", "data", "code"),
    [
        ("gun", b"SF1", "scan.partial"),
        ("hid-pos", bytes.fromhex("03 04 03 FD E2"), "garbage"),
        ("st-gs", b"250kg\r\nST,GS,   1.", "garbage"),
        ("toledo-continuous", b"5000000\r\x02\x2d\x30\x20 1234", "garbage"),
    ],
)
def test_the_end_of_what_is_given_is_never_its_own_beginning(driver: str, data: bytes, code: str) -> None:
    assert {(one["kind"], one["code"]) for one in decoded("--driver", driver, "--hex", data.hex())} == {("fault", code)}


@pytest.mark.parametrize(
    ("driver", "digits"),
    [("gun", b"]C0SF12\r".hex()), ("climate-text", b"T:23.4,H:45.6\r".hex()), ("gun", b"SF1".hex()), ("nci", "")],
)
def test_every_line_has_the_same_six_words(driver: str, digits: str) -> None:
    [told] = decoded("--driver", driver, "--hex", digits)
    assert {"value", "unit", "stable", "mode", "status", "text"} <= told.keys()


def test_a_profile_says_what_the_bytes_do_not(tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text("format = 'reversed'\nunit = 'kg'\nbaudrate = 1200\nd = '0.005'\n", encoding="utf-8")
    [told] = decoded("--driver", "xk3190", "--profile", str(profile), "--hex", b"=000.3000".hex())
    assert (told["value"], told["unit"]) == ("3.000", "kg")
    profile.write_text("pattern = 'W(?P<value>[0-9.]+)(?P<unit>kg)'\n", encoding="utf-8")
    [told] = decoded("--driver", "line", "--profile", str(profile), "--hex", b"W1.250kg\r\n".hex())
    assert told["value"] == "1.250"
    [told] = decoded("--driver", "line", "--profile", "adam", "--hex", b"  1.250kg\r\n".hex())
    assert (told["value"], told["unit"]) == ("1.250", "kg")


@pytest.mark.parametrize("content", [bytes.fromhex(SICS), SICS.encode(), SICS.replace(" ", "\n").encode()])
def test_a_file_may_be_raw_or_hexadecimal(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert [one["value"] for one in decoded("--driver", "mt-sics", str(tmp_path / "a"))] == ["1.250"]


def test_a_file_may_be_a_capture(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(DIALOGUE, encoding="utf-8")
    told = decoded("--driver", "mettler-8217", str(tmp_path / "a"))
    assert [(one["value"], one["status"], one["checked"]) for one in told] == [
        ("1.250", "ok", True),
        (None, "motion", True),
    ]
    again = run(instruments.replay_capture, str(tmp_path / "a"))
    assert [json.loads(line) for line in again.stdout.splitlines()] == told


def test_a_capture_is_written_and_says_the_same_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text(DIALOGUE, encoding="utf-8")
    where = ("--url", f"capture://{first}", "--out", str(second), "--seconds", "0.7")
    ran = process("capture", "--driver", "mettler-8217", *where)
    assert ran.returncode == 0, ran.stderr
    seen = [json.loads(line)["value"] for line in ran.stdout.splitlines()]
    assert seen[:2] == ["1.250", None]
    again = [json.loads(line)["value"] for line in run(instruments.replay_capture, str(second)).stdout.splitlines()]
    assert again == seen


@pytest.mark.parametrize(
    "arguments",
    [
        ("--driver", "no-such", "--hex", "00"),
        ("--driver", "line", "--hex", "0g"),
        ("--driver", "line"),
        ("--driver", "line", "nowhere"),
        ("--driver", "line", "--profile", "nowhere", "--hex", "00"),
    ],
)
def test_what_cannot_be_decoded_ends_with_2(arguments: tuple[str, ...]) -> None:
    ran = run(instruments.decode, *arguments)
    assert ran.exit_code == 2
    assert ran.stderr


def test_a_plug_in_is_found_by_the_program() -> None:
    told = process("decode", "--driver", "dock-scale", "--hex", "31 32 2E 33 34 35 0A", PYTHONPATH=str(PLUGIN))
    assert json.loads(told.stdout)["value"] == "12.345", told.stderr
    listed = process("drivers", PYTHONPATH=str(PLUGIN))
    assert "19200 8N1 A scale of our own workshop" in " ".join(listed.stdout.split())
