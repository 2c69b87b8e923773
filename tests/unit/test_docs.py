"""The documents say what the program does: examples that it reads, columns that it knows, links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from station.__main__ import main
from station.config import LANGUAGES, ROLES, THEMES, Settings
from station.devices.camera.options import ADDRESSES, CameraSettings
from station.devices.links.serial_link import PORT
from station.devices.registry import PLATE, drivers, profile_of
from station.exchange.asn_columns import COLUMNS

ROOT = Path(__file__).parents[2]
OPTIONS = (*PORT, *PLATE, *CameraSettings.__struct_fields__)
WORDS = (*ROLES, *LANGUAGES, *THEMES, *OPTIONS, *drivers(), *ADDRESSES)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"`(?:scripts/run |.venv/bin/)?station ([a-z-]+)")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def named(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def test_the_example_of_the_settings_is_a_settings_file(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", text_of("docs/settings.md"), re.DOTALL)
    assert example is not None
    file = tmp_path / "station.toml"
    file.write_text(example[1], encoding="utf-8")
    settings = Settings.from_file(file)
    assert {device.role for device in settings.devices} == set(ROLES)
    assert {device.driver for device in settings.devices} <= {*drivers(), *ADDRESSES}
    scale = settings.device("parcel_scale")
    assert scale is not None
    assert profile_of(scale).d == profile_of(scale).e


@pytest.mark.parametrize(
    "word", [*ROLES, *LANGUAGES, *THEMES, *PORT, *PLATE, *drivers(), *ADDRESSES, *CameraSettings.__struct_fields__]
)
def test_the_settings_tell_every_word_that_is_allowed(word: str) -> None:
    assert f"`{word}`" in text_of("docs/settings.md")


def test_the_template_of_notices_has_every_column_in_its_order() -> None:
    told = re.findall(r"^\| `(\w+)` \| (\S+) \| (.*?) \|", text_of("docs/asn-csv.md"), re.MULTILINE)
    assert told
    assert [(name, chinese) for name, chinese, _ in told] == [(column.name, column.chinese) for column in COLUMNS]
    assert [name for name, _, needed in told if needed == "yes"] == [column.name for column in COLUMNS if column.needed]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_is_one_of_the_program(document: Path) -> None:
    known = set(main.list_commands(click.Context(main)))
    assert set(COMMAND.findall(document.read_text(encoding="utf-8"))) <= known
