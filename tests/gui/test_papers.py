"""Sealed papers on the log page: shown to few, after reason and entry, straight, for a short time, never on disk."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTableView

from station.app.imports import import_notices
from station.domain.agreements import Agreement, Terms
from station.domain.commands import PublishAgreement
from station.domain.readings import Frame
from station.ui.straight import straightened
from station.ui.widgets.papers import SHOWN_FOR
from station.workflow.purging import purge_due
from tests.gui.conftest import Build
from tests.gui.house import House
from tests.gui.visit import ORDER
from tests.unit.workflow.stage import DRIVER, PLATE

CORNERS = ((300, 130), (1010, 200), (940, 640), (240, 520))
PAPER, TABLE, INK = QColor(232, 236, 240), QColor(60, 62, 66), QColor(200, 30, 30)
DAY_S = 86_400


def document() -> QImage:
    """A card on a table, with a red field in its top left quarter."""
    image = QImage(1280, 720, QImage.Format.Format_RGB32)
    image.fill(TABLE)
    flat = QPolygonF([QPointF(0, 0), QPointF(856, 0), QPointF(856, 540), QPointF(0, 540)])
    way = QTransform()
    assert QTransform.quadToQuad(flat, QPolygonF([QPointF(*corner) for corner in CORNERS]), way)
    painter = QPainter(image)
    painter.setTransform(way)
    painter.fillRect(0, 0, 856, 540, PAPER)
    painter.fillRect(0, 0, 428, 270, INK)
    painter.end()
    return image


def jpeg(image: QImage) -> bytes:
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, "JPEG", 95)  # type: ignore[call-overload]
    return bytes(kept.data().data())


def photograph(house: House, picture: bytes) -> None:
    house.press()
    house.engine.offer(
        Frame("cam", house.clock.monotonic(), picture, 1280, 720, 400.0, 120.0, 0.001, "device-bytes",
              token=house.camera.tokens[-1], corners=CORNERS)
    )  # fmt: skip


@pytest.fixture
def papers(build: Build) -> House:
    """The three documents were copied; the supervisor stands before the entry that names them."""
    house = build()
    house.open()
    wanted = Agreement(version=2, valid_from="2026-01-01", terms=Terms(archive_documents=True))
    house.give(PublishAgreement(customer="A", agreement=wanted), "account")
    house.receive()
    house.scan(ORDER)
    house.press()
    for values in ((DRIVER.name, DRIVER.id_number), (DRIVER.name, DRIVER.licence_number), (PLATE, "粤BA1234500")):
        for value in values:
            house.scan(value)
        house.press()
        photograph(house, jpeg(document()))
    house.press()
    house.sign_in("zhao")
    open_entry(house)
    return house


def open_entry(house: House) -> None:
    house.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    table = house.widget("log.table")
    assert isinstance(table, QTableView)
    said = [str(table.model().index(row, 3).data()) for row in range(table.model().rowCount())]
    table.selectRow(said.index(house.word("log.visit.identity_matched")))
    house.settle()


def click(house: House, name: str) -> None:
    button = house.widget(name)
    assert isinstance(button, QAbstractButton)
    button.click()
    house.settle()


def look(house: House, reason: str = "索赔") -> None:
    line = house.widget("field.paper.reason")
    assert isinstance(line, QLineEdit)
    line.setText(reason)
    click(house, "paper.view.id_card")


def shown(house: House) -> QImage:
    label = house.widget("paper.picture")
    assert isinstance(label, QLabel)
    return label.pixmap().toImage()


def alike(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


def test_it_is_shown_straight_after_reason_and_entry_and_the_list_stays(papers: House) -> None:
    assert not papers.sees("paper.picture"), "an entry alone shows nothing"
    look(papers)
    assert papers.kinds()[-1] == "visit.document_viewed"
    image = shown(papers)
    right, bottom = image.width() - 6, image.height() - 6
    assert all(alike(image.pixelColor(x, y), PAPER) for x, y in ((right, 6), (right, bottom), (6, bottom)))
    assert alike(image.pixelColor(6, 6), INK)
    assert papers.text("detail.sentence") == papers.word("log.visit.identity_matched")
    click(papers, "paper.whole")
    assert alike(shown(papers).pixelColor(4, 4), TABLE)


def test_without_a_reason_nothing_is_shown(papers: House) -> None:
    look(papers, "  ")
    assert papers.text("paper.said") == papers.word("refusal.reason.missing")
    assert not papers.sees("paper.picture")
    assert papers.kinds()[-1] == "visit.refused"


def test_whoever_may_not_look_sees_that_there_is_something_and_who_may(papers: House) -> None:
    papers.sign_in("wang")
    open_entry(papers)
    assert not papers.sees("field.paper.reason")
    assert not papers.sees("paper.view.id_card")
    assert papers.sees("paper.line.id_card")
    assert papers.text("paper.said") == papers.word("paper.not_yours")


def test_it_goes_with_the_page_another_entry_the_person_and_after_a_minute(papers: House) -> None:
    def page() -> None:
        papers.key(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)

    def entry() -> None:
        table = papers.widget("log.table")
        assert isinstance(table, QTableView)
        table.selectRow(0)

    def minute() -> None:
        papers.clock.forward(SHOWN_FOR + 1)
        papers.window.findChild(type(papers.widget("page.log")), "page.log").tick()

    for leave in (page, entry, minute, lambda: papers.sign_in("wang"), papers.window.lock):
        open_entry(papers)
        look(papers)
        assert papers.sees("paper.picture")
        leave()
        papers.settle()
        label = papers.window.findChild(QLabel, "paper.picture")
        assert label.pixmap().isNull(), leave
        papers.sign_in("zhao")
        open_entry(papers)
        assert not papers.sees("paper.picture"), leave


def test_a_code_on_a_document_is_not_to_be_read_beside_its_picture(build: Build) -> None:
    house = build()
    house.open()
    wanted = Agreement(version=2, valid_from="2026-01-01", terms=Terms(archive_documents=True))
    house.give(PublishAgreement(customer="A", agreement=wanted), "account")
    house.receive()
    house.scan(ORDER)
    house.press()
    house.scan(DRIVER.name)
    house.scan(DRIVER.id_number)
    house.press()
    house.settle()
    assert house.text("instruction") == house.word("identity.copy_photo", document=house.word("document.id_card"))
    house.scan("440304198503122713")
    house.settle()
    assert "440304198503122713" not in house.everything()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_refused_file_is_shown_as_text(house: House, encoding: str) -> None:
    text = "customer,driver_name\nA,王建国\n"
    file = house.folder / "notice.csv"
    file.write_bytes(text.encode(encoding))
    assert not next(import_notices(house.core, [file], "zhao")).good
    file.unlink()
    house.sign_in("zhao")
    house.key(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    line = house.widget("field.paper.reason")
    assert isinstance(line, QLineEdit)
    line.setText("客户询问")
    click(house, "paper.view.file")
    assert house.text("paper.text").replace("\u200b", "") == text.strip()
    assert house.kinds()[-1] == "device.file_viewed"
    click(house, "paper.hide")
    assert "王建国" not in house.everything()


def test_a_paper_that_was_destroyed_says_when(papers: House) -> None:
    papers.clock.forward(100 * DAY_S)
    assert purge_due(papers.handlers, ["visit/V20261124-01"]) == 3
    papers.sign_in("zhao")
    open_entry(papers)
    said = papers.text("paper.line.id_card")
    assert said == papers.word("paper.purged", document=papers.word("document.id_card"), day="2027-03-04")
    assert not papers.sees("field.paper.reason")


def test_no_piece_of_a_paper_is_written_anywhere(papers: House) -> None:
    look(papers)
    plain = jpeg(document())
    pieces = [plain[at : at + 32] for at in range(400, len(plain) - 32, 997)]
    files = [file for file in papers.folder.rglob("*") if file.is_file()]
    assert len(files) > 5
    for file in files:
        stored = file.read_bytes()
        assert not [piece for piece in pieces if piece in stored], file


@pytest.mark.parametrize("corners", [(), ((0, 0), (10, 0), (10, 10)), ((5, 5), (5, 5), (5, 5), (5, 5))])
def test_without_four_corners_the_whole_picture_is_shown(corners: tuple[tuple[int, int], ...]) -> None:
    image = straightened(document(), corners, 320)
    assert (image.width(), image.height()) == (320, 180)
    assert alike(image.pixelColor(3, 3), TABLE)
