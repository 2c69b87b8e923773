"""What may stand in source: no machine's path, no download address, no finished sentence, no system's own call."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import literals, trees

HAN = re.compile("[\u3400-\u9fff]")
# Chinese that is data and no sentence: the province characters of number plates, the headings of the CSV template,
# what simulated labels and scenes show.
HAN_IS_DATA = ("station/devices/sim/", "station/domain/plates.py", "station/exchange/asn_columns.py")
SYSTEM_FILES = ("station/platform.py", "station/devices/sim/")
# Written in pieces, so that this file does not find itself.
PLACES = [
    "py" + "pi.org",
    "python" + "hosted",
    "debian" + ".org",
    "mirrors" + ".",
    "aliyun" + ".com",
    "tuna." + "tsinghua",
    "npm" + "js",
    "/op" + "t/",
    "/wor" + "k/",
    "/roo" + "t/",
    "/hom" + "e/",
]
BINARY = {".png", ".jpg", ".jpeg", ".wav", ".p12", ".pdf", ".ttf", ".otf", ".ico", ".gz", ".bin"}


def tracked(checkout: Path) -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=checkout, capture_output=True, check=True).stdout
    return [checkout / name.decode() for name in names.split(b"\0") if name]


@pytest.mark.parametrize("place", PLACES)
def test_no_tracked_file_names_a_machine_or_a_registry(place: str, checkout: Path) -> None:
    found = [
        str(file.relative_to(checkout))
        for file in tracked(checkout)
        if file.suffix not in BINARY and file.is_file() and place.encode() in file.read_bytes()
    ]
    assert found == []


def test_no_finished_sentence_stands_in_code(checkout: Path) -> None:
    """Chinese stands in resources/texts with its English; docstrings and comments may name a term."""
    found = [
        f"{name}:{line} {text!r}"
        for name, tree in trees(checkout)
        if not name.startswith(HAN_IS_DATA)
        for line, text in literals(tree)
        if HAN.search(text)
    ]
    assert found == []


def test_places_and_calls_of_one_system_stay_in_platform(checkout: Path) -> None:
    found = [
        f"{name}:{line} {what}"
        for name, tree in trees(checkout)
        if not name.startswith(SYSTEM_FILES)
        for line, what in (*_system_paths(tree), *_system_calls(tree))
    ]
    assert found == []


def _system_paths(tree: ast.Module) -> list[tuple[int, str]]:
    return [(line, text) for line, text in literals(tree) if re.match(r"/(usr|tmp|etc|dev|proc|var)\b", text)]


POSIX_ONLY = {"fork", "forkpty", "openpty", "setsid", "killpg", "getuid", "geteuid", "fchmod", "chown", "mkfifo"}


def _system_calls(tree: ast.Module) -> list[tuple[int, str]]:
    return [
        (node.lineno, f"os.{node.attr}")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
        and node.attr in POSIX_ONLY
    ]


def test_source_readers_see_what_they_look_for() -> None:
    tree = ast.parse('"""文档"""\nx = f"请{1}"\np = "/tmp/a"\nimport os\nos.fork()\n')
    assert [text for _, text in literals(tree) if HAN.search(text)] == ["请"]
    assert _system_paths(tree) == [(3, "/tmp/a")]
    assert _system_calls(tree) == [(5, "os.fork")]
