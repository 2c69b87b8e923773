"""What spec and eye ask of a screen, read from the widgets that stand there. Every finding is a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from station.ui.rehearsal import visible_widgets
from station.ui.theme import GRID, TARGET, Theme

CAPITALS = ("instruction", "live.weight")  # object names whose capitals are at least 40 px
CAPITAL, WORKING, SMALLEST = 40, 20, 16  # px at the base window
SMALL_PRINT = ("detail",)  # roles of tables and details
TARGETS = (QAbstractButton, QLineEdit, QPlainTextEdit)


def findings(theme: Theme) -> list[str]:
    """Everything that is wrong with the screen as it stands."""
    shown = list(visible_widgets())
    checks = (heights_of_text, heights_of_targets, cut_words, outside, crowded, accents)
    return [f"{check.__name__}: {found}" for check in checks for found in check(shown, theme)]


def heights_of_text(shown: list[QWidget], theme: Theme) -> Iterator[str]:
    """Instruction and weight ≥ 40 px capitals, what is read while working ≥ 20 px, nothing below 16 px."""
    for widget in shown:
        if not isinstance(widget, QLabel | QPushButton | QLineEdit) or not widget.text():
            continue
        size = widget.font().pixelSize()
        small = widget.property("role") in (*SMALL_PRINT, "tab")
        if size < theme.px(SMALLEST if small else WORKING):
            yield f"{said(widget)} is {size} px"
        capital = QFontMetrics(widget.font()).capHeight()
        if widget.objectName() in CAPITALS and capital < theme.px(CAPITAL):
            yield f"{said(widget)} has capitals of {capital} px"


def heights_of_targets(shown: list[QWidget], theme: Theme) -> Iterator[str]:
    """Whatever a glove has to hit is at least 60 px high."""
    for widget in shown:
        if isinstance(widget, TARGETS) and widget.height() < theme.px(TARGET):
            yield f"{said(widget)} is {widget.height()} px high"


def cut_words(shown: list[QWidget], theme: Theme) -> Iterator[str]:
    """Every word has room: lines that wrap have their height, buttons and single lines their width."""
    for widget in shown:
        if isinstance(widget, QLabel) and widget.text() and _cut(widget):
            yield f"{said(widget)} has {widget.width()}×{widget.height()}, wants {widget.sizeHint()}"
        elif isinstance(widget, QPushButton) and widget.text():
            wanted = widget.sizeHint()
            if widget.width() < wanted.width() or widget.height() < wanted.height():
                yield f"{said(widget)} has {widget.size()}, wants {wanted}"


def _cut(shown: QLabel) -> bool:
    if shown.wordWrap():
        return shown.height() < shown.heightForWidth(shown.width())
    return shown.width() < shown.sizeHint().width() or shown.height() < shown.sizeHint().height()


def outside(shown: list[QWidget], theme: Theme) -> Iterator[str]:
    """Nothing reaches beyond what holds it; only what scrolls may."""
    for widget in shown:
        holder = widget.parentWidget()
        if holder is None or widget.isWindow() or _scrolls(holder):
            continue
        if not holder.rect().contains(widget.geometry()):
            yield f"{said(widget)} {widget.geometry()} in {said(holder)} {holder.size()}"


def _scrolls(holder: QWidget) -> bool:
    area = holder.parentWidget()
    return isinstance(holder, QAbstractScrollArea) or (
        isinstance(area, QAbstractScrollArea) and area.viewport() is holder
    )


def crowded(shown: list[QWidget], theme: Theme) -> Iterator[str]:
    """Targets stand 8 px apart, and words do not lie on each other."""
    targets = [widget for widget in shown if isinstance(widget, TARGETS) and not _in_table(widget)]
    yield from _near(targets, GRID)
    words = [
        widget
        for widget in shown
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget.parentWidget(), QAbstractButton)
    ]
    yield from _near(words, 0)


def _near(widgets: list[QWidget], apart: int) -> Iterator[str]:
    places = [(widget, _seen(widget)) for widget in widgets]
    for number, (one, place) in enumerate(places):
        around = place.adjusted(-apart, -apart, apart, apart)
        for other, its in places[number + 1 :]:
            if not place.isEmpty() and around.intersects(its):
                yield f"{said(one)} and {said(other)}"


def _seen(widget: QWidget) -> QRect:
    """Where a widget is on the window, as far as what scrolls lets it be seen."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    holder = widget.parentWidget()
    while holder is not None and holder is not window:
        place &= QRect(holder.mapTo(window, QPoint(0, 0)), holder.size())
        holder = holder.parentWidget()
    return place


def _in_table(widget: QWidget) -> bool:
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QAbstractItemView):
            return True
        holder = holder.parentWidget()
    return False


def accents(shown: list[QWidget], theme: Theme) -> Iterator[str]:
    """At most one button in the accent colour."""
    accented = [said(widget) for widget in shown if widget.property("role") == "primary"]
    if len(accented) > 1:
        yield " and ".join(accented)


def said(widget: QWidget) -> str:
    """How a finding names a widget."""
    text = getattr(widget, "text", str)() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName() or widget.property('role') or ''} {text!r}"
