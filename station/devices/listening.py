"""A search on one port, on a thread of its own: opens, listens, asks what does no harm, and says what it has found."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from station.clock import Clock
from station.devices.api import Link
from station.devices.found import Candidate, Heard, Setting
from station.devices.listen import Ears, guesses
from station.devices.registry import link_to
from station.devices.search import HARMLESS, Pass, passes, port_options
from station.errors import ConfigError, DeviceError
from station.texts import Line

TURN = 0.02  # seconds that one look at the port waits
RAW_KEPT = 64
AT_ONCE = ("gun", "climate")  # found with the first reading: nothing better comes later

Open = Callable[[Setting], Link]


class Listening:
    """`heard` may be called on any thread. The port is closed before the search says that it is done."""

    def __init__(self, kind: str, url: str, clock: Clock, link: Open | None = None) -> None:
        """link: makes the link for port settings; by default whatever url names."""
        self._kind, self._url, self._clock = kind, url, clock
        self._new_link = link or self._link_to
        self._link: Link | None = None
        self._set_to: Setting | None = None
        self._heard = Heard()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"listening-{kind}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the search; the thread closes the port by itself, so that nobody waits for one that hangs."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Until the port is closed, at most so long."""
        if self._thread.is_alive():
            self._thread.join(seconds)

    def heard(self) -> Heard:
        return self._heard

    def _run(self) -> None:
        try:
            for one in passes(self._kind, self._url):
                if self._stop.is_set() or self._found(one):
                    break
        except (DeviceError, ConfigError) as error:
            reason = str(error.params.get("reason") or error)
            self._note(failed=Line("guide.cannot_open", {"port": self._url, "reason": reason}))
        finally:
            self._close()
            self._note(done=True, asking="")

    def _found(self, one: Pass) -> bool:
        """One pass; whether somebody has understood."""
        if one.after_bytes and not self._heard.count:
            return False
        link = self._opened(one.port)
        if link is None:
            return False
        ears = Ears((one.ask,) if one.ask else guesses(self._kind))
        self._note(asking=one.ask.driver if one.ask else "", port=one.port.name)
        until = self._clock.monotonic() + one.seconds
        while self._clock.monotonic() < until and not self._stop.is_set():
            self._turn(one, link, ears)
            if self._heard.candidates and (one.ask or self._kind in AT_ONCE):
                break
        return bool(self._heard.candidates)

    def _turn(self, one: Pass, link: Link, ears: Ears) -> None:
        if one.ask is not None:
            asked = ears.pending(self._clock.monotonic())
            if asked and HARMLESS[one.ask.driver](asked):
                link.write(asked)
        data = link.read(TURN)
        ears.feed(data, self._clock.monotonic())
        found = tuple(self._with_port(candidate, one.port) for candidate in ears.candidates())
        if data or found != self._heard.candidates:
            raw = (self._heard.raw + data)[-RAW_KEPT:]
            self._note(candidates=found, raw=raw, count=self._heard.count + len(data))

    @staticmethod
    def _with_port(candidate: Candidate, port: Setting) -> Candidate:
        return replace(candidate, options={**candidate.options, **port_options(candidate.driver, port)})

    def _opened(self, port: Setting) -> Link | None:
        """The link as it is, or opened anew with other port settings; None where a port that opens has not these."""
        if self._link is not None and port == self._set_to:
            return self._link
        self._close()
        link = self._new_link(port)
        try:
            link.open()
        except DeviceError:
            link.close()
            if self._set_to is None:
                raise
            return None
        self._link, self._set_to = link, port
        return link

    def _close(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None

    def _link_to(self, port: Setting) -> Link:
        return link_to("guide", self._url, {}, port.values or {})

    def _note(self, **known: object) -> None:
        """A new snapshot in the place of the old one, as the worker does it."""
        self._heard = replace(self._heard, **known)  # type: ignore[arg-type]  # names are those of the fields
