"""An accepted notice becomes an expected delivery: the same notice the same inbound order, a changed one a revision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from station.domain.asn import AsnFile, content_hash
from station.domain.commands import AnnounceDelivery
from station.domain.inbound import KnownDelivery, order_number
from station.workflow.handlers import Handlers, Rejected, Result


@dataclass(frozen=True, slots=True)
class Announced:
    """What became of a notice: its inbound order, and whether anything changed. revision counts from 1."""

    order: str
    revision: int
    changed: bool
    result: Result


def announce(
    handlers: Handlers, known: Iterable[KnownDelivery], asn: AsnFile, *, day: str, actor: str, key: str
) -> Announced:
    """Books a notice. day is the site-local date. Raises StoreError."""
    order = order_number(known, asn, day)
    before = handlers.delivery(order).revision
    result = handlers.dispatch(AnnounceDelivery(delivery=order, asn=asn, content=content_hash(asn)), key, actor)
    after = before if isinstance(result, Rejected) else handlers.delivery(order).revision
    return Announced(order, after, after != before, result)
