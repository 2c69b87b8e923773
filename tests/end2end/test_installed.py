"""The wheel in an environment of its own: everything the program needs is in it, from whatever folder it is started."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`station` of a wheel built from the checkout. What it depends on comes from the tests' own environment,
    by a path file: a second copy of half a gigabyte would test nothing more. (The checkout is not on that path.)"""
    folder = tmp_path_factory.mktemp("installed")
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "venv", with_pip=True)
    bin_folder = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = bin_folder / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return bin_folder / "station"


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run([installed, *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_it_tests_itself_from_any_folder(installed: Path, tmp_path: Path) -> None:
    ran = run(installed, tmp_path, "self-test")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "WRONG" not in ran.stdout
    assert str(ROOT / "station") not in ran.stdout + ran.stderr


def test_its_own_copy_runs_and_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    python = installed.with_name("python")
    asked = [python, "-c", "import station, station.assets as a; print(station.__file__, a.resource('texts'))"]
    said = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert str(ROOT / "station") not in said
    assert "_resources" in said


def test_children_are_started_by_the_same_helper(installed: Path, tmp_path: Path) -> None:
    """The control sheet is drawn by the documents' way: fonts, templates and typst of the installed program."""
    ran = run(installed, tmp_path, "control-sheet", "--out", "sheet.pdf")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
