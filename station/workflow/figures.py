"""Figures as people type them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation


def figure(text: str) -> Decimal | None:
    """A typed number, a comma as good as a point; None while it is none."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
