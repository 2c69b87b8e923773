"""Step 1: three originals against the appointment, field by field, character by character (receiving.md §4.1)."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace
from stdnum.cn import ric  # GB 11643: eighteen characters, birth date, region and check character

from station.domain.case import Happening, Means, TruckCase, on_visit
from station.domain.commands import AcceptChange, AcceptProxy, CheckIdentity, ReadDocument
from station.domain.events.common import CardRead, Personal, Picture
from station.domain.events.visit import (
    ChangeAccepted,
    Document,
    IdentityFailed,
    IdentityMatched,
    ProxyAccepted,
)
from station.domain.papers import archived_until, copies_until, copies_wanted
from station.domain.refusal import Refusal, require
from station.domain.state import DeliveryState

FIELDS = {
    "id_card": ("name", "id_number"),
    "licence": ("name", "licence_number"),
    "vehicle_licence": ("plate", "vehicle_licence"),
    "trailer_licence": ("plate",),
}
NUMBERS = {"id_card": "id_number", "licence": "licence_number"}  # fields that bear a person's number


def wanted_documents(case: TruckCase) -> tuple[str, ...]:
    """Three originals, and the trailer's licence where there is a trailer."""
    return ("id_card", "licence", "vehicle_licence", *(("trailer_licence",) if case.visit.trailer else ()))


def check_identity(case: TruckCase, command: CheckIdentity, means: Means) -> list[Happening]:
    """All fields match: identity stands. Any difference is written down and the truck waits."""
    _require_open(case)
    read = _readable(case, command.documents, means)
    differences = tuple(_differences(case, read, means))
    documents = _archived(case, read, means)
    if differences:
        return [on_visit(case, IdentityFailed(documents=documents, differences=differences))]
    return [on_visit(case, IdentityMatched(documents=documents))]


def accept_proxy(case: TruckCase, command: AcceptProxy, means: Means) -> list[Happening]:
    """代收人: letter of authorisation and copy of the own ID card; a supervisor stands beside."""
    _require_open(case)
    require(means.second, "identity.proxy_needs_supervisor")
    read = _readable(case, command.documents, means, kinds=("id_card",))
    letter, id_copy = (_to_archive(case, picture, means) for picture in (command.letter, command.id_copy))
    # Sealed files never look the same; the vault's text of a file is the hash of its plain bytes.
    require(means.reveal(letter.record) != means.reveal(id_copy.record), "picture.same")
    documents = _archived(case, read, means)
    return [on_visit(case, ProxyAccepted(documents=documents, letter=letter, id_copy=id_copy))]


def accept_change(case: TruckCase, command: AcceptChange, means: Means) -> list[Happening]:
    """换司机/换车: the carrier's written notice and a supervisor; what was not changed must still match."""
    _require_open(case)
    require(command.what in ("driver", "vehicle", "both"), "identity.change_unknown", what=command.what)
    read = _readable(case, command.documents, means, approved=True)
    unknown = not any(delivery.driver for delivery in case.deliveries.values())
    left = [name for name in _differences(case, read, means) if not _covered(command.what, name, unknown)]
    require(not left, "identity.change_not_covered", fields=", ".join(left))
    documents = _archived(case, read, means)
    notice = _to_archive(case, command.notice, means)
    return [on_visit(case, ChangeAccepted(what=command.what, documents=documents, notice=notice))]


def _to_archive(case: TruckCase, picture: Picture, means: Means) -> Picture:
    """A paper that is always archived, as long as the agreement keeps its records; never in the clear."""
    require(picture.record, "picture.not_sealed")
    return replace(picture, keep_until=archived_until(case.deliveries.values(), means.now))


def _copy(case: TruckCase, document: ReadDocument, means: Means) -> Picture | None:
    """The copy of a driver's document: taken where an agreement asks for it, and nowhere else."""
    wanted = copies_wanted(case.deliveries.values())
    if document.picture is None:
        require(not wanted, "identity.copy_missing", document=document.kind)
        return None
    require(wanted, "identity.copy_not_asked", document=document.kind)
    require(document.picture.record, "picture.not_sealed")
    return replace(document.picture, keep_until=copies_until(case.deliveries.values(), means.now))


def _require_open(case: TruckCase) -> None:
    require(case.visit.id, "visit.unknown")
    require(not case.visit.departed_at, "visit.departed")
    require(not case.visit.identified, "identity.done")


