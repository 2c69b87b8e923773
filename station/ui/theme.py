"""Colours by their meaning, sizes by their use, and the style sheet that is made of both.

Widgets name a token or a role, never a value. Sizes are those of a 1366×768 window and grow with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase

LIGHT: Mapping[str, str] = {
    "surface": "#eef1f5",
    "raised": "#ffffff",
    "line": "#76828f",
    "hairline": "#d5dce4",
    "text": "#0f1720",
    "quiet": "#394551",
    "accent": "#123e78",
    "on_accent": "#ffffff",
    "temperature": "#5b2a9d",
    "humidity": "#075663",
    "good": "#0a5429",
    "attention": "#6f4200",
    "stop": "#951010",
    "stale": "#3d4751",
    "temperature_quiet": "#d9c9f1",
    "humidity_quiet": "#c3e3e7",
    "good_quiet": "#dcf2e3",
    "attention_quiet": "#fdeecd",
    "stop_quiet": "#fde4e4",
    "accent_quiet": "#e0eaf7",
    "stale_quiet": "#e3e7ec",
}
DARK: Mapping[str, str] = {
    "surface": "#0d1218",
    "raised": "#161e27",
    "line": "#74818f",
    "hairline": "#2b3643",
    "text": "#f3f6f9",
    "quiet": "#c0cad4",
    "accent": "#8bbaf5",
    "on_accent": "#06182c",
    "temperature": "#cfb2ff",
    "humidity": "#7fdbe8",
    "good": "#86e3aa",
    "attention": "#ffd182",
    "stop": "#ffa9a9",
    "stale": "#b4bec9",
    "temperature_quiet": "#3f2d63",
    "humidity_quiet": "#174650",
    "good_quiet": "#0e2d1b",
    "attention_quiet": "#332506",
    "stop_quiet": "#421010",
    "accent_quiet": "#12263d",
    "stale_quiet": "#232c36",
}
PALETTES: Mapping[str, Mapping[str, str]] = {"light": LIGHT, "dark": DARK}

BASE_WIDTH, BASE_HEIGHT = 1366, 768
GRID = 8

# Heights of text in px at the base size, by use. A capital is about 0.73 of it: 56 px give capitals of 41 px.
SIZES: Mapping[str, int] = {
    "instruction": 56,
    "figure": 56,
    "hint": 22,
    "label": 20,
    "body": 18,
    "detail": 16,
    "title": 24,
}
TARGET = 60  # height of whatever a glove has to hit
FAMILIES = ("Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", "Sans Serif")


@dataclass(frozen=True, slots=True)
class Theme:
    """A palette at a scale."""

    name: str = "light"
    scale: float = 1.0

    @property
    def colours(self) -> Mapping[str, str]:
        return PALETTES[self.name]

    def px(self, size: float) -> int:
        """A size of the base window at today's scale."""
        return round(size * self.scale)

    def text(self, use: str) -> int:
        """Pixel size of a text."""
        return self.px(SIZES[use])

    def sheet(self) -> str:
        """The one style sheet."""
        values = {**self.colours, **{f"{use}_px": str(self.text(use)) for use in SIZES}}
        values |= {f"g{n}": str(self.px(GRID * n)) for n in (1, 2, 3)} | {"target": str(self.px(TARGET))}
        values |= {"radius": str(self.px(8)), "border": str(max(2, self.px(2)))}
        return _SHEET % values


def scale_for(width: int, height: int) -> float:
    """How much larger than the base a window is, in steps of a twentieth so that not every pixel restyles."""
    grown = min(width / BASE_WIDTH, height / BASE_HEIGHT)
    return max(1.0, int(grown * 20) / 20)


def base_font() -> QFont:
    """A family that has Chinese, with digits of one width."""
    known = set(QFontDatabase.families())
    font = QFont([family for family in FAMILIES if family in known] or [FAMILIES[-1]])
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, relative luminance)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


