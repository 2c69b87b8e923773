"""The goods receipt 电子签收单: what the log says of one delivery, as a document (receiving.md §4.8). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from station.documents.model import Both, Document, Fact, Picture, Section, Table
from station.documents.receipt_air import air_sections, truck_air
from station.documents.words import both, side_by_side, word
from station.documents.words import fact as _fact
from station.documents.words import heads as _heads
from station.domain.case import Case
from station.domain.cold_chain import cold_chain
from station.domain.extent import in_cm
from station.domain.masking import masked_name
from station.domain.state import ExceptionState, Stop, UnitState, VisitState
from station.texts import line
from station.workflow.faces import face_word
from station.workflow.receipt_air import StagingAir
from station.workflow.sentences import detail_value


@dataclass(frozen=True, slots=True)
class Site:
    """What the receipt needs beside the log: who issues it, names by person id, times as a person reads them."""

    issuer: str
    dock: str
    customer: str
    names: Mapping[str, str]
    local: Callable[[str], str]
    driver: str = ""
    test: bool = False
    air: StagingAir | None = None


def goods_receipt(case: Case, visit: VisitState, site: Site, note: bytes, thumbnails: Mapping[str, str]) -> Document:
    """The receipt of a signed delivery. thumbnails: a picture's SHA-256 -> the file's name in the job's folder."""
    signed = case.delivery.sign_off
    assert signed is not None  # nobody asks for the receipt of an open delivery
    refused = signed.outcome == "refused"
    return Document(
        title=both(line("receipt.title_refused" if refused else "receipt.title")),
        number=signed.receipt,
        issuer=site.issuer,
        outcome=word("outcome.", signed.outcome),
        facts=tuple(_head(case, visit, site)),
        sections=tuple(section for section in _sections(case, visit, site, thumbnails) if section is not None),
        signatures=(both(line("receipt.sign_driver")), both(line("receipt.sign_station"))),
        qr=note.decode(),
        qr_note=both(line("receipt.qr", index=signed.index)),
        stamp=not refused,
        test=site.test,
        footer=both(line("receipt.footer", terms=case.delivery.agreement)),
    )


def _head(case: Case, visit: VisitState, site: Site) -> Iterator[Fact]:
    delivery, signed = case.delivery, case.delivery.sign_off
    assert signed is not None
    yield _fact("receipt.customer", site.customer)
    yield _fact("receipt.order", delivery.id)
    yield _fact("receipt.reference", f"{delivery.reference} (r{delivery.revision})")
    yield _fact("arrival.carrier", visit.carrier)
    yield _fact("arrival.plate_label", " / ".join(filter(None, (visit.plate, visit.trailer))))
    yield _fact("receipt.driver", masked_name(site.driver))
    yield _fact("receipt.dock", site.dock)
    yield _fact("receipt.arrived", site.local(visit.arrived_at))
    yield _fact("receipt.signed_at", site.local(signed.at))
    yield _fact("receipt.signed_by", _name(site, signed.by))
    yield _fact("receipt.agreement", both(line("receipt.agreement_version", version=delivery.agreement)))
    yield _fact("receipt.checklist", delivery.checklist)


def _name(site: Site, person: str) -> str:
    return masked_name(site.names.get(person, person))


def _sections(case: Case, visit: VisitState, site: Site, thumbnails: Mapping[str, str]) -> Iterator[Section | None]:
    yield _figures(case)
    yield _exceptions(case, site)
    yield _seals(visit, site)
    yield from _air(case, visit, site)
    yield _people(case, visit, site)
    yield _sampling(case)
    yield _units(case)
    yield _pictures(case, visit, thumbnails)


def _figures(case: Case) -> Section:
    delivery, signed = case.delivery, case.delivery.sign_off
    assert signed is not None
    facts = []
    if delivery.count is not None:
        count = delivery.count
        facts += [
            _fact("sign_off.declared", str(count.declared)),
            _fact("sign_off.counted", str(count.counted)),
            _fact("receipt.difference", f"{count.difference:+d}" if count.difference else "0"),
            _fact("receipt.recounted", both(line("choice.yes" if count.recounted else "choice.no"))),
        ]
    total = sum((unit.weight.gross for unit in case.present if unit.weight), start=0)
    facts += [
        _fact("receipt.received", str(signed.received)),
        _fact("receipt.rejected", ", ".join(signed.refused) or "0"),
        _fact("receipt.gross", f"{total} kg"),
        _fact("receipt.unknown", ", ".join(case.delivery.unknown) or "0"),
    ]
    if signed.climate is not None:
        facts.append(_fact("receipt.climate", f"{signed.climate.temperature} °C · {signed.climate.humidity} %"))
    return Section(both(line("receipt.figures")), facts=tuple(facts))


