"""Where a file of evidence lies below its folder: by its content. Store and memory of pictures agree on it."""

from __future__ import annotations

from pathlib import PurePath


def place_of(sha256: str, ext: str) -> PurePath:
    """ab/cd/abcd….jpg"""
    return PurePath(sha256[:2], sha256[2:4], f"{sha256}.{ext}")
