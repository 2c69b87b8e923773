"""A film from the evidence: its pictures at their speed, the local time of each, and every stretch without one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from station.domain.film.reading import FilmIndex, Gap, Still
from station.texts import Line
from station.ui.context import Context
from station.ui.models.playing import STEP_MS, Playing
from station.ui.widgets.film_bar import FilmBar
from station.ui.widgets.looks import label, put, set_tone
from station.ui.widgets.picture_view import PictureView

TURN_MS = 40


class FilmPlayer(QWidget):
    """Space plays and stands, left and right go 5 s, Home and End to the ends. Nothing plays that nobody sees."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("film")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._context = context
        self._sha256 = ""
        self._playing: Playing | None = None
        self._shown: Still | None = None  # on the screen, or on its way there
        self._loading = False
        self._at = 0.0
        self._view, self._time = PictureView(context, "film.picture"), label("body", "film.time", wrap=True)
        self._bar, self._turn = FilmBar(context, self._to), QPushButton()
        self._keys = label("detail", "film.keys", wrap=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._build()

    def _build(self) -> None:
        self._turn.setObjectName("action.play")
        self._turn.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._turn.clicked.connect(self._play)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view, 1)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._turn)
        row.addWidget(self._time, 1)
        column.addLayout(row)
        column.addWidget(self._keys)

    @property
    def playing(self) -> Playing | None:
        return self._playing

    def open(self, sha256: str) -> None:
        """Another film, standing at its beginning; "" for none. The same one goes on as it is."""
        if sha256 == self._sha256:
            return
        self._sha256, self._playing, self._shown = sha256, None, None
        self._timer.stop()
        self._view.begin()
        if sha256:
            self._context.desk.film(sha256, lambda film: self._came(sha256, film))
        self.retranslate()

    def retranslate(self) -> None:
        say = self._context.say
        self._keys.setText(say(Line("film.keys")))
        self._show()

    def pressed(self, event: QKeyEvent) -> bool:
        """Whether a key meant the film."""
        playing = self._playing
        steps = {Qt.Key.Key_Left.value: -STEP_MS, Qt.Key.Key_Right.value: STEP_MS}
        if playing is None:
            return False
        if event.key() == Qt.Key.Key_Space:
            self._play()
        elif event.key() in steps:
            self._to(playing.ms + steps[event.key()])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._to(0 if event.key() == Qt.Key.Key_Home else playing.film.lasts)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.pressed(event):
            event.ignore()

    def hideEvent(self, event: QHideEvent) -> None:
        if self._playing is not None and self._playing.runs:
            self._play()

    # Inside

    def _came(self, sha256: str, film: FilmIndex | None) -> None:
        if sha256 != self._sha256:
            return
        if film is None or not film.stills:
            self._view.begin(self._context.say(Line("film.gone")))
            return
        self._playing = Playing(film)
        self._show()

    def _play(self) -> None:
        if self._playing is None:
            return
        self._playing.turn()
        self._at = self._context.clock.monotonic()
        if self._playing.runs:
            self._timer.start(TURN_MS)
        else:
            self._timer.stop()
        self._show()

    def _to(self, ms: int) -> None:
        if self._playing is not None:
            self._playing.to(ms)
            self._show()

    def _tick(self) -> None:
        playing = self._playing
        if playing is None:
            return
        now = self._context.clock.monotonic()
        playing.forward(now - self._at)
        self._at = now
        if not playing.runs:
            self._timer.stop()
        self._show()

    def _show(self) -> None:
        playing, say = self._playing, self._context.say
        runs = playing is not None and playing.runs
        put(self._turn, say(Line("film.stand" if runs else "film.play")))
        self._turn.setEnabled(playing is not None)
        self._bar.show_film(playing)
        put(self._time, self._told(playing) if playing else "")
        set_tone(self._time, "attention" if playing and playing.gap else "")
        if playing is not None:
            self._show_picture(playing)

    def _told(self, playing: Playing) -> str:
        """The local time of what stands there, and how far it is."""
        gap, say = playing.gap, self._context.say
        if gap is not None:
            return self._gap_told(playing, gap)
        place, lasts = (f"{ms // 60000}:{ms // 1000 % 60:02}" for ms in (playing.ms, playing.film.lasts))
        at = self._moment(playing, playing.ms)
        return say(Line("film.place", {"at": at, "place": place, "lasts": lasts}))

    def _gap_told(self, playing: Playing, gap: Gap) -> str:
        begins, ends = (self._moment(playing, ms)[-8:] for ms in (gap.start, gap.end))
        seconds = (gap.end - gap.start) // 1000
        return self._context.say(Line(f"film.gap.{gap.why}", {"begins": begins, "ends": ends, "seconds": seconds}))

    def _moment(self, playing: Playing, ms: int) -> str:
        at = playing.film.moment(ms)
        return self._context.desk.local_second(at) if at else ""

    def _show_picture(self, playing: Playing) -> None:
        """The next one is asked for when the last one has come: a slow disk leaves some out, it does not queue."""
        still = playing.still
        if still is None:
            self._shown = None
            self._view.show_image(None, self._told(playing))
        elif still != self._shown and not self._loading:
            self._shown, self._loading = still, True
            of = self._sha256
            width = max(1, self._view.width())
            self._context.desk.film_still(of, still, width, lambda image: self._still_came(of, still, image))

    def _still_came(self, of: str, still: Still, image: QImage | None) -> None:
        self._loading = False
        if of != self._sha256 or self._playing is None:
            return
        if still == self._shown:
            self._view.show_image(image, self._context.say(Line("film.gone")))
        self._show_picture(self._playing)
