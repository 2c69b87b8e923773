"""Places at which a test may kill this process as a power cut would: STATION_FAULT="<point>:<n>".

At the n-th passage of the point the process ends at once, nothing is flushed, no handler runs. Without the
variable every point is a comparison of two words.

before-file, after-file                       a picture or document on its way into the evidence folder (store/files.py)
before-commit, in-commit, after-commit        every transaction, also a signed head (store/unit_of_work.py)
archive-copied, archive-told, archive-removed pictures on their way to the archive (store/archive/mover.py)
before-checkpoint-file                        a head is in the database and not yet beside it (store/store.py)
"""

from __future__ import annotations

import os
import signal

_point, _, _left = os.environ.get("STATION_FAULT", "").partition(":")
_remaining = int(_left or "1")


def armed(point: str) -> bool:
    """Whether this process is to die at that point."""
    return point == _point


def passing(point: str) -> None:
    """Dies here if this is the point and the passage that the variable names."""
    global _remaining  # noqa: PLW0603 - one process, one countdown
    if point != _point:
        return
    _remaining -= 1
    if _remaining == 0:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
