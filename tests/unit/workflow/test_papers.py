"""Papers under the camera: which pictures are asked for, which are sealed, and where each paper lies in its picture."""

from __future__ import annotations

import pytest

from station.domain.agreements import Agreement, Terms
from station.domain.commands import PublishAgreement
from station.domain.entry import Entry
from station.domain.events.common import Picture
from station.domain.events.visit import IdentityMatched
from station.domain.facts import from_data
from station.domain.readings import Frame
from station.workflow.papers import corners_in, is_personal, sealed, told_of
from station.workflow.reading import LogDetail, LogRow
from tests.unit.workflow.stage import DRIVER, PLATE, FakeEvidence, Stage
from tests.unit.workflow.test_engine import arrive, show_documents

CORNERS = ((10, 10), (90, 12), (88, 70), (9, 68))
DOCUMENTS = (
    (DRIVER.name, DRIVER.id_number),
    (DRIVER.name, DRIVER.licence_number),
    (PLATE, DRIVER.vehicle_licence),
)


@pytest.fixture
def stage() -> Stage:
    """A truck whose customer wants copies of the driver's documents; the clerk stands before the first one."""
    stage = Stage()
    wanted = Agreement(version=2, valid_from="2026-01-01", terms=Terms(archive_documents=True, document_days=10))
    stage.give(PublishAgreement(customer="A", agreement=wanted), "account")
    arrive(stage)
    return stage


def frame(jpeg: bytes = b"jpeg") -> Frame:
    return Frame("cam", 1.0, jpeg, 100, 80, 400.0, 120.0, 0.0, "device-bytes", codes=("S1",), corners=CORNERS)


def picture() -> Picture:
    told = {"sharpness": "400", "brightness": "120", "burnt": "0"}
    return Picture(sha256="ab", camera="cam", evidence="device-bytes", width=100, height=80, size=4, **told)  # type: ignore[arg-type]


def read(stage: Stage, values: tuple[str, ...]) -> None:
    for value in values:
        stage.scan(value)
    stage.press()


def last(stage: Stage, kind: str) -> Entry:
    return next(entry for entry in reversed(stage.store.entries) if entry.kind == kind)


def test_each_document_is_photographed_right_after_it_was_read(stage: Stage) -> None:
    for values in DOCUMENTS:
        assert stage.instruction() == "identity.read_document"
        read(stage, values)
        assert stage.instruction() == "identity.copy_photo"
        stage.picture()
    assert stage.instruction() == "identity.compare"
    stage.press()
    assert stage.last() == "identity.matched"
    matched = from_data("visit.identity_matched", last(stage, "visit.identity_matched").data)
    assert isinstance(matched, IdentityMatched)
    pictures = [document.picture for document in matched.documents]
    assert all(one is not None and one.record and one.hmac and one.keep_until == "2026-12-04" for one in pictures)
    assert stage.evidence.sealed == [b"picture 1", b"picture 2", b"picture 3"]
    assert stage.evidence.kept == []


def test_after_a_crash_the_copies_that_were_taken_are_not_asked_for_again(stage: Stage) -> None:
    read(stage, DOCUMENTS[0])
    stage.picture()
    stage.engine.tick()
    stage.start()
    stage.sign_in("wang")
    read(stage, DOCUMENTS[1])
    stage.picture()
    assert len(stage.evidence.sealed) == 2
    assert stage.instruction() == "identity.read_document"


def test_a_blurred_copy_is_no_copy(stage: Stage) -> None:
    read(stage, DOCUMENTS[0])
    stage.picture(sharpness=20.0)
    assert stage.last() == "refusal.picture.blurred"
    assert (stage.instruction(), stage.evidence.sealed) == ("identity.copy_photo", [])


def test_where_no_agreement_asks_no_copy_is_asked_for() -> None:
    stage = Stage()
    arrive(stage)
    show_documents(stage)
    assert stage.last() == "identity.matched"
    assert (stage.evidence.sealed, stage.evidence.kept) == ([], [])


def test_a_letter_is_sealed_and_a_manifest_is_not() -> None:
    stage = Stage()
    arrive(stage)
    show_documents(stage, name="杨明静")
    stage.fill(identity__chosen="proxy")
    stage.press()
    read(stage, ("杨明静", DRIVER.id_number))
    stage.picture()
    stage.picture()
    assert len(stage.evidence.sealed) == 2
    stage.press()
    stage.scan("STN:B:Z1")
    stage.fill(second__pin="246810")
    stage.press()
    stage.picture()
    assert (len(stage.evidence.sealed), stage.evidence.kept) == (2, [b"picture 3"])


@pytest.mark.parametrize(
    ("purpose", "personal"),
    [("identity.letter", True), ("identity.id_copy", True), ("identity.notice", True), ("identity.copy.id_card", True),
     ("manifest", False), ("seal", False), ("face:top", False), ("damage", False), ("reclose", False)],
)  # fmt: skip
def test_what_is_personal(purpose: str, personal: bool) -> None:
    assert is_personal(purpose) == personal


def test_a_sealed_picture_has_its_record_and_the_hash_of_the_encrypted_file() -> None:
    evidence = FakeEvidence(Stage().store)
    taken = sealed(evidence, frame(), picture())
    assert (taken.record, taken.sha256 != picture().sha256, len(taken.hmac)) == ("file:1", True, 64)
    assert (evidence.sealed, evidence.kept) == ([b"jpeg"], [])


def test_corners_are_kept_of_papers_and_codes_of_seals() -> None:
    told = {purpose: told_of(purpose, frame(), picture()) for purpose in ("identity.letter", "manifest", "seal")}
    assert {purpose: bool(one.corners) for purpose, one in told.items()} == {
        "identity.letter": True, "manifest": True, "seal": False,
    }  # fmt: skip
    assert {purpose for purpose, one in told.items() if one.codes} == {"seal"}


def test_corners_of_a_paper_are_found_in_its_entry(stage: Stage) -> None:
    letter = {"record": "file:1", "camera": "cam", "corners": [[1, 2], [3, 4], [5, 6], [7, 8]]}
    data = {"documents": [{"values": {"name": {"record": "V1:name", "hmac": "0"}}, "picture": letter}]}
    entry = last(stage, "visit.opened")
    row = LogRow(0, "", "", "", "visit.opened", "visit/V1", "")
    detail = LogDetail(row, type(entry)(**{**_fields(entry), "data": data}), (), None)
    assert corners_in(detail, "file:1") == ((1, 2), (3, 4), (5, 6), (7, 8))
    assert corners_in(detail, "file:2") == ()
    assert corners_in(LogDetail(row, None, (), None), "file:1") == ()


def _fields(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__struct_fields__}