def _exceptions(case: Case, site: Site) -> Section:
    title = both(line("receipt.exceptions"))
    found = case.delivery.exceptions
    if not found:
        return Section(title, note=both(line("receipt.no_exceptions")))
    heads = ("number", "kind", "unit", "details", "found", "driver")
    rows = tuple(_exception_row(exception, site) for exception in found)
    marked = tuple(range(len(rows)))
    return Section(title, table=Table(_heads(*heads), rows, marked=marked, wide=heads.index("details")))


def _exception_row(found: ExceptionState, site: Site) -> tuple[str, ...]:
    kind = word("exception.", found.kind)
    details = "; ".join(_detail(name, value) for name, value in found.details.items() if value)
    return (
        str(found.number), f"{kind.zh} {kind.en}", found.unit or "—", details, site.local(found.at),
        _driver_said(found, site),
    )  # fmt: skip


def _driver_said(found: ExceptionState, site: Site) -> str:
    """One that came between the sign-off and this sheet has no answer yet: the driver has not seen it."""
    if not found.countersigned:
        return side_by_side(both(line("receipt.after_sign_off")))
    witness = f" · {found.countersign_reason} · {_name(site, found.witness)}" if found.witness else ""
    return f"{side_by_side(word('sign_off.how.', found.countersigned))}{witness}"


def _detail(name: str, value: str) -> str:
    label = word("exception.detail.", name)
    return f"{label.zh}: {side_by_side(both(detail_value(name, value)))}"


def _seals(visit: VisitState, site: Site) -> Section | None:
    if not visit.seals:
        return None
    heads = tuple(
        both(line(f"receipt.head.{name}")) for name in ("announced", "lock", "manifest", "condition", "found")
    )
    rows = []
    for seal in visit.seals:
        condition = word("seal.", seal.condition)
        rows.append(
            (seal.announced, seal.lock or "—", seal.manifest, f"{condition.zh} {condition.en}", site.local(seal.at))
        )
    marked = tuple(number for number, seal in enumerate(visit.seals) if not seal.good)
    stops = [_resumed(stop, site) for stop in visit.stops if stop.resumed_at]
    note = Both("\n".join(said.zh for said in stops), "\n".join(said.en for said in stops)) if stops else None
    return Section(both(line("receipt.seals")), table=Table(heads, tuple(rows), marked=marked), note=note)


def _resumed(stop: Stop, site: Site) -> Both:
    by = _name(site, stop.resumed_by)
    return both(line("receipt.resumed", at=site.local(stop.resumed_at), by=by, reason=stop.resume_reason))


def _air(case: Case, visit: VisitState, site: Site) -> Iterator[Section]:
    """The staging area's air, and above it that of the truck."""
    hold = truck_air(visit, cold=cold_chain(case.delivery))
    sections = list(air_sections(site.air, site.local, lambda person: _name(site, person)))
    if hold is not None and not sections:
        sections.append(Section(both(line("receipt.air"))))
    for number, section in enumerate(sections):
        yield replace(section, facts=(hold, *section.facts)) if hold is not None and not number else section


def _people(case: Case, visit: VisitState, site: Site) -> Section:
    facts = [
        _fact("receipt.identity", word("receipt.identity.", visit.identity)),
        _fact("receipt.identity_by", _name(site, visit.identity_by)),
    ]
    if visit.identity_second:
        facts.append(_fact("receipt.identity_second", _name(site, visit.identity_second)))
    for counted in case.delivery.rounds:
        told = line(
            "receipt.round", number=counted.number, keyer=_name(site, counted.keyer), caller=_name(site, counted.caller)
        )
        facts.append(_fact("receipt.count", both(told)))
    return Section(both(line("receipt.people")), facts=tuple(facts))


def _sampling(case: Case) -> Section | None:
    sample = case.delivery.sample
    if sample is None:
        return None
    if not sample.drawn:
        why = "receipt.all_confidential" if sample.base else "receipt.none_to_sample"
        return Section(both(line("receipt.sampling")), note=both(line(why)))
    heads = _heads("unit", "code", "result", "tamper_seal")
    rows = []
    for name in sample.drawn:
        unit = case.units[name]
        result = both(line("log.good" if unit.sample_passed else "log.bad"))
        rows.append((name, unit.code, f"{result.zh} {result.en}", unit.tamper_seal or unit.isolated))
    marked = tuple(at for at, name in enumerate(sample.drawn) if not case.units[name].sample_passed)
    told = line(
        "receipt.draw",
        rate=sample.rate, base=sample.base, openable=len(sample.population),
        nonce=sample.nonce, size=sample.size, root=sample.root,
    )  # fmt: skip
    return Section(both(line("receipt.sampling")), table=Table(heads, tuple(rows), marked=marked), note=both(told))


