"""The open deliveries as they stand, folded once and kept until an entry changes them."""

from __future__ import annotations

from collections.abc import Callable

from station.domain.case import Case, TruckCase
from station.workflow.handlers import Handlers


class Cases:
    def __init__(self, handlers: Handlers, open_deliveries: Callable[[], tuple[str, ...]]) -> None:
        self._handlers, self._ask_open = handlers, open_deliveries
        self._open: tuple[str, ...] | None = None
        self._cases: dict[str, Case] = {}
        self._trucks: dict[str, TruckCase] = {}

    def forget(self) -> None:
        """After any entry: a truck's entries change the view of all its deliveries."""
        self._cases.clear()
        self._trucks.clear()
        self._open = None

    def open(self) -> tuple[str, ...]:
        """The deliveries that have a tab; asked of the tables once, though every frame of a scale wants to know."""
        if self._open is None:
            self._open = self._ask_open()
        return self._open

    def case(self, delivery: str) -> Case:
        if delivery not in self._cases:
            self._cases[delivery] = self._handlers.case(delivery)
        return self._cases[delivery]

    def truck(self, visit: str) -> TruckCase:
        if visit not in self._trucks:
            self._trucks[visit] = self._handlers.truck(visit)
        return self._trucks[visit]

    def owner(self, code: str, among: tuple[str, ...]) -> str:
        """The delivery whose unit bears this code, "" where it is nobody's."""
        return next((name for name in among if self.case(name).declared_by_code(code) is not None), "")
