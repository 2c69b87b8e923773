"""When an input method may work beside a gun that types (devices.md §3, Chinese IME).

An input method sees keys before the program does: it swallows letters, turns digits into choices and Enter into an end
of its composition. So it is off while the gun is at work, and on while a person writes: from a click or Tab into a
field, or from a typed letter on, until a while after the last one. A scan that runs into a composition nonetheless is
known by its speed; it is lost, and that is said: what a composition keeps of a code cannot be trusted. (libpinyin shows
nothing of capital letters until Enter, which commits them all at once, without the digits.)

It may also take the first letter of a code, show nothing, and let the rest pass: that rest would be another code. So a
code that came while somebody was writing Chinese, or behind a Shift whose letter never came, is not trusted either.
"""

from __future__ import annotations

STAYS_ON = 8.0  # seconds after the last letter
GUN = 0.035  # seconds between two keys of a gun on the average
ENOUGH = 3  # growths of a composition at that speed
LETTERS = 4  # capitals and digits of a commit that is no word
BEHIND = 0.5  # seconds that letters may have been taken before the first that was not
CHOSEN = 0.12  # seconds from the Shift of a word to its end: a person needs two or three keys, and longer
COMPLETED = 0.02  # the same for each letter of a longer word that was completed
ALONE = 0.03  # seconds from Shift to its letter: a person's hands need longer
A_LETTER = 0.09  # seconds: no person is that fast with capitals; a gun is, even where its digits were left out
QUIET = 1.0  # seconds without a key, after which another begins something new


class InputMethodGate:
    """Whether the input method may work now, and whether a composition is a gun's. at: monotonic seconds."""

    def __init__(self, gun: float = GUN) -> None:
        self._gun = gun
        self._typed_at = float("-inf")
        self._grown: list[float] = []
        self._pressed_at = self._began_at = float("-inf")
        self._writes = False
        self._wrote_at = self._eaten_at = float("-inf")
        self._shift_alone = False

    def open(self, at: float) -> bool:
        """Whether a person writes."""
        return at - self._typed_at < STAYS_ON

    def typed(self, at: float) -> None:
        """A person typed a character, or went into a field by hand."""
        self._typed_at = at

    def scanned(self) -> None:
        """The gun was here, or the person has finished."""
        self._typed_at = self._wrote_at = self._eaten_at = float("-inf")
        self._grown = []

    def pressed(self, at: float, writes: bool = True) -> None:
        """A key that came past the input method, Shift as well: it tells when a commit may have begun. writes: whether
        it may belong to one; behind Tab, End or Enter something new begins."""
        if not self._writes or at - self._pressed_at > QUIET:
            self._began_at = at
        self._pressed_at, self._writes = at, writes

    def shift(self, at: float, down: bool) -> None:
        """Shift went down or up. With no letter since it went down the last time, the input method has taken that."""
        self._look_for_letter(at)
        self._shift_alone = down

    def letter(self, at: float, shifted: bool) -> None:
        """A character came past the input method, with Shift held or without."""
        if not shifted:
            self._look_for_letter(at)
        self._shift_alone = False

    def _look_for_letter(self, at: float) -> None:
        if self._shift_alone:
            self._eaten_at = at

    def doubtful(self, began: float) -> bool:
        """Whether the beginning of a code may have stayed in the input method. began: when its first key was heard."""
        return began - self._wrote_at < STAYS_ON + BEHIND or began - self._eaten_at < BEHIND

    def composed(self, at: float, committed: str) -> bool:
        """A composition grew, or ended with this text; true where that went at a gun's speed."""
        fast = self._at_once(at, committed) or self._growing_fast(at, bool(committed))
        if committed or fast:
            self._grown = []
        if not fast:
            self._typed_at = self._wrote_at = at
            if committed:
                self._writes = False  # a key that is heard after this begins something new
        return fast

    def _growing_fast(self, at: float, committed: bool) -> bool:
        if self._grown and at - self._grown[-1] > 4 * self._gun:
            self._grown = []
        self._grown.append(at)
        needed = 2 if committed else ENOUGH
        steps = len(self._grown) - 1
        return len(self._grown) >= needed and (self._grown[-1] - self._grown[0]) / steps <= self._gun

    def _at_once(self, at: float, committed: str) -> bool:
        """Letters, too many for a person: since the first key that was heard, or, where they may be a word, the last.

        libpinyin takes the digit behind a capital letter for a choice: D and 2 become "Dr" within one key of a gun.
        """
        if not (committed and committed.isascii()):
            return False
        size = len(committed)
        if sum(sign.isupper() or sign.isdigit() for sign in committed) >= LETTERS:
            return at - self._began_at <= A_LETTER * size
        return self._writes and at - self._pressed_at <= (ALONE if size == 1 else max(CHOSEN, COMPLETED * size))