def _units(case: Case) -> Section:
    heads = _heads("unit", "code", "gross", "declared", "faces", "remarks")
    rows: list[tuple[str, ...]] = []
    marked: list[int] = []
    for unit in case.present:
        remarks = _remarks(case, unit)
        if remarks:
            marked.append(len(rows))
        gross = f"{unit.weight.gross}" if unit.weight else "—"
        declared = f"{unit.weight.declared}" if unit.weight and unit.weight.declared is not None else "—"
        taken = sum(face in unit.faces and unit.faces[face].picture is not None for face in case.faces)
        rows.append((unit.id, unit.code, gross, declared, f"{taken}/6", "; ".join((*remarks, *_tare(unit)))))
    for missing in case.missing:
        marked.append(len(rows))
        told = both(line("receipt.missing"))
        rows.append((missing.id, missing.code, "—", str(missing.weight or "—"), "—", f"{told.zh} {told.en}"))
    table = Table(heads, tuple(rows), marked=tuple(marked), right=(2, 3))
    return Section(both(line("receipt.units")), table=table)


def _tare(unit: UnitState) -> list[str]:
    """The tare of a pallet: told, and nothing to be marked."""
    if unit.weight is None or not unit.weight.tare:
        return []
    said = both(line("receipt.tare", tare=unit.weight.tare))
    return [f"{said.zh} {said.en}"]


def _remarks(case: Case, unit: UnitState) -> list[str]:
    remarks = []
    declared = case.declared(unit.id)
    for flag in declared.flags if declared else ():
        if flag in ("confidential", "insured"):
            remarks.append(word("flag.", flag).zh)
    for mark in unit.damage:
        depth = f" {mark.depth_cm} cm" if mark.depth_cm is not None else ""
        said = word("damage.", mark.damage)
        sizes = ", ".join(filter(None, (in_cm(drawn.sides_mm, drawn.within_mm) for drawn in mark.marks)))
        remarks.append(f"{said.zh} {said.en}{depth}" + (f" ({sizes})" if sizes else ""))
    if unit.weight is not None and unit.weight.flagged:
        said = both(line("receipt.weight_flagged", limit=unit.weight.limit))
        remarks.append(f"{said.zh} {said.en}")
    if unit.weight is not None and unit.weight.unstable_reason:
        said = both(line("receipt.weight_unstable", reason=unit.weight.unstable_reason))
        remarks.append(f"{said.zh} {said.en}")
    if unit.waybill_waived:
        said = both(line("receipt.waybill_waived", reason=unit.waybill_waived))
        remarks.append(f"{said.zh} {said.en}")
    for doubt in unit.doubts:
        if doubt.accepted:
            said = both(line("receipt.shown_before"))
            remarks.append(f"{said.zh} {said.en}: {doubt.accepted}")
    signed = case.delivery.sign_off
    if signed is not None and unit.id in signed.not_compared:
        said = both(line("receipt.not_compared"))
        remarks.append(f"{said.zh} {said.en}")
    if unit.rejected:
        said = word("outcome.", "refused")
        remarks.append(f"{said.zh} {said.en}: {unit.rejected}")
    return remarks


def _pictures(case: Case, visit: VisitState, thumbnails: Mapping[str, str]) -> Section | None:
    found = [(f"{seal.lock or seal.announced}", seal.picture) for seal in visit.seals]
    for unit in case.present:
        for face in unit.faces.values():
            if face.picture is not None:
                found.append((f"{unit.id} {both(face_word(face.face)).zh}", face.picture.sha256))
        found += [(f"{unit.id} {word('damage.', mark.damage).zh}", mark.picture) for mark in unit.damage]
    shown = tuple(Picture(thumbnails[sha], caption) for caption, sha in found if sha in thumbnails)
    if not shown:
        return None
    told = both(line("receipt.pictures_note", count=len(shown)))
    return Section(both(line("receipt.pictures")), note=told, pictures=shown)


def pictures_of(case: Case, visit: VisitState) -> list[str]:
    """The SHA-256 of every picture that the receipt shows, each once, in order."""
    found = [seal.picture for seal in visit.seals]
    for unit in case.present:
        found += [face.picture.sha256 for face in unit.faces.values() if face.picture is not None]
        found += [mark.picture for mark in unit.damage]
    return list(dict.fromkeys(found))
