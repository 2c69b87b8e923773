"""The list beside the chart: order, marks and words of an alarm, and which one is answered next."""

from __future__ import annotations

import pytest

from station.texts import LANGUAGES, Line, Texts
from station.ui.models.alarm_words import AlarmWords, Teller, ordered, unanswered
from station.workflow.reading import AlarmRow
from tests.unit.ui.models.alarms import row


def words(of: AlarmRow, language: str = "en") -> AlarmWords:
    texts = Texts(language)
    say = lambda what: texts.say(what) if isinstance(what, Line) else what  # noqa: E731
    return Teller(say, lambda utc: utc[:16].replace("T", " "), lambda person: f"Mr {person}").words(of)


def test_an_alarm_that_is_on_says_since_when() -> None:
    said = words(row(since=0))
    assert (said.tone, said.head) == ("stop", "■ Too warm 8.4 °C")
    assert said.detail == "th1 · since 01-01 00:00\nlimit 8\u00a0°C · Nobody has acknowledged it"


def test_one_that_is_over_waits_for_its_answer() -> None:
    said = words(row(since=0, until=600))
    assert (said.tone, said.head) == ("attention", "▲ Too warm 9.5 °C")
    assert "01-01 00:00–00:10" in said.detail


def test_one_that_was_answered_says_by_whom_and_why() -> None:
    said = words(row(since=0, until=90_000, by="li"))
    assert said.tone == ""
    assert said.head.startswith("✓")
    assert said.detail.endswith("01-01 00:00–01-02 01:00\nlimit 8\u00a0°C · Mr li: door")


def test_a_lost_sensor_has_no_figures_and_an_agreement_is_named() -> None:
    assert words(row(cause="lost")).head == "■ Sensor lost"
    assert "limit" not in words(row(cause="lost")).detail
    assert "agreement A/3" in words(row(limits="A/3")).detail


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cause", ["warm", "cold", "wet", "dry", "lost"])
def test_every_cause_has_its_words(cause: str, language: str) -> None:
    assert words(row(cause=cause), language).head


def test_what_is_open_stands_first_and_nothing_twice() -> None:
    done, waiting = row(number=4, until=10, by="li"), row(number=2, until=10)
    other = row(number=3, device="th2")
    assert ordered([done, waiting], [waiting, other]) == [other, waiting, done]


def test_the_oldest_that_nobody_has_answered_is_next() -> None:
    assert unanswered([row(number=5), row(number=2), row(number=1, by="li")]) == row(number=2)
    assert unanswered([row(by="li")]) is None
