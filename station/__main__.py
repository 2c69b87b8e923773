"""The command line: finds the subcommand's module, which parses, calls and prints."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from station import __version__

# Only the module of the command that runs is imported: a camera's process must not load the screens.
COMMANDS = {
    "open": "station.commands.open:open_station",
    "import": "station.commands.import_asn:import_asn",
    "person": "station.commands.office:person",
    "customer": "station.commands.office:customer",
    "control-sheet": "station.commands.sheets:control_sheet",
    "measuring-card": "station.commands.sheets:measuring_card",
    "lens-board": "station.commands.sheets:lens_board",
    "badges": "station.commands.sheets:badges",
    "test-card": "station.commands.sheets:test_card",
    "calibrate-camera": "station.commands.calibrate:calibrate_camera",
    "calibrate-lens": "station.commands.calibrate_lens:calibrate_lens",
    "purge": "station.commands.purge:purge",
    "archive": "station.commands.archive:archive",
    "verify": "station.commands.evidence:verify",
    "replay": "station.commands.evidence:replay",
    "sampling": "station.commands.evidence:sampling",
    "export-pictures": "station.commands.pictures:export_pictures",
    "verify-pictures": "station.commands.pictures:verify_pictures",
    "cctv": "station.commands.cctv:cctv",
    "drivers": "station.commands.instruments:drivers",
    "cameras": "station.commands.cameras:cameras",
    "decode": "station.commands.instruments:decode",
    "capture": "station.commands.instruments:capture",
    "byte-table": "station.commands.instruments:byte_table",
    "replay-capture": "station.commands.instruments:replay_capture",
    "read-codes": "station.commands.read_codes:read_codes",
    "self-test": "station.commands.self_test:self_test",
    "code": "station.commands.code:code",
    "rehearse": "station.devices.sim.rehearsal.command:rehearse",
    "camera": "station.commands.children:camera",
    "documents": "station.commands.children:documents",
    "recall": "station.commands.children:recall",
    "archiver": "station.commands.archive:archiver",
    "numbers": "station.commands.children:numbers",
    "sim": "station.devices.sim.command:sim",
}


class Lazy(click.Group):
    """Subcommands by name, imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Lazy)
@click.version_option(__version__)
def main() -> None:
    """The receiving station 收货工作站 of a warehouse dock."""


if __name__ == "__main__":
    sys.exit(main(prog_name="station"))
