"""`station calibrate-camera`: the thresholds of one mount, found with the test card and the plainest goods."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from station.app.settings_file import set_options
from station.commands.shared import EXIT_WRONG, say_error, told
from station.config import DeviceSettings, Settings
from station.devices.camera.sitting import Sitting, sitting
from station.domain.calibration import CARD_CODE, Found, card_fault, found, plain_fault
from station.errors import ConfigError
from station.texts import LANGUAGES, Line, Texts, line
from station.workflow.camera_roles import LOW, UNITS


@click.command("calibrate-camera")
@click.argument("device")
@click.option("--config", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The settings file.")
@click.option("--pictures", default=12, show_default=True, type=click.IntRange(3, 100), help="Of card and of goods.")
@click.option("--write", is_flag=True, help="Put what was found into the settings file.")
@click.option(
    "--auto-release/--by-key", "auto", default=True, show_default=True, help="Whether faces may release themselves."
)
@told
def calibrate_camera(device: str, config: Path, pictures: int, write: bool, auto: bool) -> None:
    """Calibrate a camera where it hangs: the test card first, then the plainest carton of the dock."""
    settings = camera_of(Settings.from_file(config), device)
    with sitting(settings) as camera:
        _card(camera, pictures)
        result = _plain(camera, pictures)
    options: dict[str, float | bool] = {
        "sharpness": result.sharpness,
        "still": result.still,
        "auto_release": auto,
    }
    say(line("calibrate.found", reference=f"{result.reference:.0f}", options=_shown(options)))
    if write:
        set_options(config, device, options)
        say(line("calibrate.written", file=str(config), device=device))


def camera_of(settings: Settings, device: str) -> DeviceSettings:
    cameras = {one.id: one for one in settings.devices if one.role in (UNITS, LOW)}
    if device not in cameras:
        raise ConfigError("calibrate.unknown", device=device, allowed=", ".join(cameras) or "—")
    return cameras[device]


def _card(camera: Sitting, count: int) -> None:
    ask(line("calibrate.card"))
    frames, _ = camera.pictures(count)
    _require(card_fault(frames, sum(CARD_CODE in frame.codes for frame in frames)))


def _plain(camera: Sitting, count: int) -> Found:
    ask(line("calibrate.plain"))
    frames, motions = camera.pictures(count)
    _require(plain_fault(frames, motions))
    return found(frames, motions)


def ask(what: Line) -> None:
    """What to put before the camera; Enter, or the end of the input, says that it lies there."""
    say(what)
    sys.stdin.readline()


def _require(fault: str) -> None:
    if fault:
        say_error(line(fault))
        sys.exit(EXIT_WRONG)


def say(what: Line) -> None:
    for language in LANGUAGES:
        click.echo(Texts(language).say(what))


def _shown(options: Mapping[str, float | bool]) -> str:
    return ", ".join(f"{name} = {str(value).lower()}" for name, value in options.items())
