"""When the customer must have been told of an exception: minutes from discovery, by the delivery's own terms."""

from __future__ import annotations

from datetime import timedelta

from station.clock import from_utc_text, utc_text
from station.domain.agreements import Terms


def notice_by(discovered: str, terms: Terms) -> str:
    """The latest moment of the notice, RFC 3339 UTC text."""
    return utc_text(from_utc_text(discovered) + timedelta(minutes=terms.notice_minutes))
