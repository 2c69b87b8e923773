"""Everything that can happen, by the stream it happens in. Importing this package registers every kind."""

from station.domain.events import cctv, clip, customer, delivery, person, site, unit, visit

__all__ = ["cctv", "clip", "customer", "delivery", "person", "site", "unit", "visit"]
