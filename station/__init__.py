"""The receiving station of a warehouse dock."""

__version__ = "0.1.0"
