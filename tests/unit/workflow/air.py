"""The staging area's air over hours: a stage on a real store, sensors read every ten seconds, and new starts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from station.config import ClimateLimits
from station.domain.agreements import Agreement, Terms
from station.domain.commands import PublishAgreement, RegisterCustomer
from station.domain.readings import Climate, Fault
from station.domain.state import DeliveryState
from station.store.queries import StoreQueries
from station.texts import Line
from station.workflow.air_watch import AirWatch
from station.workflow.instrument_log import InstrumentLog
from station.workflow.reading import AlarmRow, LogFilter
from tests.unit.fake_clock import FakeClock
from tests.unit.store.conftest import opened
from tests.unit.workflow.stage import Stage
from tests.unit.workflow.test_engine import check_seal, show_documents

LIMITS = ClimateLimits(Decimal(2), Decimal(8), None, Decimal(75))
EVERY = 10.0
ORDER = "IN20261124-0001"
COLD = "IN20261124-0002"  # a delivery of a customer with limits of its own


class AirStage(Stage):
    """`watch` is the service; `restart` is the program's end and start. Sensor th1 stands in the staging area."""

    def __init__(self, folder: Path, limits: ClimateLimits = LIMITS) -> None:
        clock = FakeClock()
        store = opened(folder, clock)
        super().__init__(store=store, evidence=store.files, clock=clock)
        self.queries = StoreQueries(store.db, clock)
        self.limits = limits
        self.said: list[Line] = []
        self.sensors = {"th1": EVERY}
        self.restart()

    def restart(self) -> None:
        self.minutes = InstrumentLog(self.handlers, self.clock, {"th1": "climate"})
        self.watch = AirWatch(
            self.handlers, self.clock, self.queries, limits=self.limits, sensors=self.sensors, tell=self.said.append
        )

    def air(self, temperature: str, seconds: float = EVERY, humidity: str = "50.0", sensor: str = "th1") -> None:
        for _ in range(round(seconds / EVERY)):
            self.clock.forward(EVERY)
            reading = Climate(sensor, self.clock.monotonic(), b"", Decimal(temperature), Decimal(humidity))
            self.minutes.offer(reading)
            self.watch.offer(reading)
            self.watch.tick()

    def silent(self, seconds: float) -> None:
        for _ in range(round(seconds / EVERY)):
            self.clock.forward(EVERY)
            self.watch.tick()

    def off(self, seconds: float) -> None:
        """The program ends, and starts again later."""
        self.clock.forward(seconds)
        self.restart()

    def fault(self, code: str) -> None:
        self.watch.offer(Fault("th1", self.clock.monotonic(), code))

    def customer(self, name: str, terms: Terms) -> None:
        self.give(RegisterCustomer(customer=name, name=f"客户 {name}"), "account")
        self.give(PublishAgreement(customer=name, agreement=Agreement(version=1, valid_from="2026-01-01", terms=terms)),
                  "account")  # fmt: skip

    def at_the_door(self) -> None:
        """The truck stands at the dock, its door still shut."""
        self.sign_in("wang")
        self.scan(ORDER)
        self.press()
        show_documents(self)
        check_seal(self)

    def open_door(self) -> None:
        self.at_the_door()
        self.press()
        self.watch.tick()

    def rows(self) -> tuple[AlarmRow, ...]:
        return self.queries.climate_alarms("th1", 0, 4e9)

    def causes(self) -> list[tuple[str, bool]]:
        """Every alarm of th1, and whether it is on."""
        return [(row.cause, row.on) for row in self.rows()]

    def exceptions(self, order: str = ORDER) -> list[dict[str, str]]:
        state: DeliveryState = self.handlers.delivery(order)
        return [found.details for found in state.exceptions if found.kind == "climate"]

    def kinds(self) -> list[str]:
        return [row.kind for row in reversed(self.queries.log_page(LogFilter(), limit=10_000))]

    def close(self) -> None:
        self.store.close()
