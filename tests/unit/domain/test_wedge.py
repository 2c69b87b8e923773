"""Scans and typing by their speed (devices.md §3): every figure of the rule, and nothing lost or doubled in between."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from station.domain.habit import SET_ANEW
from station.domain.input_method import BEHIND, GUN, STAYS_ON, InputMethodGate
from station.domain.wedge import UNFINISHED, Key, Outcome, Sort, WedgeReader, WedgeRule, plain

ENTER, TAB = "\r", "\t"
MS = 0.001


class Desk:
    """A keyboard and what is behind it: scans, and what lands in the text box."""

    def __init__(self, rule: WedgeRule | None = None) -> None:
        self.reader = WedgeReader(rule)
        self.at = 100.0
        self.scans: list[str] = []
        self.box = ""
        self.broken = 0

    def key(self, sign: str, after: float, **known: bool) -> None:
        """One key, so many milliseconds after the one before; the reader hears of silence when it asks to."""
        self.wait(after)
        sort = Sort.END if sign in (ENTER, TAB) else Sort.TEXT
        self.press(Key(sort, self.at, "" if sort is Sort.END else sign, event=sign, **known))

    def press(self, key: Key) -> None:
        outcome = self.reader.press(key)
        self._follow(outcome)
        if not outcome.swallow and isinstance(key.event, str):
            self.box += key.event

    def wait(self, milliseconds: float) -> None:
        until = self.at + milliseconds * MS
        due = self.reader.due
        if due is not None and due < until:
            self._follow(self.reader.silence(due + MS))
        self.at = until

    def type(self, text: str, each: float) -> None:
        for sign in text:
            self.key(sign, each)

    def rest(self) -> None:
        self.wait(1000)

    def _follow(self, outcome: Outcome) -> None:
        self.box += "".join(str(key.event) for key in outcome.replay)
        self.broken += outcome.broken
        if outcome.scan:
            self.scans.append(outcome.scan)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("each", [0, 5, 10, 20, 30, 35])
@pytest.mark.parametrize("end", [ENTER, TAB, ""])
def test_a_gun_is_a_gun_up_to_35_ms_a_key(desk: Desk, each: float, end: str) -> None:
    desk.type("SF1234567890123" + end, each)
    desk.rest()
    assert (desk.scans, desk.box) == (["SF1234567890123"], "")


@pytest.mark.parametrize("each", [40, 59, 61, 80, 120, 300])
def test_slower_keys_are_typing(desk: Desk, each: float) -> None:
    desk.type("SF1234567890123" + ENTER, each)
    desk.rest()
    assert (desk.scans, desk.box) == ([], "SF1234567890123" + ENTER)


@pytest.mark.parametrize("text", ["", "A", "AB", "ABC"])
def test_three_characters_are_no_scan(desk: Desk, text: str) -> None:
    desk.type(text + ENTER, 5)
    desk.rest()
    assert (desk.scans, desk.box) == ([], text + ENTER)


def test_four_are(desk: Desk) -> None:
    desk.type("ABCD" + ENTER, 5)
    assert (desk.scans, desk.box) == (["ABCD"], "")


def test_typing_is_given_back_in_order_and_late_by_one_gap_at_most(desk: Desk) -> None:
    desk.key("a", 120)
    assert desk.box == ""
    desk.wait(62)
    assert desk.box == "a"
    desk.key("b", 20)
    desk.key("c", 30)  # fingers that roll over one another
    desk.key("d", 90)
    desk.rest()
    assert (desk.scans, desk.box) == ([], "abcd")


def test_a_hiccup_within_a_code_is_waited_for(desk: Desk) -> None:
    desk.type("SF123456", 8)
    desk.key("7", 110)
    desk.type("890" + ENTER, 8)
    assert (desk.scans, desk.box) == (["SF1234567890"], "")


def test_a_gun_that_ends_its_codes_is_waited_for_and_held_to_it(desk: Desk) -> None:
    desk.type("SF1234567890" + ENTER + "WNHB", 8)
    desk.wait(600)
    desk.type("-UH" + ENTER, 8)
    assert (desk.scans, desk.broken) == (["SF1234567890", "WNHB-UH"], 0)
    for number in range(SET_ANEW + 1):
        desk.type("SF1234567890", 8)
        desk.wait(UNFINISHED * 1000 + 10)
        assert desk.broken == min(number + 1, SET_ANEW - 1)
    assert desk.scans[2:] == ["SF1234567890"] * 2
    assert desk.box == ""


def test_the_end_may_come_late(desk: Desk) -> None:
    desk.type("SF123456", 8)
    desk.key(ENTER, 100)
    assert (desk.scans, desk.box) == (["SF123456"], "")


def test_scans_in_the_middle_of_typing(desk: Desk) -> None:
    desk.type("hello", 120)
    desk.wait(130)
    desk.type("SF12345" + ENTER, 5)
    desk.type("world" + ENTER, 120)
    desk.wait(200)
    desk.type("SF98765" + ENTER, 20)
    desk.rest()
    assert (desk.scans, desk.box) == (["SF12345", "SF98765"], "helloworld" + ENTER)


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_a_gun_that_stutters_behind_its_first_characters_is_not_believed(desk: Desk, kept: int) -> None:
    """What is left would look like a whole code and is none."""
    desk.type("SF1234567890123"[:kept], 5)
    desk.wait(70)
    desk.type("SF1234567890123"[kept:] + ENTER, 5)
    assert (desk.scans, desk.broken) == ([], 1)
    desk.wait(130)
    desk.type("SF1234567890123" + ENTER, 5)
    assert desk.scans == ["SF1234567890123"]


def test_two_scans_without_an_end_between_them(desk: Desk) -> None:
    desk.type("SF12345", 5)
    desk.wait(150)
    desk.type("SF98765", 5)
    desk.rest()
    assert desk.scans == ["SF12345", "SF98765"]


def test_other_keys_end_what_was_held_and_go_on(desk: Desk) -> None:
    desk.key("a", 10)
    desk.at += 0.01
    desk.press(Key(Sort.OTHER, desk.at, event="<left>"))
    desk.rest()
    assert desk.box == "a<left>"


def test_shift_between_letters_is_no_key(desk: Desk) -> None:
    for sign in "SF12345":
        desk.press(Key(Sort.HELD, desk.at, event="^"))
        desk.key(sign, 5)
    desk.key(ENTER, 5)
    assert (desk.scans, desk.box) == (["SF12345"], "^" * 7)


# A slow gun


@pytest.mark.parametrize(("gap", "each"), [(0.1, 58), (0.15, 85), (0.02, 11)])
def test_the_average_grows_with_the_gap(gap: float, each: float) -> None:
    desk = Desk(WedgeRule(gap=gap, idle=max(0.12, gap)))
    desk.type("SF1234567890123" + ENTER, each)
    assert desk.scans == ["SF1234567890123"]
    desk.type("SF1234567890123" + ENTER, each * 1.4)
    desk.rest()
    assert len(desk.scans) == 1


# A prefix


@pytest.mark.parametrize("each", [5, 20, 40, 55])
def test_with_a_prefix_the_average_does_not_matter(each: float) -> None:
    desk = Desk(WedgeRule(prefix="~"))
    desk.type("~SF1234567890123" + ENTER, each)
    assert (desk.scans, desk.box) == (["SF1234567890123"], "")


def test_with_a_prefix_typing_is_never_late_and_never_a_scan() -> None:
    desk = Desk(WedgeRule(prefix="~"))
    desk.type("SF1234567890123" + ENTER, 5)
    assert (desk.scans, desk.box) == ([], "SF1234567890123" + ENTER)
    desk.type("a~b", 120)
    desk.rest()
    assert desk.box.endswith("a~b")


def test_a_prefix_of_several_characters() -> None:
    desk = Desk(WedgeRule(prefix="[["))
    desk.type("[[SF12345" + ENTER + "[SF12345" + ENTER, 5)
    desk.rest()
    assert (desk.scans, desk.box) == (["SF12345"], "[SF12345" + ENTER)


def test_a_function_key_as_prefix() -> None:
    desk = Desk(WedgeRule(prefix="F13"))
    desk.press(Key(Sort.OTHER, desk.at, name="F13", event="<F13>"))
    desk.type("SF12345" + ENTER, 40)
    assert (desk.scans, desk.box) == (["SF12345"], "")
    desk.press(Key(Sort.OTHER, desk.at + 1, name="F12", event="<F12>"))
    assert desk.box == "<F12>"


# What a keyboard does to a code


def test_caps_lock_turns_nothing_round(desk: Desk) -> None:
    for sign, shift in (("s", True), ("f", True), ("1", False), ("A", False)):
        desk.key(sign, 5, shift=shift)
    desk.key(ENTER, 5)
    for sign in "SFab":
        desk.key(sign.swapcase(), 5, caps=True)
    desk.key(ENTER, 5)
    assert desk.scans == ["SF1a", "SFab"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ＬＯＣ：Ａ－０３", "LOC:A-03"),
        ("（01）069", "(01)069"),
        ("A。B、C【1】《2》", "A.B\\C[1]<2>"),
        ("STN：NEXT", "STN:NEXT"),
        ("粤B12345", "粤B12345"),
        ("A—B￥5～", "A_B$5~"),
    ],
)
def test_chinese_punctuation(typed: str, meant: str) -> None:
    assert plain(typed) == meant


def alt(desk: Desk, number: str, each: float) -> None:
    for digit in number:
        desk.at += each * MS
        desk.press(Key(Sort.ALT_DIGIT, desk.at, digit, event=digit))
    desk.at += each * MS
    desk.press(Key(Sort.ALT_UP, desk.at))


def test_characters_by_their_numbers_on_the_keypad(desk: Desk) -> None:
    for sign in "10LOT7\x1d37":
        alt(desk, f"0{ord(sign)}", 8)
    desk.key(ENTER, 8)
    assert (desk.scans, desk.box) == (["10LOT7\x1d37"], "")


def test_a_person_who_types_a_number_on_the_keypad(desk: Desk) -> None:
    alt(desk, "065", 150)
    desk.rest()
    assert (desk.scans, desk.box) == ([], "065")


@pytest.mark.parametrize("number", ["0", "055555555", "055296"])
def test_a_number_that_is_no_character(desk: Desk, number: str) -> None:
    alt(desk, number, 5)
    desk.type("ABCD" + ENTER, 5)
    assert desk.scans == ["ABCD"]


def test_what_a_spoilt_scan_leaves_is_neither_scan_nor_typing(desk: Desk) -> None:
    desk.reader.spoil(desk.at)
    desk.type("7890123" + ENTER, 10)
    assert (desk.scans, desk.box) == ([], "")
    desk.type("SF12345" + ENTER, 10)
    desk.reader.spoil(desk.at)
    desk.type("7890", 10)
    desk.rest()
    desk.type("ab", 120)
    desk.rest()
    assert (desk.scans, desk.box) == (["SF12345"], "ab")


# Many of them


def mixed(rng: random.Random, words: int, end: str) -> tuple[list[str], str, Sequence[tuple[str, float]]]:
    """Scans and words in any order: what shall be scanned, what shall be written, and the keys."""
    scans, written, keys = [], "", []
    for _ in range(words):
        keys.append(("", rng.uniform(140, 400)))
        if rng.random() < 0.5:
            code = "".join(rng.choices("ABCDEF0123456789-/", k=rng.randint(4, 30)))
            scans.append(code)
            pace = rng.choice((0, 2, 5, 10, 20, 30))
            keys += [(sign, pace * rng.uniform(0.8, 1.15)) for sign in code + end]
        else:
            word = "".join(rng.choices("abcdef ", k=rng.randint(1, 8))) + rng.choice(("", ENTER))
            written += word
            keys += [(sign, rng.uniform(62, 250)) for sign in word]
    return scans, written, keys


@pytest.mark.parametrize("end", [ENTER, TAB, ""])
def test_nothing_is_lost_doubled_or_mistaken(rng: random.Random, end: str) -> None:
    desk = Desk()
    scans, written, keys = mixed(rng, 1000, end)
    for sign, after in keys:
        if sign:
            desk.key(sign, after)
        else:
            desk.wait(after)
    desk.rest()
    assert desk.scans == scans
    assert desk.box == written


# The input method


def test_the_input_method_works_while_a_person_writes() -> None:
    gate = InputMethodGate()
    assert not gate.open(10.0)
    gate.typed(10.0)
    assert gate.open(10.0 + STAYS_ON / 2)
    assert not gate.open(10.0 + STAYS_ON)
    gate.typed(30.0)
    gate.scanned()
    assert not gate.open(30.0)


def test_a_code_whose_keys_came_out_of_order_is_broken() -> None:
    """An input method let one pass late: the third was pressed before the second."""
    reader = WedgeReader()
    for at, text in ((1.0, "A"), (1.02, "C"), (1.01, "B"), (1.03, "D")):
        assert reader.press(Key(Sort.TEXT, at, text)).swallow
    assert reader.press(Key(Sort.END, 1.04)) == Outcome(swallow=True, broken=True)


def test_an_end_that_overtook_a_character_is_told_when_that_comes() -> None:
    reader = WedgeReader()
    for number, text in enumerate("ABCD"):
        reader.press(Key(Sort.TEXT, 1.0 + number / 100, text))
    assert reader.press(Key(Sort.END, 1.05)).scan == "ABCD"
    assert reader.press(Key(Sort.TEXT, 1.04, "E")) == Outcome(swallow=True, broken=True)
    assert not reader.press(Key(Sort.TEXT, 2.0, "x")).broken


def test_a_clock_of_the_keys_that_begins_anew_breaks_nothing_after_it() -> None:
    """X11's is 32 bits of milliseconds: it does so after 49 days."""
    reader = WedgeReader()
    for number, text in enumerate("ABCD"):
        reader.press(Key(Sort.TEXT, 4_294_960 + number / 100, text))
    assert reader.press(Key(Sort.END, 4_294_960.05)).scan == "ABCD"
    for number, text in enumerate("EFGH"):
        reader.press(Key(Sort.TEXT, 1.0 + number / 100, text))
    assert reader.press(Key(Sort.END, 1.05)).scan == "EFGH"


