"""What is kept for a time only is destroyed on time: the keys of sealed papers, each with its entry."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from station.domain.commands import PurgeDocuments
from station.workflow.handlers import STATION, Handlers, Rejected

OWN = "device/"


def purge_due(handlers: Handlers, streams: Iterable[str]) -> int:
    """Destroys the keys of papers that are due in these streams (Queries.papers_due), and gives their number.

    Raises StoreError; what was destroyed until then has its entries.
    """
    gone = 0
    for stream in streams:
        visit = "" if stream.startswith(OWN) else stream.partition("/")[2]
        result = handlers.dispatch(PurgeDocuments(visit=visit), f"purge-{uuid.uuid4()}", STATION)
        if not isinstance(result, Rejected):
            gone += sum(len(entry.data["records"]) for entry in result.entries if "records" in entry.data)
    return gone
