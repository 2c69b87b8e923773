"""Sealed papers: each look at one is written down before it happens, and each is destroyed when it is due (§6)."""

from __future__ import annotations

from station.domain.case import Happening, Means, visit_stream
from station.domain.commands import PurgeDocuments, ViewDocument
from station.domain.events.site import FilesPurged, FileViewed
from station.domain.events.visit import DocumentsPurged, DocumentViewed
from station.domain.papers import due
from station.domain.refusal import Refusal, require
from station.domain.state import DeviceState, PaperState, VisitState

Holder = VisitState | DeviceState


def view_document(state: Holder, command: ViewDocument, means: Means) -> list[Happening]:
    """Who may is the role table's matter; why is asked of everybody."""
    paper = _paper(state, command.record)
    require(not paper.purged_at, "document.purged", day=paper.purged_at[:10])
    require(command.reason.strip(), "reason.missing")
    kind = DocumentViewed if isinstance(state, VisitState) else FileViewed
    viewed = kind(document=paper.kind, record=paper.record, reason=command.reason.strip())
    return [Happening(_stream(state), viewed)]


def purge_documents(state: Holder, command: PurgeDocuments, means: Means) -> list[Happening]:
    """What is due by the day of this moment (UTC), never anything younger; nothing where nothing is."""
    records = due(state.papers, means.now[:10])
    kind = DocumentsPurged if isinstance(state, VisitState) else FilesPurged
    return [Happening(_stream(state), kind(records=records))] if records else []


def _paper(state: Holder, record: str) -> PaperState:
    found = next((paper for paper in state.papers if paper.record == record), None)
    if found is None:
        raise Refusal("document.unknown")
    return found


def _stream(state: Holder) -> str:
    return visit_stream(state.id) if isinstance(state, VisitState) else f"device/{state.id}"
