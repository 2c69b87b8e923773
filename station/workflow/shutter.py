"""Pictures on their way: asked for, judged, made durable, and handed over once an entry may name them.

Also when a live picture may be taken by itself. What a picture means is the step's matter, and the engine's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from station.domain.case import Case
from station.domain.events.common import Picture
from station.domain.picture_rules import gate_of
from station.domain.readings import Fault, Frame, Preview
from station.domain.release import Advice
from station.errors import StoreError
from station.texts import Line, line
from station.workflow.camera_roles import LOW
from station.workflow.desk import Desk
from station.workflow.papers import is_look, is_personal, sealed, told_of
from station.workflow.picture_desk import PictureDesk
from station.workflow.pictures import fault_of, picture_of, put_durably
from station.workflow.release_desk import ReleaseDesk
from station.workflow.signals import Tone
from station.workflow.unsaved import Taking

RULE_CHECKED = ("face:", "damage", "reclose")  # pictures whose quality a rule judges and writes down


@dataclass(frozen=True, slots=True)
class Hands:
    """What the shutter needs of the engine. took: a picture that an entry may name; whether it was accepted. looked:
    one that is not kept."""

    active: Callable[[], str]
    case: Callable[[str], Case]
    took: Callable[[Taking, Picture], bool]
    looked: Callable[[Taking, Frame], None]
    say: Callable[[Tone, Line], None]


class Shutter:
    def __init__(self, desk: Desk, hands: Hands) -> None:
        self._desk, self._hands = desk, hands
        self._pictures = PictureDesk(desk.camera)
        self._release = ReleaseDesk(desk.mounts)

    @property
    def advice(self) -> Advice:
        """What the live picture wants before it is taken."""
        return self._release.advice

    def busy(self, delivery: str) -> bool:
        return self._pictures.busy(delivery)

    def ask(self, purpose: str, person: str, role: str = "") -> None:
        self._pictures.ask(self._hands.active(), purpose, self._desk.clock.monotonic(), person, role)

    def tick(self, now: float) -> None:
        """Pictures that never came are given up."""
        for late in self._pictures.overdue(now):
            self._release.answered(late.purpose, accepted=False)
            self._hands.say(Tone.BAD, line("camera.no_answer", delivery=late.delivery))

    def live(self, preview: Preview, role: str) -> bool:
        """Whether the picture may be taken by itself now. role: of the camera that the page would ask."""
        delivery = self._hands.active()
        gate = gate_of(self._hands.case(delivery) if delivery else None, below=role == LOW)
        return self._release.offer(preview, gate, self._desk.camera.serving(role))

    def stopped(self) -> bool:
        """A person stops a release that is about to happen; False where none is."""
        return self._release.stopped()

    def framed(self, frame: Frame) -> None:
        taking = self._pictures.answered(frame)
        if taking is not None and self._is_here(taking):
            self._judge(taking, frame)

    def not_framed(self, fault: Fault) -> None:
        taking = self._pictures.answered(fault)
        if taking is not None:
            self._release.answered(taking.purpose, accepted=False)
            self._hands.say(Tone.BAD, Line(f"fault.{fault.code}", {"text": fault.text}))

    def _is_here(self, taking: Taking) -> bool:
        """A picture belongs to the delivery that it was taken for, and to none that was turned to meanwhile."""
        here = taking.delivery == self._hands.active()
        if not here:
            self._hands.say(Tone.BAD, line("camera.other_tab", delivery=taking.delivery))
        return here

    def _judge(self, taking: Taking, frame: Frame) -> None:
        """A bad picture becomes no file; where a rule writes that down, the rule refuses it."""
        case = self._hands.case(taking.delivery)
        picture = picture_of(frame, case)
        fault = fault_of(case, picture, below=taking.role == LOW)
        if fault is None and is_look(taking.purpose):
            self._hands.looked(taking, frame)
            self._release.answered(taking.purpose, accepted=True)
        elif fault is None:
            self._keep(taking, frame, told_of(taking.purpose, frame, picture))
        elif taking.purpose.startswith(RULE_CHECKED):
            self._took(taking, picture)
        else:
            self._hands.say(Tone.BAD, fault)

    def _keep(self, taking: Taking, frame: Frame, picture: Picture) -> None:
        """The file is durable before the entry that names it."""
        self._pictures.keep(taking)
        if is_personal(taking.purpose):  # its key goes into the database, which is this thread's
            self._seal(taking, frame, picture)
        else:
            evidence = self._desk.evidence
            self._desk.aside(
                lambda: put_durably(evidence, frame.jpeg), lambda error: self._kept(taking, picture, error)
            )

    def _seal(self, taking: Taking, frame: Frame, picture: Picture) -> None:
        try:
            picture = sealed(self._desk.evidence, frame, picture)
        except StoreError as error:
            self._kept(taking, picture, error)
        else:
            self._kept(taking, picture, None)

    def _kept(self, taking: Taking, picture: Picture, error: StoreError | None) -> None:
        self._pictures.kept(taking)
        if error is not None:
            self._hands.say(Tone.STOP, Line(error.key, error.params))
        elif self._is_here(taking):
            self._took(taking, picture)

    def _took(self, taking: Taking, picture: Picture) -> None:
        self._release.answered(taking.purpose, accepted=self._hands.took(taking, picture))
