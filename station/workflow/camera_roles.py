"""Which camera takes which picture: papers, and pallets on raised forks, have one of their own where there is one."""

from __future__ import annotations

from collections.abc import Mapping

from station.config import CAMERAS
from station.domain.case import Case
from station.domain.picture_rules import from_below

UNITS, DOCUMENTS, LOW = CAMERAS
PAPERS = ("manifest", "identity.")  # purposes that begin like this are papers: manifest, letters, copies, notices


def role_for(purpose: str) -> str:
    """The role of the camera that a picture for this purpose is asked of."""
    return DOCUMENTS if purpose.startswith(PAPERS) else UNITS


def role_for_face(case: Case, unit: str, face: str) -> str:
    """The role of the camera that a face of a unit is asked of: a pallet's bottom is seen from below."""
    return LOW if from_below(case, unit, face) else UNITS


def camera_for(role: str, leading: Mapping[str, str]) -> str:
    """The camera of a role; what has no camera of its own goes before the one for units. "" if there is none.

    leading: role -> the first instrument of it.
    """
    return leading.get(role) or leading.get(UNITS, "")
