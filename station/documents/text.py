"""A document as text: what golden tests compare, and what a person can read without any viewer."""

from __future__ import annotations

from collections.abc import Iterator

from station.documents.model import Both, Document, Section


def as_text(document: Document) -> str:
    return "\n".join(_lines(document)) + "\n"


def _said(both: Both) -> str:
    return f"{both.zh} | {both.en}" if both.en and both.en != both.zh else both.zh


def _lines(document: Document) -> Iterator[str]:
    yield f"{_said(document.title)}  {document.number}" + ("  [TEST]" if document.test else "")
    yield document.issuer
    yield f"= {_said(document.outcome)}"
    for fact in document.facts:
        yield f"{_said(fact.label)}: {_said(fact.value)}"
    for section in document.sections:
        yield from _section(section)
    yield "stamp: " + ("yes" if document.stamp else "no")
    for signature in document.signatures:
        yield f"signature: {_said(signature)}"
    yield f"qr: {_said(document.qr_note)}"
    yield from document.qr.splitlines()
    yield _said(document.footer)


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"== {_said(section.title)}"
    for fact in section.facts:
        yield f"{_said(fact.label)}: {_said(fact.value)}"
    if section.table is not None:
        yield " | ".join(_said(head) for head in section.table.heads)
        for number, row in enumerate(section.table.rows):
            yield ("! " if number in section.table.marked else "  ") + " | ".join(row)
    if section.note is not None:
        yield _said(section.note)
    for picture in section.pictures:
        yield f"[{picture.file}] {picture.caption}"
