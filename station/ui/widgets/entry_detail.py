"""One entry of the log in full: its sentence, who and when, its picture, every value, and its proof."""

from __future__ import annotations

import re

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from station.domain.events.unit import Mark
from station.texts import Line
from station.ui.context import Context
from station.ui.widgets.captioned import CaptionedPicture
from station.ui.widgets.facts import FactList
from station.ui.widgets.film_player import FilmPlayer
from station.ui.widgets.looks import Card, label, put
from station.ui.widgets.pair import Pair
from station.ui.widgets.papers import Papers
from station.workflow.captions import caption
from station.workflow.compared import DOUBTED, compared
from station.workflow.entry_text import told
from station.workflow.handlers import STATION
from station.workflow.reading import LogDetail, LogRow, Proof
from station.workflow.sentences import sentence
from station.workflow.view import Fact

PICTURE, PAIR, FILM = 440, 300, 400  # px at the base window
HASH = re.compile(r"\b([0-9a-f]{32})([0-9a-f]{32})\b")


class EntryDetail(Card):
    def __init__(self, context: Context) -> None:
        super().__init__("log.detail")
        self._context = context
        self._shown: LogDetail | None = None
        self._sentence = label("title", "detail.sentence", wrap=True)
        self._facts, self._picture = FactList(context), CaptionedPicture(context, "detail.caption", PICTURE)
        self._film = FilmPlayer(context)
        self._papers, self._pair, self._open = Papers(context), Pair(context), QPushButton()
        self._open.setObjectName("action.gallery")
        self._open.clicked.connect(self._show_gallery)
        self._data_title, self._proof_title = label("label"), label("label", wrap=True)
        self._data, self._proof = label("detail", "detail.data", wrap=True), label("detail", "detail.proof", wrap=True)
        for part in (self._data, self._proof):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self._sentence)
        self.column.addWidget(self._scrolled(), 1)

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        evidence = (self._facts, self._picture, self._film, self._papers, self._pair, self._open)
        for part in (*evidence, self._data_title, self._data):
            column.addWidget(part)
        column.addWidget(self._proof_title)
        column.addWidget(self._proof)
        column.addStretch()
        area = QScrollArea()
        self._papers.opened.connect(lambda: QTimer.singleShot(0, self, self._to_paper))
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setWidgetResizable(True)
        area.setWidget(inner)
        self._area = area
        return area

    def _to_film(self) -> None:
        """A film has its keys and its time below it: all of it is to be seen."""
        self._area.verticalScrollBar().setValue(self._film.y())

    def _to_paper(self) -> None:
        """An opened paper stands at the top of what is to be seen."""
        self._area.verticalScrollBar().setValue(self._papers.y())

    def show_detail(self, detail: LogDetail | None) -> None:
        self._shown = detail
        self._papers.show_detail(detail)
        self.retranslate()

    @property
    def has_papers(self) -> bool:
        """Whether the entry has brought sealed papers."""
        return self._shown is not None and bool(self._shown.papers)

    def tick(self) -> None:
        self._papers.tick()

    def retranslate(self) -> None:
        detail, say = self._shown, self._context.say
        put(self._sentence, say(sentence(detail.row) if detail else Line("log.choose")))
        self._facts.show_facts(self._who(detail) if detail else ())
        self._show_data(detail)
        self._show_proof(detail)
        self._show_picture(detail)
        self._papers.retranslate()

    def _who(self, detail: LogDetail) -> tuple[Fact, ...]:
        row = detail.row
        return (
            Fact(Line("log.head.number"), str(row.index)),
            Fact(Line("log.head.time"), f"{self._context.desk.local_time(row.at)}\n{row.at}"),
            Fact(Line("log.head.person"), people(self._context, row)),
            Fact(Line("log.head.on"), row.stream.partition("/")[2]),
        )

    def _show_data(self, detail: LogDetail | None) -> None:
        hidden = detail is not None and detail.entry is None
        lines = [f"{name}: {value}" for name, value in told(detail.entry.data)] if detail and detail.entry else []
        put(self._data_title, self._context.say(Line("log.hidden" if hidden else "log.stored")))
        put(self._data, broken("\n".join(lines)))
        self._data_title.setVisible(hidden or bool(lines))
        self._data.setVisible(bool(lines))

    def _show_proof(self, detail: LogDetail | None) -> None:
        proof = detail.proof if detail else None
        put(self._proof_title, self._context.say(_covered(proof)))
        put(self._proof, broken("\n".join((proof.leaf, *proof.path, proof.root))) if proof else "")
        self._proof_title.setVisible(detail is not None)
        self._proof.setVisible(proof is not None)

    def _show_picture(self, detail: LogDetail | None) -> None:
        self._show_first(detail)
        self._show_film(detail)
        self._pair.setFixedHeight(self._context.theme.px(PAIR))
        self._pair.show_pair(compared(detail.row.stream, detail.entry) if detail and detail.entry else ())
        self._open.setText(self._context.say(Line("gallery.open")))
        self._open.setVisible(bool(self._delivery()))

    def _show_film(self, detail: LogDetail | None) -> None:
        film = detail.film if detail else ""
        self._film.setFixedHeight(self._context.theme.px(FILM))
        self._film.setVisible(bool(film))
        self._film.open(film)
        if film:
            QTimer.singleShot(0, self, self._to_film)
        self._film.retranslate()

    def _show_first(self, detail: LogDetail | None) -> None:
        if detail is None or not detail.pictures:
            self._picture.show_picture(None, ())
            return
        first, desk = detail.pictures[0], self._context.desk
        told = caption(detail.row, first, desk.local_time(detail.row.at))

        def come(data: bytes | None) -> None:
            if self._shown is detail:
                said = told if data is not None else (desk.picture_lost(first),)
                self._picture.show_picture(data, said, marks_of(detail))

        self._picture.show_picture(None, ())
        desk.fetch(first, "jpg", come)

    def _delivery(self) -> str:
        """The delivery in whose gallery the entry's picture is, "" where there is none."""
        if self._shown is None or not (self._shown.pictures or self._shown.film or self._shown.row.kind == DOUBTED):
            return ""
        kind, _, name = self._shown.row.stream.partition("/")
        of_visit = self._context.queries.deliveries_of(name) if kind == "visit" else ()
        return {"unit": name.partition("/")[0], "delivery": name}.get(kind) or next(iter(of_visit), "")

    def _show_gallery(self) -> None:
        if self._shown is not None:
            own = (*self._shown.pictures, self._shown.film, str(self._shown.row.data.get("sha256", "")))
            self._context.desk.show_gallery(self._delivery(), next(filter(None, own), ""))


def marks_of(detail: LogDetail) -> tuple[Mark, ...]:
    """The marks that an entry puts over its picture."""
    return msgspec.convert(detail.entry.data.get("marks", ()), tuple[Mark, ...]) if detail.entry else ()


def broken(text: str) -> str:
    """Hashes in two lines: a label breaks only where there is a blank."""
    return HASH.sub(r"\1\n\2", text)


def people(context: Context, row: LogRow) -> str:
    """Who did it, and the second person; the station itself has a word, not a name."""
    said = {STATION: context.say(Line("log.station"))}
    who = filter(None, (row.actor, row.second_actor))
    return " + ".join(said.get(person) or context.desk.person_name(person) for person in who)


def _covered(proof: Proof | None) -> Line:
    if proof is None:
        return Line("log.no_proof")
    return Line("log.proof", {"index": proof.index, "size": proof.size, "steps": len(proof.path)})
