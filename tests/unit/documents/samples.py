"""A signed delivery of any size, made from states alone: no store, no screen, no clock."""

from __future__ import annotations

from decimal import Decimal

from station.documents.receipt import Site
from station.domain.case import Case
from station.domain.state import (
    CountResult,
    CountRound,
    DamageState,
    DeliveryState,
    Draw,
    ExceptionState,
    SealState,
    SignOffState,
    Stop,
    UnitState,
    VisitState,
    WeightState,
)
from station.domain.units import DeclaredUnit

AT = "2026-03-02T01:05:00.000Z"
ORIGIN = "receiving-station/IN-01"
NOTE = f"{ORIGIN}\n120\nqUvQ0J8nYH1vbKzO7m0yQ5pS3qj6k9lJt2Vxw8cBdEA=\n\n\u2014 {ORIGIN} AAAA\n".encode()
NAMES = {"p-1": "王建国", "p-2": "李晓梅", "p-3": "John Smith"}


def site(*, test: bool = True, names: dict[str, str] | None = None) -> Site:
    return Site(
        issuer="1 号收货站", dock="3", customer="华信电子有限公司", names=names or NAMES,
        local=lambda utc: utc[:16].replace("T", " "), driver="杨民敬", test=test,
    )  # fmt: skip


def visit() -> VisitState:
    seal = SealState(
        announced="A1001", lock="A1009", manifest="A1001", condition="different", good=False, picture="",
        at=AT, by="p-1",
    )  # fmt: skip
    stop = Stop(reason="seal", seal="A1001", at=AT, resumed_at=AT, resumed_by="p-3", resume_reason="承运商书面说明")
    return VisitState(
        id="V-1", plate="粤B12345", carrier="顺丰", deliveries=("D-1",), arrived_at=AT, arrived_by="p-1",
        identity="matched", identity_by="p-1", seals=(seal,), stops=(stop,),
    )  # fmt: skip


def case(units: int = 3, outcome: str = "with_exceptions") -> Case:
    """The second unit is dented and too heavy; the last declared one is missing."""
    declared = tuple(
        DeclaredUnit(id=str(n), code=f"SF10000000{n:04}", weight=Decimal("12.40")) for n in range(1, units + 1)
    )
    present = {unit.id: _unit(unit) for unit in declared[:-1]}
    return Case(visit(), _delivery(declared, outcome), present)


def _unit(declared: DeclaredUnit) -> UnitState:
    bad = declared.id == "2"
    weight = WeightState(
        gross=Decimal("13.10" if bad else "12.41"), declared=Decimal("12.40"), limit=Decimal("0.124"), flagged=bad,
        device="scale", below_min=False, at=AT,
    )  # fmt: skip
    dent = DamageState(damage="dent", depth_cm=Decimal("6.5"), extent="角", picture="")
    return UnitState(
        delivery="D-1", id=declared.id, code=declared.code, weight=weight, damage=(dent,) if bad else (),
        sampled=declared.id == "1", sample_passed=True, tamper_seal="TS-77" if declared.id == "1" else "",
    )  # fmt: skip


def _delivery(declared: tuple[DeclaredUnit, ...], outcome: str) -> DeliveryState:
    size = len(declared)
    short = ExceptionState(
        number=1, kind="short", unit="", at=AT, by="p-1", notice_by="", details={}, countersigned="refused",
        countersign_reason="拒签", witness="p-2",
    )  # fmt: skip
    return DeliveryState(
        id="D-1", customer="C-1", reference="PO-7788", units=declared, visit="V-1", agreement=3, checklist="standard",
        rounds=(CountRound(number=1, keyer="p-1", commitment="c", record="r", keyed=2, called=2, caller="p-2"),),
        count=CountResult(counted=size - 1, declared=size, difference=-1, recounted=True),
        sample=Draw(nonce="5eed", root="4ead", size=119, rate="1/20", base=size, population=("1", "2"), drawn=("1",)),
        exceptions=(short,),
        sign_off=SignOffState(
            outcome=outcome, receipt="R-IN-01-000042", received=size - 1, refused=(), copies=2, at=AT,
            by="p-1", index=118,
        ),
    )  # fmt: skip
