"""A simulator as a process: JSON lines on standard input are orders, one ready line goes out, bytes
go over the port.

    {"do": "unplug"}  {"do": "plug"}                     the cable
    {"do": "garbage"}  {"do": "stall"}  {"do": "resume"} misbehaviour (faults.py)
    everything else                                      the instrument's own (scale.py, gun.py, climate.py)

The process ends when its standard input does: a dock that dies leaves no instrument behind.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
from typing import IO

from station.devices.sim.instrument import Instrument, Order, Unplayable
from station.devices.sim.ports import Port

TURN = 0.01  # seconds that one look at the port waits; the finest grain of the simulation


def run(instrument: Instrument, port: Port, orders: IO[str]) -> int:
    """Plays the instrument until the orders end. Returns the exit code."""
    port.plug()
    try:
        tell({"ready": instrument.kind, "url": port.url})
        _play(instrument, port, _incoming(orders))
    finally:
        port.unplug()
    return 0


def tell(said: dict[str, str]) -> None:
    """One line to whoever has started the simulator."""
    print(json.dumps(said), flush=True)


def _incoming(orders: IO[str]) -> queue.SimpleQueue[Order | None]:
    """Orders as they arrive; None at the end. A thread, because Windows cannot wait for a pipe and a socket at once."""
    arrived: queue.SimpleQueue[Order | None] = queue.SimpleQueue()

    def read() -> None:
        for line in orders:
            try:
                arrived.put(json.loads(line))
            except ValueError:
                print(f"no order: {line!r}", file=sys.stderr, flush=True)
        arrived.put(None)

    threading.Thread(target=read, name="orders", daemon=True).start()
    return arrived


def _play(instrument: Instrument, port: Port, arrived: queue.SimpleQueue[Order | None]) -> None:
    while True:
        while not arrived.empty():
            order = arrived.get()
            if order is None:
                return
            _obey(instrument, port, order)
        data = port.read(TURN)
        now = time.monotonic()
        said = (instrument.feed(data, now) if data else b"") + instrument.due(now)
        if said:
            port.write(said)


def _obey(instrument: Instrument, port: Port, order: Order) -> None:
    match order.get("do"):
        case "unplug":
            port.unplug()
        case "plug":
            port.plug()
        case _:
            try:
                port.write(instrument.obey(order, time.monotonic()))
            except Unplayable as error:
                print(f"{instrument.kind}: {error}", file=sys.stderr, flush=True)
