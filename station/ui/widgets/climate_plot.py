"""The climate chart: temperature and humidity with the band of each minute, limits, alarms and gaps, by pyqtgraph.

pyqtgraph is large: this file is imported when the page is turned to for the first time. Curves come as two vertices a
column of pixels (models/decimate); what is over is kept as a picture, only the column that grows is painted anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QGraphicsItem

from station.ui.models.air import HUMIDITY, TEMPERATURE, Series
from station.ui.models.climate_picture import HUMIDITY_STEP, ClimatePicture, Limit, Scale
from station.ui.models.decimate import Floats, band, columns, line
from station.ui.models.excursions import GAP, LOST
from station.ui.models.scales import STEPS
from station.ui.theme import Theme
from station.ui.widgets.chart_words import ChartWords, Word

CURVES = {"humidity": (HUMIDITY, 1.5), "temperature": (TEMPERATURE, 2.5)}  # rows of a Series, and how thick in px
ROOM = 0.35  # steps above the scale, for the marks of alarms
LEFT, RIGHT, BELOW = 84, 72, 30  # px for the axes' words at the base window
GROUND = 150  # of 255: a curve behind words stays visible, and the words legible
LEAST_SEEN = 2.0  # columns: a mark is never narrower


class ClimatePlot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows a ClimatePicture; `grow` then redraws what is newest. `resized` is called when it needs another one."""

    def __init__(self, resized: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("climate.plot")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self._picture: ClimatePicture | None = None
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.showAxis("right")
        plot.disableAutoRange()
        self._grid = self._curve(0)
        self._marks = {tone: self._curve(1) for tone in ("stale_quiet", "stop_quiet")}
        self._bands = {name: self._curve(2) for name in CURVES}
        self._limits = {name: self._curve(3) for name in CURVES}
        self._lines = {name: self._curve(4) for name in CURVES}
        self._tails = {name: self._curve(5, kept=False) for name in CURVES}
        self._words = ChartWords(self.getViewBox())
        self._words.setZValue(6)
        self._font = QFont(self.font())
        self._colours: dict[str, str] = {}
        self._ground = QColor()  # behind words that a curve may cross
        self.getViewBox().sigResized.connect(lambda _chart: resized())

    def _curve(self, above: int, *, kept: bool = True) -> pg.PlotCurveItem:
        curve = pg.PlotCurveItem(connect="finite")
        curve.setZValue(above)
        if kept:
            curve.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.addItem(curve)
        return curve

    def set_theme(self, theme: Theme) -> None:
        """Colours and sizes; the next picture is drawn with them."""
        self._colours = dict(theme.colours)
        self._font.setPixelSize(theme.text("detail"))
        self.setBackground(theme.colours["raised"])
        self._ground = QColor(theme.colours["raised"])
        self._ground.setAlpha(GROUND)
        for side, size in (("left", LEFT), ("right", RIGHT), ("bottom", BELOW)):
            axis = self.getAxis(side)
            axis.setStyle(tickFont=self._font, tickLength=0, tickTextOffset=theme.px(6))
            axis.setPen(self._pen("line", 1))
            (axis.setHeight if side == "bottom" else axis.setWidth)(theme.px(size))
        for side, token in (("left", "temperature"), ("right", "humidity"), ("bottom", "quiet")):
            self.getAxis(side).setTextPen(theme.colours[token])
        self._grid.setPen(self._pen("hairline", 1))
        for tone, item in self._marks.items():
            self._fill(item, tone)
        for name, (_, thick) in CURVES.items():
            self._fill(self._bands[name], f"{name}_quiet")
            self._limits[name].setPen(self._pen(name, 1.5, Qt.PenStyle.DashLine))
            for item in (self._lines[name], self._tails[name]):
                item.setPen(self._pen(name, thick * theme.scale))

    def _pen(self, token: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> object:
        return pg.mkPen(self._colours[token], width=width, style=style)

    def _fill(self, item: pg.PlotCurveItem, token: str) -> None:
        item.setPen(None)
        item.setBrush(QColor(self._colours[token]))
        item.setFillLevel("enclosed")

    def column(self, span: float) -> float:
        """How many seconds of a window of `span` a column of pixels is."""
        return span / max(1.0, float(self.getViewBox().width()))

    # Drawing

    def draw(self, picture: ClimatePicture) -> None:
        """The whole window anew."""
        self._picture = picture
        self.setRange(xRange=(0, picture.until - picture.since), yRange=(0, STEPS + ROOM), padding=0)
        self._draw_axes(picture)
        self._draw_marks(picture)
        self._draw_limits(picture)
        parted = columns(picture.series.at, self._width, picture.gap)
        for name, (rows, _) in CURVES.items():
            mean, least, most = self._places(name, picture.series.values[rows])
            x, y = band(parted, least, most)
            self._bands[name].setData(x - picture.since, y)
            x, y = line(parted, mean)
            self._lines[name].setData(x - picture.since, y)
            self._tails[name].setData([], [])
        self._write(picture)

    def holds(self, temperature: Decimal) -> bool:
        """Whether the scale that is drawn has room for a temperature."""
        if self._picture is None:
            return False
        scale = self._picture.temperature
        return 0 <= (float(temperature) - scale.bottom) / scale.step <= STEPS

    def grow(self, newest: Series) -> None:
        """Draws what has come since the picture was drawn; the first sample is the picture's last."""
        if self._picture is None:
            return
        parted = columns(newest.at, self._width, self._picture.gap)
        for name, (rows, _) in CURVES.items():
            x, y = line(parted, self._places(name, newest.values[rows])[0])
            self._tails[name].setData(x - self._picture.since, y)

    @property
    def _width(self) -> float:
        assert self._picture is not None
        return self.column(self._picture.until - self._picture.since)

    def _places(self, name: str, values: Floats) -> Floats:
        assert self._picture is not None
        scale = self._picture.temperature if name == "temperature" else Scale(0, HUMIDITY_STEP)
        return scale.place(values)

    def _draw_axes(self, picture: ClimatePicture) -> None:
        ticks = picture.ticks
        self.getAxis("left").setTicks([list(enumerate(ticks.temperature))])
        self.getAxis("right").setTicks([list(enumerate(ticks.humidity))])
        self.getAxis("bottom").setTicks([[(at - picture.since, words) for at, words in ticks.times]])
        span = picture.until - picture.since
        level = [(0.0, step, span, step) for step in range(STEPS + 1)]
        upright = [(at - picture.since, 0.0, at - picture.since, STEPS) for at, _ in ticks.times]
        self._grid.setData(*_lines((*level, *upright)))

    def _draw_limits(self, picture: ClimatePicture) -> None:
        span = picture.until - picture.since
        for name, item in self._limits.items():
            places = [limit.place for limit in picture.limits if limit.curve == name]
            item.setData(*_lines((0.0, place, span, place) for place in places))

    def _draw_marks(self, picture: ClimatePicture) -> None:
        """What is known of a stretch of time lies behind the curves, bottom to top; a loss is no more than words."""
        least = LEAST_SEEN * self._width
        for tone, item in self._marks.items():
            gaps = tone == "stale_quiet"
            shown = [one for one in picture.excursions if one.kind != LOST and (one.kind == GAP) == gaps]
            spans = [(one.start - picture.since, max(one.end, one.start + least) - picture.since) for one in shown]
            item.setData(*_boxes(spans, STEPS + ROOM))

    def _write(self, picture: ClimatePicture) -> None:
        """Words at the limits, each near its axis, and above alarms and gaps, where they do not lie on one another."""
        words = [self._at_limit(limit) for limit in picture.limits]
        taken: list[QRectF] = []
        marked = zip(picture.excursions, picture.marks, strict=True)
        for one, text in sorted(
            marked, key=lambda mark: (mark[0].kind == GAP, -mark[0].start)
        ):  # alarms first, the latest of them
            place = self._above(text, (one.start - picture.since) / self._width)
            if not any(place.intersects(other) for other in taken):
                taken.append(place)
                words.append(Word(text, self._colours["quiet" if one.kind == GAP else "stop"], place))
        self._words.show_words(words, self._font, self.getViewBox().boundingRect())
        self.setAccessibleName(self._words.said())

    def _at_limit(self, limit: Limit) -> Word:
        """On its line: temperature at the left, humidity at the right."""
        chart = self.getViewBox().boundingRect()
        wide, high = self._words.size_of(limit.words, self._font)
        left = 0.0 if limit.curve == "temperature" else chart.width() - wide
        line = chart.height() * (1 - limit.place / (STEPS + ROOM))
        return Word(limit.words, self._colours[limit.curve], QRectF(left, line - high, wide, high), self._ground)

    def _above(self, text: str, left: float) -> QRectF:
        """At the top, inside the chart."""
        wide, high = self._words.size_of(text, self._font)
        return QRectF(min(max(0.0, left), self.getViewBox().width() - wide), 0.0, wide, high)


def _lines(ends: Iterable[tuple[float, float, float, float]]) -> tuple[Floats, Floats]:
    """Straight lines (x, y, x, y) as vertices, parted by NaN."""
    table = np.array([(x1, x2, np.nan, y1, y2, np.nan) for x1, y1, x2, y2 in ends]).reshape(-1, 6)
    return table[:, :3].ravel(), table[:, 3:].ravel()


def _boxes(spans: Iterable[tuple[float, float]], height: float) -> tuple[Floats, Floats]:
    """Boxes from the bottom up to a height as rings, parted by NaN."""
    table = np.array([(a, a, b, b, np.nan, 0, height, height, 0, np.nan) for a, b in spans]).reshape(-1, 10)
    return table[:, :5].ravel(), table[:, 5:].ravel()
