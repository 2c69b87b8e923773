"""`station sim …`: one simulated instrument as a process of its own."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from station.devices.sim.climate import XyMd02Sensor
from station.devices.sim.dialects import PROTOCOLS
from station.devices.sim.dialects import scale as scale_of
from station.devices.sim.faults import Faulty
from station.devices.sim.gun import SerialGun
from station.devices.sim.instrument import Instrument
from station.devices.sim.ports import port_at
from station.devices.sim.process import run
from station.devices.sim.scale import Plate

link_option = click.option(
    "--link", type=click.Path(path_type=Path), help="Where the port appears; without it a socket on loopback."
)


@click.group("sim")
def sim() -> None:
    """A simulated instrument; obeys JSON lines on standard input."""


@sim.command()
@link_option
@click.option("--serial", default=Plate().serial, help="The serial number that I4 answers.")
@click.option("--protocol", type=click.Choice(list(PROTOCOLS)), default="mt-sics", help="What it speaks.")
def scale(link: Path | None, serial: str, protocol: str) -> None:
    """A parcel scale, MT-SICS or another protocol."""
    _run(scale_of(protocol, serial), link)


@sim.command()
@link_option
def gun(link: Path | None) -> None:
    """A barcode gun on a serial line."""
    _run(SerialGun(), link)


@sim.command()
@link_option
@click.option("--address", default=1, help="The sensor's address on the bus.")
def climate(link: Path | None, address: int) -> None:
    """An XY-MD02 temperature and humidity sensor, Modbus RTU."""
    _run(XyMd02Sensor(address), link)


@sim.command()
def camera() -> None:
    """A network camera, MJPEG over HTTP on loopback."""
    import_module("station.devices.sim.camera").main()  # OpenCV is loaded for this one only


def _run(instrument: Instrument, link: Path | None) -> None:
    sys.exit(run(Faulty(instrument), port_at(link), sys.stdin))