def test_a_composition_at_a_gun_s_speed_is_noticed() -> None:
    gate = InputMethodGate()
    assert [gate.composed(1.0 + number * 0.01, "") for number in range(3)] == [False, False, True]
    assert not gate.composed(5.0, "")
    assert gate.composed(5.0 + GUN / 2, "身份")


def test_letters_committed_at_once_are_a_gun_s() -> None:
    """As libpinyin does it with capital letters: Shift comes past it, then all of them with Enter."""
    for seconds, text in (
        (0.32, "XCAKJSSYFYUZCWLB"), (0.37, "JHBZYTPTN"), (0.06, "Britain"), (0.1, "France"), (0.006, "BBC"),
        (0.085, "BBC"), (0.03, "Dr"), (0.007, "a"), (0.025, "I"),
    ):  # fmt: skip
        gate = InputMethodGate()
        gate.pressed(1.0)
        assert gate.composed(1.0 + seconds, text)
        assert not gate.open(1.5)


@pytest.mark.parametrize(
    ("each", "text"),
    [
        (0.05, "XCA"),
        (0.02, "你好你好"),
        (0.025, "Western"),
        (0.12, "DHLX"),
        (0.15, "DHLXKQWERT"),
        (0.08, "Dr"),
        (0.04, "A"),
    ],
    ids=[
        "three letters",
        "chinese chosen at once",
        "a word completed",
        "a person's capitals",
        "many of them",
        "a short word completed",
        "Shift and a letter",
    ],
)
def test_what_a_person_commits_stays(each: float, text: str) -> None:
    gate = InputMethodGate()
    gate.pressed(1.0)
    assert not gate.composed(1.0 + each * len(text), text)
    assert gate.open(1.0 + each * len(text) + 1)


