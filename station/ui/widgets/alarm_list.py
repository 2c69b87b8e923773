"""The alarms of the air beside the chart: what is open first, then those of the window."""

from __future__ import annotations

from collections.abc import Sequence

from station.texts import Line
from station.ui.context import Context
from station.ui.models.alarm_words import Teller
from station.ui.widgets.looks import Card, label, put, set_tone
from station.ui.widgets.pile import Pile
from station.workflow.reading import AlarmRow

MOST = 12


class AlarmList(Card):
    """Two labels an alarm: what it is, in its tone, and below it when, where and who has answered."""

    def __init__(self, context: Context, teller: Teller) -> None:
        super().__init__("climate.alarm_list")
        self._context, self._teller = context, teller
        self._title = label("word", "climate.alarm_list.title")
        self._empty = label("label", "climate.alarm_list.empty", wrap=True)
        self._labels = [
            label("word" if part == "head" else "detail", f"alarm.{number}.{part}", wrap=True)
            for number in range(MOST)
            for part in ("head", "detail")
        ]
        self._pile = Pile(self._labels)
        self.column.addWidget(self._title)
        self.column.addWidget(self._empty)
        self.column.addWidget(self._pile, 1)

    def show_alarms(self, rows: Sequence[AlarmRow], nothing: Line) -> None:
        """nothing: what is said where there are none."""
        put(self._title, self._context.say(Line("air.alarms")))
        put(self._empty, self._context.say(nothing))
        self._empty.setVisible(not rows)
        for number, row in enumerate(rows[:MOST]):
            words = self._teller.words(row)
            head, detail = self._labels[2 * number : 2 * number + 2]
            put(head, words.head)
            set_tone(head, words.tone)
            put(detail, words.detail)
        self._pile.show_first(2 * len(rows))
