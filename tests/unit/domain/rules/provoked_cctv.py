"""The refusals of rules/cctv.py and how each is provoked (provoked.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from station.domain import commands as c
from tests.unit.domain.harness import ORDER, Dock


def camera(**more: object) -> c.RegisterCctv:
    told: dict[str, object] = {
        "camera": "gate-2", "name": "Door 2, left", "place": "door", "spot": "2", "recorder": "NVR-1", "channel": "3",
        "keep_days": 30,
    }  # fmt: skip
    return c.RegisterCctv(**{**told, **more})  # type: ignore[arg-type]


def changed(**more: object) -> c.ChangeCctv:
    told = {name: getattr(camera(), name) for name in c.RegisterCctv.__struct_fields__}
    return c.ChangeCctv(**{**told, "reason": "moved", **more})  # type: ignore[arg-type]


def compared(**more: object) -> c.CompareCctvClock:
    """The recorder is 37 s ahead at 09:00:00 of the station's clock."""
    told: dict[str, object] = {
        "camera": "gate-2", "station_at": "2026-11-24T01:00:00.000Z", "shown": "2026-11-24T09:00:37",
        "shown_at": "2026-11-24T01:00:37.000Z", "uncertainty_s": Decimal(1),
    }  # fmt: skip
    return c.CompareCctvClock(**{**told, **more})  # type: ignore[arg-type]


def watched(stage: str = "announced") -> Dock:
    """A dock whose door has had a camera for ten minutes when the day begins at 09:00 of the site."""
    dock = Dock()
    begins = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    dock.now = begins - timedelta(minutes=10)
    dock.give(camera(), "admin")
    dock.now = begins
    return dock.to(stage)


def clip(**more: object) -> c.RequestClip:
    told: dict[str, object] = {
        "delivery": ORDER, "camera": "gate-2", "since": "2026-11-24T01:00:00.000Z",
        "until": "2026-11-24T01:10:00.000Z", "reason": "one carton is missing",
    }  # fmt: skip
    return c.RequestClip(**{**told, **more})  # type: ignore[arg-type]


def brought(number: int = 1, size: int = 4_000, sha256: str = "ab" * 32) -> c.ImportClip:
    return c.ImportClip(delivery=ORDER, number=number, sha256=sha256, ext="mp4", size=size, name="ch3 1041.mp4")


def asked(*more: c.Command) -> Dock:
    """A clip was asked for; more is played after it."""
    dock = watched("arrived")
    for command in (clip(), *more):
        dock.give(command, "zhao")
    return dock


def _cctv(make: Callable[[], Dock], command: c.Command, actor: str = "admin") -> Callable[[], object]:
    return lambda: make().give(command, actor)


def _retired() -> Dock:
    dock = watched()
    dock.give(c.RetireCctv(camera="gate-2", reason="broken"), "admin")
    return dock


def _later() -> Dock:
    dock = watched()
    dock.now += timedelta(minutes=11)
    return dock


EVENING, NIGHT = "2026-11-24T09:00:00.000Z", "2026-11-24T10:00:00.000Z"
WITHDRAW = c.WithdrawClip(delivery=ORDER, number=1, reason="asked for twice")
REVIEW = c.ReviewClip(delivery=ORDER, number=1, finding="carton 3 stays on the truck")

CCTV: list[tuple[str, Callable[[], object]]] = [
    ("cctv.known", _cctv(watched, camera())),
    ("cctv.unknown", _cctv(Dock, changed())),
    ("cctv.retired", _cctv(_retired, changed())),
    ("cctv.incomplete", _cctv(Dock, camera(recorder=""))),
    ("cctv.place", _cctv(Dock, camera(place="roof"))),
    ("cctv.keep_days", _cctv(Dock, camera(keep_days=0))),
    ("reason.missing", _cctv(watched, changed(reason=" "))),
    ("reason.missing", _cctv(watched, c.RetireCctv(camera="gate-2", reason=""))),
    ("cctv.later_than_now", _cctv(watched, compared(station_at="2026-11-25T01:00:00.000Z"))),
    ("cctv.stamp_old", _cctv(_later, compared())),
    ("cctv.uncertainty", _cctv(watched, compared(uncertainty_s=Decimal(61)))),
    ("clip.not_here", _cctv(watched, clip(), "zhao")),
    ("clip.no_camera", _cctv(lambda: watched("arrived"), clip(camera="gate-9"), "zhao")),
    ("clip.span", _cctv(lambda: watched("arrived"), clip(until="2026-11-24T01:00:00.000Z"), "zhao")),
    ("clip.future", _cctv(lambda: watched("arrived"), clip(since=EVENING, until=NIGHT), "zhao")),
    ("clip.too_long", _cctv(lambda: watched("arrived"), clip(until="2026-11-25T02:00:00.000Z"), "zhao")),
    ("reason.missing", _cctv(lambda: watched("arrived"), clip(reason=" "), "zhao")),
    ("clip.asked_already", _cctv(asked, clip(), "zhao")),
    ("clip.unknown", _cctv(asked, brought(2), "zhao")),
    ("clip.withdrawn", _cctv(lambda: asked(WITHDRAW), brought(), "zhao")),
    ("clip.imported_already", _cctv(lambda: asked(brought()), brought(sha256="cd" * 32), "zhao")),
    ("clip.empty", _cctv(asked, brought(size=0), "zhao")),
    ("clip.not_imported", _cctv(asked, REVIEW, "zhao")),
    ("clip.no_finding", _cctv(lambda: asked(brought()), c.ReviewClip(delivery=ORDER, number=1, finding=" "), "zhao")),
    ("clip.imported_already", _cctv(lambda: asked(brought()), WITHDRAW, "zhao")),
    ("reason.missing", _cctv(asked, c.WithdrawClip(delivery=ORDER, number=1, reason=" "), "zhao")),
]  # fmt: skip
