"""Sealed papers of a log entry: who may look says why, that is written down, and only then is one shown.

What is shown lives in memory only, and goes with the page, the person, another entry, or after a minute.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station.domain.papers import FILE
from station.domain.roles import Role, may
from station.texts import Line
from station.ui.context import Context
from station.ui.straight import straightened
from station.ui.theme import GRID
from station.ui.widgets.looks import label, put, set_tone
from station.workflow.papers import corners_in
from station.workflow.reading import LogDetail, PaperRow

WIDTH = 440  # px at the base window
SHOWN_FOR = 60.0  # seconds
ENCODINGS = ("utf-8-sig", "gb18030")
BREAK = ",\u200b"  # a line of a table may end here


class Papers(QWidget):
    opened = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._detail: LogDetail | None = None
        self._shown: PaperRow | None = None
        self._image = QImage()
        self._shown_at, self._can_view = 0.0, False
        self._title, self._said = label("label"), label("hint", "paper.said", wrap=True)
        self._reason = QLineEdit()
        self._reason.setObjectName("field.paper.reason")
        self._choices = QWidget()
        self._list = QVBoxLayout(self._choices)
        self._picture, self._text = QLabel(), label("detail", "paper.text", wrap=True)
        self._picture.setObjectName("paper.picture")
        self._whole, self._hide = QPushButton(), QPushButton()
        self._build()

    def _build(self) -> None:
        self._whole.setObjectName("paper.whole")
        self._whole.setCheckable(True)
        self._whole.clicked.connect(self._paint)
        self._hide.setObjectName("paper.hide")
        self._hide.clicked.connect(self._put_away)
        column = QVBoxLayout(self)
        for layout in (column, self._list):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(GRID)
        for part in (self._title, self._reason, self._choices, self._said, self._picture, self._text, self._whole):
            column.addWidget(part)
        column.addWidget(self._hide)

    def show_detail(self, detail: LogDetail | None) -> None:
        before, self._detail = self._detail, detail
        if before is None or detail is None or before.row.index != detail.row.index:
            self.forget()
            self._reason.clear()
        self.retranslate()

    def retranslate(self) -> None:
        papers = self._detail.papers if self._detail else ()
        self.setVisible(bool(papers))
        allowed = self._allowed()
        self._can_view = allowed and any(not paper.purged_at for paper in papers)
        _fill(
            self._list,
            [self._button(paper) if allowed and not paper.purged_at else self._line(paper) for paper in papers],
        )
        self._reason.setPlaceholderText(self._context.say(Line("paper.reason")))
        put(self._whole, self._context.say(Line("paper.whole")))
        put(self._hide, self._context.say(Line("paper.hide")))
        if papers and not allowed:
            self._say(Line("paper.not_yours"), "")
        self._paint()

    def tick(self) -> None:
        if self._shown is not None and self._context.clock.monotonic() - self._shown_at > SHOWN_FOR:
            self.forget()

    def forget(self) -> None:
        """Nothing of a paper stays on the screen or in the widget."""
        self._shown, self._image = None, QImage()
        self._text.clear()
        self._whole.setChecked(False)
        self._say(None, "")
        self._paint()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.forget()

    def _put_away(self) -> None:
        self.forget()
        self._reason.setFocus()

    def _allowed(self) -> bool:
        roles = self._context.desk.roles(self._context.engine.person)
        return may(frozenset(Role(role) for role in roles), "ViewDocument")

    def _line(self, paper: PaperRow) -> QLabel:
        made = label("hint", f"paper.line.{paper.kind}", wrap=True)
        put(made, self._named(paper, "paper.purged" if paper.purged_at else "paper.kept"))
        return made

    def _named(self, paper: PaperRow, key: str) -> str:
        day = paper.purged_at[:10] or paper.keep_until
        return self._context.say(Line(key, {"document": Line(f"document.{paper.kind}"), "day": day}))

    def _button(self, paper: PaperRow) -> QPushButton:
        made = QPushButton(self._named(paper, "paper.view"))
        made.setObjectName(f"paper.view.{paper.kind}")
        made.clicked.connect(lambda: self._view(paper))
        return made

    def _view(self, paper: PaperRow) -> None:
        self.forget()
        self._shown, self._shown_at = paper, self._context.clock.monotonic()
        found = self._context.desk.view_document(self._context.engine.person, paper, self._reason.text())
        if isinstance(found, Line):
            self.forget()
            self._say(found, "stop")
            return
        self._reason.clear()
        self._say(None, "")
        if paper.kind == FILE:
            put(self._text, _text_of(found).strip().replace(",", BREAK))
        else:
            self._image = QImage.fromData(found)
        self._paint()
        self._hide.setFocus()

    def _say(self, said: Line | None, tone: str) -> None:
        put(self._said, self._context.say(said) if said else "")
        set_tone(self._said, tone)
        self._said.setVisible(said is not None)

    def _paint(self) -> None:
        corners = corners_in(self._detail, self._shown.record) if self._shown and self._detail else ()
        straight = () if self._whole.isChecked() else corners
        seen = not self._image.isNull()
        if seen:
            width = self._context.theme.px(WIDTH)
            self._picture.setPixmap(QPixmap.fromImage(straightened(self._image, straight, width)))
        else:
            self._picture.clear()
        self._arrange(seen, bool(corners))

    def _arrange(self, seen: bool, cut_out: bool) -> None:
        """An open paper stands alone, so that it is seen whole."""
        read = bool(self._text.text())
        title = self._named(self._shown, "paper.kept") if self._shown else self._context.say(Line("paper.title"))
        put(self._title, title)
        self._picture.setVisible(seen)
        self._whole.setVisible(seen and cut_out)
        self._text.setVisible(read)
        self._hide.setVisible(seen or read)
        self._choices.setVisible(not (seen or read))
        self._reason.setVisible(self._can_view and not (seen or read))
        if seen or read:
            self.opened.emit()


def _fill(column: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """These widgets and no others."""
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        column.addWidget(widget)


def _text_of(data: bytes) -> str:
    """A refused file as text: as it was meant, or at least without a fault."""
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
