"""CCTV: where a delivery is to be seen, in the recorder's own time, and the clips that were asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.models.cctv import (
    CLIPS,
    LOOKS,
    Seen,
    clip_cells,
    clip_words,
    look_cells,
    look_words,
    seen,
)
from station.ui.models.rows import RowModel, RowTable
from station.ui.theme import GRID
from station.ui.widgets.cctv_ask import CctvAsk
from station.ui.widgets.fields import is_enter
from station.ui.widgets.looks import Card, label, put, set_tone
from station.workflow.cctv import Look
from station.workflow.copying import Copying
from station.workflow.reading import ClipRow

SIDE, ROW = 430, 44  # px of the right column and of a row at the base size
MB = 1_000_000
# What can be done about a camera and about a clip: name and key.
ABOUT_LOOK = {"request": Qt.Key.Key_R, "compare": Qt.Key.Key_K}
ABOUT_CLIP = {"import": Qt.Key.Key_I, "review": Qt.Key.Key_V, "withdraw": Qt.Key.Key_W}
KEYS = {key.value: name for name, key in {**ABOUT_LOOK, **ABOUT_CLIP}.items()}


class Lines(RowTable):
    """Moves by its own keys and leaves every other one to the page; whoever comes to it stands on a line."""

    MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self.MOVES:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.selectRow(0)


class CctvPage(QWidget):
    """Keyboard: arrows choose a line, Tab goes to the other list, letters stand on the buttons, Esc goes back."""

    def __init__(self, context: Context, left: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page.cctv")
        self._context, self._left = context, left
        self._seen = Seen()
        self._copying: Copying | None = None
        self._title, self._empty = label("title", "cctv.title"), label("hint", "empty", wrap=True)
        self._wanted, self._heading = label("hint", "cctv.must_review", wrap=True), label("label", "cctv.requests")
        self._back, self._side = QPushButton(), Card("cctv.side")
        self._said, self._progress = label("hint", "cctv.said", wrap=True), label("hint", "cctv.progress", wrap=True)
        self._looks_model, self._clips_model = RowModel(), RowModel()
        self._looks = Lines(self._looks_model, "cctv.looks", lambda row: None)
        self._clips = Lines(self._clips_model, "cctv.clips", lambda row: None)
        self._ask = CctvAsk(context, self._asked)
        self._buttons = {name: QPushButton() for name in (*ABOUT_LOOK, *ABOUT_CLIP, "stop")}
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        outer.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        self._back.setObjectName("action.leave_cctv")
        self._back.clicked.connect(self._leave)
        outer.addLayout(head)
        for part in (self._wanted, self._empty):
            outer.addWidget(part)
        halves, lists = QHBoxLayout(), QVBoxLayout()
        halves.setSpacing(2 * GRID)
        for list_part, share in ((self._looks, 3), (self._heading, 0), (self._clips, 2)):
            lists.addWidget(list_part, share)
        halves.addLayout(lists, 1)
        halves.addWidget(self._side)
        outer.addLayout(halves, 1)
        set_tone(self._wanted, "attention")
        self._looks.selectionModel().currentChanged.connect(lambda now, _before: self._chose(now, self._clips))
        self._clips.selectionModel().currentChanged.connect(lambda now, _before: self._chose(now, self._looks))
        self._build_side()

    def _build_side(self) -> None:
        column = self._side.column
        column.addWidget(self._said)
        column.addWidget(self._ask)
        column.addWidget(self._progress)
        column.addStretch(1)
        for name, button in self._buttons.items():
            button.setObjectName(f"action.cctv_{name}")
            button.clicked.connect(lambda _checked=False, name=name: self._act(name))
            column.addWidget(button)

    # What the window calls

    def open(self, delivery: str) -> None:
        """Another delivery, at the camera whose video goes first."""
        self._seen = Seen(delivery)
        self._ask.close_ask()
        self.refresh()
        self._looks.setFocus()
        self._looks.selectRow(0)

    def refresh(self) -> None:
        """Something was written: what is chosen stays chosen."""
        if not self._seen.delivery:
            return
        context, say = self._context, self._context.say
        before = len(self._seen.clips)
        self._seen = seen(context, self._seen.delivery)
        put(self._title, say(Line("cctv.title", {"delivery": self._seen.delivery})))
        self._looks_model.show_rows([look_cells(context, look) for look in self._seen.looks])
        self._clips_model.show_rows([clip_cells(context, clip) for clip in self._seen.clips])
        if len(self._seen.clips) != before:
            self._clips.selectRow(len(self._seen.clips) - 1)
        self._show_parts()
        self._show_chosen()

    def retranslate(self) -> None:
        say = self._context.say
        put(self._back, say(Line("cctv.leave")))
        for name, button in self._buttons.items():
            put(button, say(Line(f"cctv.action.{name}")))
        self._side.setFixedWidth(self._context.theme.px(SIDE))
        self._looks_model.set_heads([say(Line(f"cctv.head.{name}")) for name in LOOKS])
        self._clips_model.set_heads([say(Line(f"cctv.head.{name}")) for name in CLIPS])
        for table, wide in ((self._looks, LOOKS.index("camera")), (self._clips, CLIPS.index("why"))):
            table.set_row_height(self._context.theme.px(ROW))
            columns = table.horizontalHeader()
            columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            columns.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        self._ask.retranslate()
        self.refresh()

    def tick(self) -> None:
        """How far the copy is."""
        copying = self._copying
        if copying is None:
            return
        if copying.ended:
            self._copying = None
            self._show_chosen()
        else:
            said = {"done": copying.done // MB, "total": copying.total // MB}
            put(self._progress, self._context.say(Line("cctv.copying", said)))

    # Inside

    def _show_parts(self) -> None:
        say, seen_now = self._context.say, self._seen
        why = self._context.desk.reason_for_clip(seen_now.delivery)
        put(self._wanted, say(Line("cctv.must_review", {"exception": why})) if why else "")
        self._wanted.setVisible(why is not None)
        put(self._empty, say(Line("cctv.empty" if seen_now.here else "cctv.not_here")))
        self._empty.setVisible(not seen_now.looks)
        put(self._heading, say(Line("cctv.requests" if seen_now.clips else "cctv.no_requests")))
        self._heading.setVisible(bool(seen_now.looks or seen_now.clips))
        self._looks.setVisible(bool(seen_now.looks))
        self._clips.setVisible(bool(seen_now.clips))
        self._side.setVisible(bool(seen_now.looks or seen_now.clips))

    def _chose(self, now: QModelIndex, other: Lines) -> None:
        """A line of one list is chosen, so none of the other one."""
        if now.isValid() and other.currentIndex().isValid():
            other.clearSelection()
            other.setCurrentIndex(QModelIndex())
        if self._ask.kind:
            self._ask.close_ask()
        self._show_chosen()

    def _chosen(self) -> Look | ClipRow | None:
        look, clip = self._looks.currentIndex().row(), self._clips.currentIndex().row()
        if 0 <= clip < len(self._seen.clips):
            return self._seen.clips[clip]
        return self._seen.looks[look] if 0 <= look < len(self._seen.looks) else None

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        words: tuple[list[Line], str] = ([Line("cctv.choose")], "")
        if isinstance(chosen, Look):
            words = look_words(self._context, chosen)
        elif chosen is not None:
            words = clip_words(self._context, chosen)
        said = words[0][:1] if self._ask.kind else words[0]  # the question needs the room
        put(self._said, "\n".join(map(self._context.say, said)))
        set_tone(self._said, words[1])
        possible = self._possible(chosen)
        for name, button in self._buttons.items():
            button.setVisible(name in possible)
        self._progress.setVisible(self._copying is not None)

    def _possible(self, chosen: Look | ClipRow | None) -> tuple[str, ...]:
        """What can be done about a line now; who may do it the rules say."""
        if self._copying is not None:
            return ("stop",)
        if self._ask.kind or chosen is None:
            return ()
        if isinstance(chosen, Look):
            return tuple(ABOUT_LOOK)
        if chosen.waits:
            return ("import", "withdraw")
        return () if chosen.withdrawn_at else ("review",)

    def _act(self, name: str) -> None:
        chosen = self._chosen()
        if name not in self._possible(chosen) or (chosen is None and name != "stop"):
            return
        if name == "stop" and self._copying is not None:
            self._copying.stop = True
        elif name == "import" and isinstance(chosen, ClipRow):
            self._copying = self._context.desk.import_clip(chosen.delivery, chosen.number)
        elif chosen is not None:
            self._ask.ask("stamp" if name == "compare" else name, self._seen.delivery, chosen)
        self._show_chosen()

    def _asked(self) -> None:
        """The question is answered or given up: the list again."""
        self._show_chosen()
        (self._clips if isinstance(self._chosen(), ClipRow) else self._looks).setFocus()

    def _leave(self) -> None:
        if self._ask.kind:
            self._ask.close_ask()
        else:
            self._left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif is_enter(event) and isinstance(focused, QPushButton):
            focused.click()
        elif is_enter(event) and self._ask.kind:
            self._ask.enter(focused)
        elif event.key() in KEYS:
            self._act(KEYS[event.key()])
        else:
            super().keyPressEvent(event)