_SHEET = """
QWidget { color: %(text)s; font-size: %(body_px)spx; }
QMainWindow, QWidget[role="surface"] { background: %(surface)s; }
QFrame[role="card"] { background: %(raised)s; border: 1px solid %(hairline)s; border-radius: %(radius)spx; }
QFrame[role="card"][tone="stop"] { background: %(stop_quiet)s; border: %(border)spx solid %(stop)s; }
QFrame[role="card"][tone="accent"] { border: %(border)spx solid %(accent)s; }
QFrame[role="stop"] { background: %(stop)s; border: none; border-radius: %(radius)spx; }
QFrame[role="stop"] QLabel { color: %(raised)s; }
QFrame[role="bar"] { background: %(raised)s; border: none; }
QLabel { background: transparent; }
QLabel[role="instruction"] { font-size: %(instruction_px)spx; font-weight: 600; }
QLabel[role="figure"] { font-size: %(figure_px)spx; font-weight: 600; }
QLabel[role="title"] { font-size: %(title_px)spx; font-weight: 600; }
QLabel[role="hint"] { font-size: %(hint_px)spx; color: %(quiet)s; }
QLabel[role="label"] { font-size: %(label_px)spx; color: %(quiet)s; }
QLabel[role="detail"] { font-size: %(detail_px)spx; color: %(quiet)s; }
QLabel[role="caption"] { font-size: %(detail_px)spx; color: %(on_accent)s; background: %(accent)s;
  padding: %(g1)spx; }
QLabel[role="word"] { font-size: %(hint_px)spx; font-weight: 600; }
QLabel[tone="temperature"] { color: %(temperature)s; }
QLabel[tone="humidity"] { color: %(humidity)s; }
QLabel[tone="good"] { color: %(good)s; }
QLabel[tone="attention"] { color: %(attention)s; }
QLabel[tone="stop"] { color: %(stop)s; }
QLabel[tone="stale"] { color: %(stale)s; }
QLabel[role="refusal"] { font-size: %(hint_px)spx; font-weight: 600; color: %(stop)s; background: %(stop_quiet)s;
  border-radius: %(radius)spx; padding: %(g1)spx %(g2)spx; }
QLabel[role="chip"] { font-size: %(label_px)spx; background: %(stale_quiet)s; border-radius: %(radius)spx;
  padding: %(g1)spx 11px; }
QLabel[role="chip"][tone="good"] { background: %(good_quiet)s; color: %(good)s; }
QLabel[role="chip"][tone="attention"] { background: %(attention_quiet)s; color: %(attention)s; }
QLabel[role="chip"][tone="stop"] { background: %(stop_quiet)s; color: %(stop)s; }
QLabel[role="chip"][tone="accent"] { background: %(accent_quiet)s; color: %(accent)s; font-weight: 600; }
QLabel[role="mark"] { font-size: %(label_px)spx; color: %(quiet)s; }
QLabel[role="mark"][tone="good"] { color: %(good)s; }
QLabel[role="mark"][tone="attention"] { color: %(attention)s; }
QLabel[role="mark"][tone="accent"] { color: %(accent)s; font-weight: 600; }
QPushButton { min-height: %(target)spx; font-size: %(label_px)spx; background: %(raised)s; color: %(text)s;
  border: %(border)spx solid %(line)s; border-radius: %(radius)spx; padding: 0 %(g2)spx; }
QPushButton:hover { background: %(accent_quiet)s; }
QPushButton:focus { border-color: %(accent)s; background: %(accent_quiet)s; }
QPushButton:checked { background: %(accent_quiet)s; border-color: %(accent)s; color: %(accent)s; }
QPushButton:disabled { color: %(stale)s; background: %(stale_quiet)s; }
QPushButton[role="primary"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s;
  font-weight: 600; }
QPushButton[role="primary"]:focus { border-color: %(text)s; }
QPushButton[role="primary"] QLabel { color: %(on_accent)s; }
QPushButton[role="nav"] { border: none; background: transparent; padding: 0 12px; }
QPushButton[role="tab"] { font-size: %(detail_px)spx; padding: 0 %(g1)spx; }
QPushButton[role="tab"][tone="stop"] { color: %(stop)s; border-color: %(stop)s; background: %(stop_quiet)s; }
QPushButton[role="nav"]:checked { background: %(accent_quiet)s; color: %(accent)s; }
QLineEdit, QPlainTextEdit { min-height: %(target)spx; font-size: %(hint_px)spx; background: %(raised)s; color: %(text)s;
  border: %(border)spx solid %(line)s; border-radius: %(radius)spx; padding: 0 %(g2)spx;
  selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QLineEdit:focus, QPlainTextEdit:focus { border: %(border)spx solid %(accent)s; background: %(accent_quiet)s; }
QWidget[role="choice"] { background: transparent; border: %(border)spx solid transparent;
  border-radius: %(radius)spx; }
QWidget[role="choice"][focused="true"] { border-color: %(accent)s; background: %(accent_quiet)s; }
QTableView { background: %(raised)s; alternate-background-color: %(surface)s; gridline-color: %(hairline)s;
  font-size: %(detail_px)spx; border: 1px solid %(hairline)s; selection-background-color: %(accent_quiet)s;
  selection-color: %(text)s; }
QTableView::item { padding-left: %(g1)spx; padding-right: %(g1)spx; }
QTableView:focus { border: %(border)spx solid %(accent)s; }
QHeaderView { background: %(surface)s; }
QHeaderView::section { background: %(surface)s; color: %(quiet)s; font-size: %(detail_px)spx; border: none;
  border-bottom: 1px solid %(line)s; padding: %(g1)spx; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { width: %(g2)spx; background: transparent; }
QScrollBar::handle:vertical { background: %(line)s; border-radius: %(radius)spx; min-height: %(g3)spx; }
QScrollBar:horizontal { height: %(g2)spx; background: transparent; }
QScrollBar::handle:horizontal { background: %(line)s; border-radius: %(radius)spx; min-width: %(g3)spx; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
"""
