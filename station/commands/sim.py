"""`station sim …`: the virtual dock's instruments."""

from station.devices.sim.command import sim

__all__ = ["sim"]
