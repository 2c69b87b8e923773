"""Sentences are said in one language, with what goes into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from station import texts
from station.errors import Bug
from station.texts import LANGUAGES, Bilingual, Line, PseudoTexts, Texts, catalogue, line


def test_both_languages() -> None:
    said = line("refusal.sign_in.wait", seconds=3)
    assert Texts("zh_CN").say(said) == "PIN 错得太多。等 3 秒再试。"
    assert Texts("en").say(said) == "Too many wrong PINs. Wait 3 s and try again."


def test_a_key_is_said_like_a_line() -> None:
    assert Texts("en").say("refusal.sign_in.wait", seconds=3) == Texts("en").say(
        line("refusal.sign_in.wait", seconds=3)
    )


def test_a_line_in_a_line_is_said_in_the_same_language() -> None:
    inner = line("asn.needed")
    outer = line("asn.at", row=3, column="运单", said=inner)
    assert Texts("zh_CN").say(outer) == "第 3 行,运单:必填"
    assert Texts("en").say(outer) == "Row 3, 运单: Has to be filled in"


def test_data_in_both_languages_is_chosen() -> None:
    said = line("asn.rejected", file="a.csv", reason=Bilingual("下雨", "rain"))
    assert [Texts(language).say(said) for language in LANGUAGES] == ["a.csv:下雨", "a.csv: rain"]


def test_braces_in_data_are_data() -> None:
    assert "{0.__class__}" in Texts("en").say(line("asn.rejected", file="{0.__class__}", reason="{x}"))


def test_an_unknown_key_or_language_is_a_bug() -> None:
    with pytest.raises(Bug, match=r"texts\.unknown"):
        Texts("en").say("no.such.key")
    with pytest.raises(Bug, match=r"texts\.language"):
        Texts("de")


def test_a_missing_parameter_is_not_said_silently() -> None:
    with pytest.raises(KeyError):
        Texts("en").say("refusal.sign_in.wait")


def test_pseudo_texts_mark_every_sentence_and_the_ones_inside() -> None:
    said = PseudoTexts("en").say(line("asn.rejected", file="a.csv", reason=line("asn.needed")))
    assert said == "⟦a.csv: ⟦Has to be filled in⟧⟧"


def test_a_key_in_two_files_is_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('["x.y"]\nzh = "甲"\nen = "a"\n', encoding="utf-8")
    monkeypatch.setattr(texts, "resource", lambda *parts: tmp_path)
    catalogue.cache_clear()
    try:
        with pytest.raises(Bug, match=r"texts\.twice"):
            catalogue()
    finally:
        monkeypatch.undo()
        catalogue.cache_clear()


def test_lines_compare_by_what_they_say() -> None:
    assert Line("a.b", {"x": 1}) == line("a.b", x=1) != line("a.b", x=2)
