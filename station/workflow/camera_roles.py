"""Which camera takes which picture: papers lie under a camera of their own where there is one."""

from __future__ import annotations

from collections.abc import Mapping

from station.config import CAMERAS

UNITS, DOCUMENTS = CAMERAS
PAPERS = ("manifest", "identity.")  # purposes that begin like this are papers: manifest, letters, copies, notices


def role_for(purpose: str) -> str:
    """The role of the camera that a picture for this purpose is asked of."""
    return DOCUMENTS if purpose.startswith(PAPERS) else UNITS


def camera_for(role: str, leading: Mapping[str, str]) -> str:
    """The camera of a role; papers without a camera of their own go before the one for units. "" if there is none.

    leading: role -> the first instrument of it.
    """
    return leading.get(role) or leading.get(UNITS, "")
