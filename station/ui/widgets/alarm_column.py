"""Right of the chart: the list of alarms, and in its place the answer to one while somebody gives it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from station.texts import Line
from station.ui.context import Context
from station.ui.models.alarm_words import Teller, ordered, unanswered
from station.ui.widgets.alarm_answer import AlarmAnswer
from station.ui.widgets.alarm_list import AlarmList
from station.workflow.reading import AlarmRow

WIDE, WIDE_ANSWER = 340, 440  # px at the base window


class AlarmColumn(QWidget):
    """changed: an answer was begun, given or given up."""

    def __init__(self, context: Context, changed: Callable[[], None]) -> None:
        super().__init__()
        self._context, self._changed = context, changed
        self._rows: Sequence[AlarmRow] = ()
        self._nothing = Line("climate.alarms.none")
        teller = Teller(context.say, context.desk.local_time, context.desk.person_name)
        self._list = AlarmList(context, teller)
        self.answer = AlarmAnswer(context, teller, self._closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._list)
        column.addWidget(self.answer)

    @property
    def answering(self) -> bool:
        return not self.answer.isHidden()

    @property
    def waiting(self) -> AlarmRow | None:
        """The alarm that would be answered next."""
        return unanswered(self._rows)

    def retranslate(self) -> None:
        self._fit()
        self.answer.retranslate()
        self._list.show_alarms(self._rows, self._nothing)

    def show_alarms(self, shown: Sequence[AlarmRow], nothing: Line) -> None:
        """shown: those of the window; the open ones of every sensor stand above them."""
        self._rows, self._nothing = ordered(shown, self._context.queries.open_alarms()), nothing
        self._list.show_alarms(self._rows, nothing)

    def open_answer(self) -> None:
        row = self.waiting
        if row is not None:
            self._list.hide()
            self.answer.open(row)
            self._fit()
            self._changed()

    def _closed(self) -> None:
        self._list.show()
        self._fit()
        self._changed()

    def _fit(self) -> None:
        self.setFixedWidth(self._context.theme.px(WIDE_ANSWER if self.answering else WIDE))
