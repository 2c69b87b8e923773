"""Finds the files that come with the program: resources/ and db/.

In a wheel they lie inside the package (station/_resources, station/_db); in a checkout beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    packaged = _PACKAGE / f"_{name}"
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def resource(*parts: str) -> Path:
    """The path of a file or folder below resources/."""
    return _find("resources").joinpath(*parts)


def database_file(*parts: str) -> Path:
    """The path of a file or folder below db/ (migrations, schema.sql)."""
    return _find("db").joinpath(*parts)
