"""Which inbound order a notice belongs to: one for each customer and reference, numbered by the day it first came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from station.domain.asn import AsnFile

PREFIX = "IN"


class KnownDelivery(Protocol):
    """What is known of a delivery (workflow.reading.DeliveryRow has it)."""

    @property
    def id(self) -> str: ...

    @property
    def customer(self) -> str: ...

    @property
    def reference(self) -> str: ...


def order_number(known: Iterable[KnownDelivery], asn: AsnFile, day: str) -> str:
    """IN<yyyymmdd>-<nnnn>: the one that the same customer's reference has already, else the day's next free one.

    day is site-local, YYYY-MM-DD.
    """
    taken = list(known)
    for delivery in taken:
        if (delivery.customer, delivery.reference) == (asn.customer, asn.reference):
            return delivery.id
    head = f"{PREFIX}{day.replace('-', '')}-"
    numbers = [int(delivery.id.removeprefix(head)) for delivery in taken if delivery.id.startswith(head)]
    return f"{head}{max(numbers, default=0) + 1:04}"