def test_a_gun_right_behind_a_composition_begins_with_its_own_key() -> None:
    """A person went into the field, wrote a word of two letters, and the gun fired: all within a second."""
    gate = InputMethodGate()
    gate.pressed(1.0)  # Tab
    gate.composed(1.3, "")
    gate.composed(1.5, "你")
    gate.pressed(1.7)  # the gun's Shift
    assert gate.composed(1.71, "France")


def test_a_gun_right_behind_a_person_s_keys_begins_with_its_own() -> None:
    """Tab, Shift+Tab and End took the person into the field; all within a second."""
    gate = InputMethodGate()
    for at in (1.0, 1.12, 1.24):
        gate.pressed(at, writes=False)
    gate.pressed(1.36)
    assert gate.composed(2.4, "YVXXPGCZRCVMYN")


def test_capitals_that_show_while_they_are_written_are_a_person_s() -> None:
    """Other input methods show each letter; only the first Shift may be old by then."""
    gate = InputMethodGate()
    for at in (1.0, 1.5, 2.0, 2.4):
        gate.pressed(at)
        gate.composed(at + 0.1, "")
    assert not gate.composed(2.7, "DHLX")


def test_a_letter_that_a_digit_of_the_code_chose_is_a_gun_s() -> None:
    """7, Shift and V pass or vanish, 1 chooses: at twenty milliseconds a key."""
    gate = InputMethodGate()
    gate.pressed(1.0)
    gate.pressed(1.02)
    assert gate.composed(1.045, "V")