def _readable(
    case: TruckCase,
    documents: tuple[ReadDocument, ...],
    means: Means,
    kinds: tuple[str, ...] = (),
    approved: bool = False,
) -> dict[str, ReadDocument]:
    """The documents by kind, complete and valid. approved: the acting person is a supervisor already."""
    read = {document.kind: document for document in documents}
    for kind in kinds or wanted_documents(case):
        require(kind in read, "identity.document_missing", document=kind)
        _check_form(case, read[kind])
        for name in FIELDS[kind]:
            require(read[kind].values.get(name), "identity.field_missing", document=kind, field=name)
    _check_id_number(read["id_card"], approved or bool(means.second))
    return read


def _check_form(case: TruckCase, document: ReadDocument) -> None:
    if document.form == "electronic":
        allowed = all(delivery.terms.electronic_licence for delivery in case.deliveries.values())
        require(allowed, "identity.electronic", document=document.kind)
        return
    require(document.form == "original", "identity.copy", document=document.kind)


def _check_id_number(card: ReadDocument, approved: bool) -> None:
    if card.foreign:
        require(approved, "identity.foreign_needs_supervisor")
        return
    require(ric.is_valid(card.values["id_number"]), "identity.id_number")


def _differences(case: TruckCase, read: dict[str, ReadDocument], means: Means) -> Iterable[str]:
    """Names of fields that differ, each with the position of the first character that does: "id_card.name@2"."""
    for kind, document in read.items():
        for name in FIELDS.get(kind, ()):
            for wanted in _announced(case, kind, name, means):
                place = _first_difference(document.values.get(name, ""), wanted)
                if place:
                    yield f"{kind}.{name}@{place}"


def _announced(case: TruckCase, kind: str, name: str, means: Means) -> list[str]:
    """The announced value of a field, once for each delivery that says something else."""
    values = [_announced_by(case, delivery, kind, name, means) for delivery in case.deliveries.values()]
    return list(dict.fromkeys(values))


def _announced_by(case: TruckCase, delivery: DeliveryState, kind: str, name: str, means: Means) -> str:
    visit = case.visit
    if name == "plate":
        trailer = delivery.trailer or visit.trailer
        return trailer if kind == "trailer_licence" else visit.announced_plate or visit.plate
    if delivery.driver is None:
        return ""
    value: Personal = getattr(delivery.driver, name)
    return means.reveal(value.record)


def _first_difference(read: str, wanted: str) -> int:
    """Position from 1 of the first character that differs, 0 where none does. No folding: 敬 is not 静."""
    if read == wanted:
        return 0
    same = 0
    for one, other in zip(read, wanted, strict=False):
        if one != other:
            break
        same += 1
    return same + 1


def _covered(what: str, difference: str, unknown: bool) -> bool:
    """unknown: the notice names no driver, and with the driver's papers goes the number of the vehicle's licence."""
    if unknown and difference.startswith("vehicle_licence.vehicle_licence@"):
        return True
    of_vehicle = difference.startswith(("vehicle_licence.", "trailer_licence."))
    return what == "both" or (what == "vehicle") == of_vehicle


def _archived(case: TruckCase, read: dict[str, ReadDocument], means: Means) -> tuple[Document, ...]:
    """The documents as the log keeps them: values in the vault, and whether each was the announced one."""
    failed = {difference.partition("@")[0] for difference in _differences(case, read, means)}
    return tuple(
        Document(
            kind=kind,
            form=document.form,
            values={
                name: means.seal(f"{case.visit.id}:{kind}:{name}", value) for name, value in document.values.items()
            },
            matches={name: f"{kind}.{name}" not in failed for name in document.values},
            picture=_copy(case, document, means),
            read=_proposed(document),
        )
        for kind, document in read.items()
    )


def _proposed(document: ReadDocument) -> CardRead | None:
    """What stays of a machine's proposal. Its number does not: where it is another one, it may be somebody else's."""
    read, number = document.read, document.values.get(NUMBERS.get(document.kind, ""), "")
    return None if read is None else CardRead(engine=read.engine, sure=read.sure, confirmed=read.text == number)


def require_identified(case: TruckCase) -> None:
    """Refuses everything that needs a known driver."""
    if not case.visit.identified:
        raise Refusal("identity.first")
