"""The small verbs of a visit script, and the player that goes through it.

    gun       {scan = "text", aim = "Q1"}   {code = "NEXT"}   {badge = "wang"}
    keys      {press = "F1"}   {type = "123"}   {fill = "seal.lock", text = "…"}
              {walk = "check.scale-1"}   to a button with Tab
              {choose = "seal.condition", value = "broken"}   {choose_all = "sample.check.", value = "good"}
    dock      {weigh = "12.40"}   {put = "12.40"}   {clear = true}   {rest = true}   {shake = true}   {still = true}
              {scene = {…}}   {climate = {c = "4.2", rh = "61"}}   {unplug = "scale"}   {plug = "scale"}
              {garbage = "gun"}   {stall = "camera"}   {resume = "camera"}
    person    {sign_in = "wang"}
    eyes      {expect = "unit.scan", with = {…}}   {expect_refusal = "scan.duplicate"}
              {see = "page.today"}   {gone = "field.sample.seal"}   {tab = "2"}
    album     {show = "seals"}
    script    {each = "cartons", play = "carton"}   {each = "cartons", ids = "1-8", play = "carton"}
              {play = "piece", with = {…}}
              {each = "cartons", seen = "fact.", play = "sample"}   rows whose code is read on widgets named so

Any verb may wait for what it does: fills = "seal.lock" until the field holds something, changes = "instruction" until
the widget says something else. An expectation may have its own patience: within = 60.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from station.devices.sim.robot.album import Album
from station.devices.sim.robot.clerk import BADGE, CONTROL, PATIENCE, Clerk
from station.devices.sim.robot.eyes import Sight
from station.devices.sim.robot.script import Script, Verb, filled
from station.devices.sim.robot.sign_in import Person, sign_in
from station.devices.sim.robot.weigh import clear, weigh

Row = Mapping[str, str]


class Nonsense(Exception):
    """A script that cannot be played as it is written."""


@dataclass(frozen=True, slots=True)
class Props:
    """What a script may name: people, tables for `each`, and variables."""

    people: Mapping[str, Person]
    tables: Mapping[str, Sequence[Row]]
    variables: Mapping[str, str]


class Player:
    """Plays scripts with one clerk."""

    def __init__(self, clerk: Clerk, album: Album, props: Props, tell: Callable[[str], None]) -> None:
        self._clerk = clerk
        self._album = album
        self._props = props
        self._tell = tell
        self._script = Script(title="", act=())

    def play(self, script: Script) -> None:
        """Raises Lost where the screen does not show what the script expects, Nonsense where the script is wrong."""
        self._script = script
        for act in script.act:
            self._tell(act.says)
            self._all(act.do, self._props.variables)

    def _all(self, verbs: Sequence[Verb], variables: Mapping[str, str]) -> None:
        for verb in verbs:
            if "play" in verb:
                self._piece(verb, variables)
            else:
                self._one(filled(verb, variables))

    def _piece(self, verb: Verb, variables: Mapping[str, str]) -> None:
        """Another list of verbs, once or for each row of a table."""
        piece = self._script.piece[verb["play"]]
        given = filled(verb.get("with", {}), variables)
        for row in self._rows(verb):
            self._all(piece, {**variables, **row, **given})

    def _rows(self, verb: Verb) -> Sequence[Row]:
        """Rows of a table: all, those named, or those whose code is on the screen; one empty row without a table."""
        if "each" not in verb:
            return ({},)
        rows = self._props.tables[verb["each"]]
        if "ids" in verb:
            first, _, last = verb["ids"].partition("-")
            return rows[int(first) - 1 : int(last or first)]
        if "seen" not in verb:
            return rows
        shown = "\n".join(seen.text for seen in self._clerk.look().starting(verb["seen"]))
        return [row for row in rows if row["code"] in shown]

    def _one(self, verb: Verb) -> None:
        changes = verb.get("changes", "")
        before = self._clerk.look().text(changes) if changes else ""
        self._do(verb)
        if changes:
            self._clerk.await_(f"{changes} to change after {verb}", lambda sight: sight.text(changes) != before)
        if "fills" in verb:
            field = f"field.{verb['fills']}"
            self._clerk.await_(f"{field} to be filled by {verb}", lambda sight: bool(sight.text(field)))

    def _do(self, verb: Verb) -> None:
        name = next(iter(verb))
        for group in (self._gun, self._keys, self._dock, self._eyes):
            if group(name, verb):
                return
        raise Nonsense(f"no verb {name!r} in {dict(verb)}")

    def _gun(self, name: str, verb: Verb) -> bool:
        match name:
            case "scan":
                self._clerk.dock.scan(verb["scan"], verb.get("aim", "C0"))
            case "code":
                self._clerk.dock.scan(CONTROL + verb["code"])
            case "badge":
                self._clerk.dock.scan(BADGE + self._props.people[verb["badge"]].badge)
            case "sign_in":
                sign_in(self._clerk, self._props.people[verb["sign_in"]])
            case _:
                return False
        return True

    def _keys(self, name: str, verb: Verb) -> bool:
        match name:
            case "press":
                self._clerk.hands.key(*verb["press"].split())
            case "type":
                self._clerk.hands.type(verb["type"])
            case "fill":
                self._clerk.fill(f"field.{verb['fill']}", verb["text"])
            case "walk":
                self._clerk.focus(verb["walk"])
            case "choose":
                self._clerk.choose(f"field.{verb['choose']}", verb["value"])
            case "choose_all":
                for field in self._clerk.look().starting(f"field.{verb['choose_all']}"):
                    self._clerk.choose(field.name, verb["value"])
            case _:
                return False
        return True

    def _dock(self, name: str, verb: Verb) -> bool:
        dock = self._clerk.dock
        match name:
            case "weigh":
                weigh(self._clerk, verb["weigh"])
            case "rest":
                clear(self._clerk)
            case "put":
                dock.put(verb["put"])
            case "clear" | "shake" | "still":
                dock.tell("scale", name)
            case "scene" | "climate":
                dock.tell("camera" if name == "scene" else name, name, **verb[name])
            case "unplug" | "plug" | "garbage" | "stall" | "resume":
                dock.tell(verb[name], name)
            case _:
                return False
        return True

    def _eyes(self, name: str, verb: Verb) -> bool:
        within, known = float(verb.get("within", PATIENCE)), verb.get("with", {})
        match name:
            case "expect":
                self._clerk.read(verb["expect"], known, verb.get("at", "instruction"), within)
            case "expect_refusal":
                self._clerk.refused(verb["expect_refusal"], known, within)
            case "tab":
                number = int(verb["tab"]) - 1
                self._clerk.await_(f"tab {verb['tab']} to be open", lambda sight: _open_tab(sight) == number, within)
            case "see":
                self._clerk.await_(verb["see"], lambda sight: sight.named(verb["see"]) is not None, within)
            case "gone":
                self._clerk.await_(f"no {verb['gone']}", lambda sight: sight.named(verb["gone"]) is None, within)
            case "show":
                self._album.take(verb["show"])
            case _:
                return False
        return True


def _open_tab(sight: Sight) -> int:
    """Which delivery's tab is open, from 0; -1 where none is."""
    tabs = sight.starting("tab.")
    return next((number for number, tab in enumerate(tabs) if tab.checked), -1)