def test_a_code_behind_chinese_may_lack_its_beginning_until_it_is_told_or_quiet() -> None:
    gate = InputMethodGate()
    gate.typed(1.0)
    assert not gate.doubtful(2.0)
    gate.composed(3.0, "你好")
    assert gate.doubtful(4.0)
    gate.scanned()
    assert not gate.doubtful(5.0)
    gate.composed(6.0, "你好")
    assert not gate.doubtful(6.0 + STAYS_ON + BEHIND)


def test_a_shift_whose_letter_never_came() -> None:
    """Seen by Shift going up, by Shift going down again, or by a letter without Shift."""
    for after in (
        lambda gate: gate.shift(1.51, down=False),
        lambda gate: gate.shift(1.51, down=True),
        lambda gate: gate.letter(1.51, shifted=False),
    ):
        gate = InputMethodGate()
        gate.shift(1.5, down=True)
        assert not gate.doubtful(1.5)
        after(gate)
        assert gate.doubtful(1.6)
        assert gate.doubtful(1.4)  # in the middle of the code
        assert not gate.doubtful(1.52 + BEHIND)


def test_capitals_come_with_their_shift() -> None:
    gate = InputMethodGate()
    for at in (1.0, 1.1, 1.2):
        gate.shift(at, down=True)
        gate.letter(at + 0.01, shifted=True)
        gate.shift(at + 0.02, down=False)
        gate.letter(at + 0.03, shifted=False)
    assert not gate.doubtful(1.0)


@pytest.mark.parametrize("each", [0.06, 0.12, 0.5])
def test_a_person_s_composition_is_left_alone_and_keeps_it_on(each: float) -> None:
    gate = InputMethodGate()
    for number in range(20):
        assert not gate.composed(1.0 + number * each, "你" if number % 4 == 3 else "")
    assert gate.open(1.0 + 19 * each + 1)
