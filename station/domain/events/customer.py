"""The stream of one customer."""

from __future__ import annotations

from typing import ClassVar

from station.domain.agreements import Agreement
from station.domain.facts import Event, event


@event
class CustomerRegistered(Event, frozen=True, kw_only=True):
    """A customer profile. industry: "electronics", "food", "general" …; it chooses checks of the quality sampling."""

    KIND: ClassVar[str] = "customer.registered"
    name: str
    industry: str = "general"


@event
class AgreementPublished(Event, frozen=True, kw_only=True):
    """A version of the receiving agreement; document is the SHA-256 of the scanned paper, "" where none was given."""

    KIND: ClassVar[str] = "customer.agreement_published"
    agreement: Agreement
    document: str = ""
