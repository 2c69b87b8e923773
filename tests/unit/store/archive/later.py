"""The program as it will be run one day: the station's clock stands at 1 June 2028, nothing else is played."""

from __future__ import annotations

from datetime import UTC, datetime

from station.__main__ import main
from station.clock import SystemClock

if __name__ == "__main__":  # whoever imports this for its path keeps today
    SystemClock.now = lambda self: datetime(2028, 6, 1, tzinfo=UTC)  # type: ignore[method-assign]
    main(prog_name="station")
