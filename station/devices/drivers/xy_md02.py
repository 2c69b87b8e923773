"""Two sensors by their names of trade; each is a profile of modbus_th.py (devices.md §4).

Of the XY-MD02 vendor papers print wrong CRCs and some units deliver hundredths: then `divisor = 100`. It also has a
text mode that reports by itself; climate_text.py reads that.
"""

from __future__ import annotations

from typing import ClassVar

from station.devices.drivers.modbus_th import ModbusTh


class XyMd02(ModbusTh):
    """The XY-MD02 temperature and humidity sensor (SHT20 on RS-485)."""

    PROFILE: ClassVar[str] = "xy-md02"


class RsWs(ModbusTh):
    """RS-WS and the many RS-485 sensors with its map: humidity in register 0, temperature in 1."""

    PROFILE: ClassVar[str] = "rs-ws"
