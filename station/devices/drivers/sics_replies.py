"""The grammar of MT-SICS replies, without any state (devices.md §1.1; MT-SICS reference, levels 0 and 1).

    <id> <status> [<value, right-aligned> <unit>]      S S      1.250 kg
    ES | ET | EL                                       syntax, transmission, logical error

The older KERN and Radwag dialect says "S A" (accepted) and then a line of fixed columns, whose fourth says: blank at
rest, ? moving, ^ above, v below the range (KERN KEN-TM p. 169; Radwag WTC manual p. 48):

    <S|SI|SU|SUI, 3> <stability, 1> ␠ <sign> <value, 9, right-aligned> ␠ <unit, 3>
    OT <stability, 1>  <tare, 9, right-aligned> ␠ <unit, 3>

The value may be a column shorter or longer, and blank or dashes out of range: manuals and shipping firmware differ.
All other fields are found by their form, not by column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_REPLY = re.compile(r"(S|SI|ZI|Z|TI|TAC|TA|T|OT|I\d{1,2}|DW?|K) ([A-Z+^v-])(?: +(\S.*))?")
_OLD = re.compile(r"(?:S  |SI |SU |SUI)([ ?^v]) ([ +-])(?=.{8,10} [A-Za-z])( *[\d.]{1,9}) ([A-Za-z%]{1,3})")
_OLD_OUT = re.compile(r"(?:S  |SI |SU |SUI)([\^v])(?: [ +-][ -]{8,10} [A-Za-z%]{1,3})?")  # nothing stands for the value
_OLD_TARE = re.compile(r"OT [ ?^v]? *( *[\d.]{1,9}) ([A-Za-z]{1,3})")
_OLD_STATUS = {" ": "S", "?": "D", "^": "+", "v": "-"}
_OTHER_NAMES = {"SI": "S", "OT": "TA"}  # the older dialect repeats the command that was given
_ERROR = re.compile(r"E([STL])")
# The last digit stands in brackets where it is finer than the verification interval allows: 1.23[4].
_AMOUNT = re.compile(r"(-?\d{1,9}(?:\.\d{0,8})?(?:\[\d\])?) +([A-Za-z%]{1,4})")


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. to is the command that it belongs to ("E" for a general error), status its second field.

    value and unit stand where the reply carries an amount; shown is the amount as the scale wrote it, or whatever
    else stood there (a serial number, "Error 10b").
    """

    to: str
    status: str
    value: Decimal | None = None
    unit: str = ""
    shown: str = ""


def read_reply(line: bytes) -> Reply | None:
    """The reply in a line, None if it is none. Never raises."""
    if not line.isascii():
        return None
    text = line.decode("ascii").rstrip(" ")
    if error := _ERROR.fullmatch(text):
        return Reply("E", error[1])
    return _old(text) or _new(text)


def _old(text: str) -> Reply | None:
    """A line of the older dialect, in the words of the newer one."""
    if found := _OLD.fullmatch(text):
        digits = found[3].strip()
        return _with_amount("S", _OLD_STATUS[found[1]], f"{'-' if found[2] == '-' else ''}{digits} {found[4]}")
    if found := _OLD_OUT.fullmatch(text):
        return Reply("S", _OLD_STATUS[found[1]])
    if found := _OLD_TARE.fullmatch(text):
        return _with_amount("TA", "A", f"{found[1].strip()} {found[2]}")
    return None


def _new(text: str) -> Reply | None:
    parts = _REPLY.fullmatch(text)
    return _with_amount(_OTHER_NAMES.get(parts[1], parts[1]), parts[2], parts[3] or "") if parts else None


def _with_amount(to: str, status: str, rest: str) -> Reply:
    amount = _AMOUNT.fullmatch(rest)
    if amount is None:
        return Reply(to, status, shown=rest)
    digits = amount[1].replace("[", "").replace("]", "")
    return Reply(to, status, Decimal(digits), amount[2], amount[1])
