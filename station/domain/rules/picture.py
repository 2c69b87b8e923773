"""Pictures after they were taken: one that was shown before may be let stand, and copies may leave the station."""

from __future__ import annotations

from station.domain.case import Case, Happening, Means, on_delivery, on_unit
from station.domain.commands import AcceptPicture, ExportPictures
from station.domain.doubts import open_doubts
from station.domain.events.delivery import PicturesExported
from station.domain.events.unit import PictureAccepted
from station.domain.progress import current_kind
from station.domain.refusal import require


def accept_picture(case: Case, command: AcceptPicture, means: Means) -> list[Happening]:
    """Both pictures were looked at by two people. Possible until the delivery is signed for."""
    require(case.delivery.sign_off is None, "sign_off.done")
    waiting = {(unit.id, doubt.sha256) for unit, doubt in open_doubts(case)}
    require((command.unit, command.sha256) in waiting, "doubt.none", unit=command.unit)
    require(command.reason.strip(), "reason.missing")
    require(means.second, "second.missing")
    return [on_unit(case, command.unit, PictureAccepted(sha256=command.sha256, reason=command.reason.strip()))]


def export_pictures(case: Case, command: ExportPictures, means: Means) -> list[Happening]:
    """Not while it is counted: the pictures would tell how many units there are."""
    require(case.delivery.visit, "export.nothing")
    require(current_kind(case) != "count", "export.counting")
    require(command.count, "export.nothing")
    exported = PicturesExported(count=command.count, manifest_sha256=command.manifest_sha256)
    return [on_delivery(case, exported)]
