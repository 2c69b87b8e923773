"""The conductor of the Receiving page: readings, keys and typing go in, commands and a View come out.

Lives on the thread of the screen. It decides nothing: steps know what to ask next, rules what is allowed, handlers
write. A crash at any moment loses nothing: what was confirmed is in the log, what was typed is among the drafts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from station.domain.codes import Kind, Understood, understand
from station.domain.entry import Entry
from station.domain.events.common import Picture
from station.domain.gatherer import Gatherer
from station.domain.progress import UNIT_STEPS
from station.domain.readings import (
    Climate,
    Fault,
    Filmed,
    Filming,
    Frame,
    NumberRead,
    Preview,
    Reading,
    Scan,
    Weight,
)
from station.domain.release import Advice
from station.domain.roles import Role
from station.domain.scale import Scale
from station.domain.scale_profile import ScaleRole
from station.domain.verdicts import Settling, Stable, Verdict
from station.domain.weighing import PATIENCE
from station.errors import StoreError
from station.texts import Line, line
from station.workflow import second, situation
from station.workflow.camera_roles import DOCUMENTS, UNITS
from station.workflow.cases import Cases
from station.workflow.desk import Desk
from station.workflow.drafts import Drafts
from station.workflow.effects import (
    ALL,
    Ask,
    Do,
    Effect,
    Effects,
    Look,
    Put,
    ReadNumber,
    Roll,
    Show,
    Take,
    Tell,
    WeighAgain,
)
from station.workflow.film_desk import FilmDesk
from station.workflow.giving import EngineSide, Giving
from station.workflow.handlers import Accepted
from station.workflow.number_desk import NumberDesk
from station.workflow.outcome import heard
from station.workflow.reading import FilmRow
from station.workflow.scales import Scales
from station.workflow.scene import Scene
from station.workflow.shutter import Hands, Shutter
from station.workflow.signals import Signal, Tone
from station.workflow.unsaved import Taking
from station.workflow.view import View

Listener = Callable[[Signal | None], None]

TAB = "tab"  # the draft that remembers the active delivery
SWITCH = "switch_to"  # the draft that holds another delivery's scanned code until F1 confirms it
COMPARING = "refusal.sign_off.comparing"  # holds until the search has ended, not until the next key
MISREAD = "scan."  # faults of a gun: somebody has pulled its trigger and waits for an answer


class Engine:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._cases = Cases(desk.handlers, desk.open_deliveries)
        self._drafts = Drafts(desk.drafts)
        self._shutter = Shutter(desk, Hands(lambda: self.active, self._cases.case, self._took, self._looked, self._say))
        self._giving = Giving(
            desk, EngineSide(lambda: self._person, lambda: self.active, self._accepted, self._say, self._changed)
        )
        self._films = FilmDesk(desk, self._say)
        self._numbers = NumberDesk(desk.numbers, self._drafts)
        self._scales = Scales(desk.scales)
        self._told: object = None  # of the scale, last
        self._tried: object = None
        self._compared: object = None  # of the pictures, when the page was drawn last
        self._gatherer = Gatherer()
        self._climate: Climate | None = None
        self._truck_air: Climate | None = None
        self._person, self._roles = "", frozenset[Role]()
        self._refusal: Line | None = None
        self._back = 0
        self._listeners: list[Listener] = []
        desk.handlers.subscribe(self._written)

    # What the window and the instruments call

    def subscribe(self, listener: Listener) -> None:
        """Told after anything changed, with what has to be said at once, if anything."""
        self._listeners.append(listener)

    def use_scale(self, scale: Scale) -> None:
        """A scale was set up while the station runs."""
        self._scales.use(scale)
        self._tried = None

    def scale_gone(self, device: str, reason: Line) -> None:
        """A scale is not there, or another one stands in its place: said at once, not when its frames are old."""
        self._scales.gone(device, reason)
        self._judge()

    def sign_in(self, person: str, roles: frozenset[Role]) -> None:
        """Who works here from now on; "" for nobody."""
        self._person, self._roles, self._refusal = person, roles, None
        self._giving.leave()
        self._numbers.forget()
        self._tell(None)

    @property
    def person(self) -> str:
        return self._person

    @property
    def scale(self) -> Scale:
        """The scale that weighs the units of the active delivery."""
        return self._scales.scale(self._role())

    @property
    def verdict(self) -> Verdict:
        """What the stable rule says of that scale now."""
        return self._scales.verdict(self._role())

    @property
    def advice(self) -> Advice:
        """What the live picture wants before it is taken."""
        return self._shutter.advice

    def offer(self, reading: Reading | Preview | Fault) -> None:
        """Every reading, in the order of arrival, unthrottled."""
        match reading:
            case Weight():
                self._weigh(reading)
            case Scan():
                self._scan(self._gatherer.offer(understand(reading)))
            case Climate() if reading.device == self._desk.truck_sensor():
                self._truck_air = reading
            case Climate():
                self._climate = reading
            case Preview():
                self._live(reading)
            case Frame():
                self._shutter.framed(reading)
                self._tell(None)
            case Filming() | Filmed():
                self._films.heard(reading)
                self._tell(None)
            case Fault() if reading.token:
                self._shutter.not_framed(reading)
            case Fault() if reading.code.startswith(MISREAD):
                self._say(Tone.BAD, Line(f"fault.{reading.code}", {"text": reading.text}))

    def number_read(self, answer: NumberRead) -> None:
        """What a machine has read in a picture."""
        self._numbers.heard(answer)
        self._tell(None)

    def act(self, action: str) -> None:
        """A button, a function key or a control code. What was refused before it is no longer said."""
        self._refusal = None
        if action in ("switch", "pause"):
            self._ask(action)
        elif not self._person:
            self._say(Tone.BAD, line("engine.sign_in"))
        elif self._giving.unsaved is not None:
            self._giving.retry()
        elif self._giving.second is not None:
            self._giving.act(action)
        elif action == "back" and self._may_release() and self._shutter.stopped():
            self._say(Tone.ATTENTION, line("release.stopped"))
        elif self._back:
            self._carry_out((Look(1 if action in ("next", "accept") else -1),) if action != "print" else ())
        elif action in ("next", "accept") and self._scene().text(SWITCH):
            self._confirm_switch()
        else:
            scene = self._scene()
            self._carry_out(situation.step_of(scene).act(scene, action))

    def fill(self, field: str, text: str) -> None:
        """Typing; kept as it is typed."""
        if not self._giving.fill(field, text):
            self._drafts.put(self.active, field, text)
        self._tell(None)

    def choose_tab(self, delivery: str) -> None:
        """Another delivery; "" for the arrival of the next truck."""
        self._drafts.put("", TAB, delivery or "-")
        self._back, self._refusal = 0, None
        self._tell(None)

    def tell(self, tone: Tone, said: Line) -> None:
        """Something from beside the steps that has to be said at once (an import, a receipt)."""
        self._say(tone, said)

    def take_up_films(self, begun: Iterable[FilmRow]) -> None:
        """Films that a crash has left open."""
        self._films.take_up(begun)

    def tick(self) -> None:
        """Four times a second: stale weights, late pictures, drafts to disk, unsaved commands."""
        now = self._desk.clock.monotonic()
        self._shutter.tick(now)
        self._desk.checks.tick(now)
        self._scales.tick(now)
        self._judge()
        self._compare()
        self._giving.tick(now)
        self._flush()

    def _compare(self) -> None:
        """A search that ended, or that nobody waits for any more, changes what may be signed."""
        before, self._compared = self._compared, self._desk.handlers.comparing(self.active)
        if self._compared != before:
            if self._refusal is not None and self._refusal.key == COMPARING:
                self._refusal = None
            self._tell(None)

    def weight_tick(self) -> bool:
        """Ten times a second: whether what the scale said last has become stale just now."""
        before = self.verdict
        self._scales.tick(self._desk.clock.monotonic())
        if self.verdict is before:
            return False
        self._judge()
        return True

    def view(self) -> View:
        """What the page shows now."""
        return situation.view_of(
            self._scene(),
            tabs=self._tabs(),
            waiting=self._giving.second,
            refusal=self._refusal,
            unsaved=self._giving.unsaved,
            busy=self._shutter.busy(self.active),
            back=self._back,
        )

    @property
    def active(self) -> str:
        """The delivery in the middle of the screen, "" at arrival."""
        open_ones = self._cases.open()
        chosen = self._drafts.of("").get(TAB, "")
        if chosen == "-":
            return ""
        return chosen if chosen in open_ones else next(iter(open_ones), "")

    # The scene

    def _scene(self) -> Scene:
        return self._scene_of(self.active)

    def _scene_of(self, delivery: str) -> Scene:
        case = self._cases.case(delivery) if delivery else None
        return Scene(
            person=self._person,
            roles=self._roles,
            day=self._desk.day(),
            draft=self._drafts.of(delivery),
            verdict=self.verdict,
            scale=self.scale,
            checklist=self._desk.checklist,
            visit="" if delivery else self._next_visit(),
            expected=() if delivery else self._desk.expected(),
            climate=situation.climate_now(self._climate, self._desk.clock.monotonic()),
            truck_air=situation.climate_now(self._truck_air, self._desk.clock.monotonic()),
            truck_sensor=self._desk.truck_sensor(),
            open_case=case,
            open_truck=None if case is None else self._cases.truck(case.visit.id),
            unfit=self._desk.checks.fault(self.scale.device),
            restless=self._restless(),
            dock=self._desk.dock,
            comparing=self._desk.handlers.comparing(delivery),
            film=self._films.now,
            reads_cards=self._numbers.reads and self._may_see_papers(),
            cards=self._numbers.cards,
        )

    def _may_see_papers(self) -> bool:
        """Whether a camera is there for papers, and films nothing meanwhile."""
        camera = self._desk.camera.serving(DOCUMENTS)
        return bool(camera) and (self._films.now is None or camera != self._desk.camera.serving(UNITS))

    def _next_visit(self) -> str:
        """The first free number of the day: V20261124-01."""
        day = self._desk.day().replace("-", "")
        number = 1
        while self._desk.handlers.visit(f"V{day}-{number:02}").id:
            number += 1
        return f"V{day}-{number:02}"

    def _tabs(self) -> tuple[situation.TabFacts, ...]:
        active = self.active
        return tuple(situation.TabFacts(self._cases.case(name), name == active) for name in self._cases.open())

    # Instruments

    def _role(self) -> ScaleRole:
        """Asked with every frame: where there is one scale only, no delivery has to be looked at."""
        delivery = self.active if self._scales.several else ""
        return self._scales.for_level(self._cases.case(delivery).delivery.terms.level if delivery else "")

    def _restless(self) -> bool:
        verdict = self.verdict
        if not isinstance(verdict, Settling) or verdict.shown is None:
            return False
        return self._desk.clock.monotonic() - verdict.since >= PATIENCE

    def _weigh(self, weight: Weight) -> None:
        if self._desk.checks.offer(weight):
            self._scales.forget(weight.device)
        else:
            self._scales.offer(weight)
        self._judge()

    def _judge(self) -> None:
        verdict = self.verdict
        told = (type(verdict), verdict.reason, self._restless())
        changed, self._told = told != self._told, told
        if not isinstance(verdict, Stable):
            self._tried = None
        elif self._wants_weight():
            self._tried = verdict.weight.value
            scene = self._scene()
            self._carry_out(situation.step_of(scene).weighed(scene, verdict.weight))
        if changed:
            self._tell(None)

    def _wants_weight(self) -> bool:
        """A load is offered once; a refused one waits until the scale has moved."""
        if self._tried is not None or not self._person or self._giving.waits or self._back:
            return False
        scene = self._scene()
        return bool(scene.open_case) and situation.step_of(scene).weighs(scene)

    def _scan(self, found: Understood) -> None:
        self._refusal = None
        if found.kind is Kind.CONTROL:
            self.act(found.text)
        elif found.kind is Kind.TAB:
            self._tab_number(int(found.text))
        elif found.kind is Kind.BADGE:
            self._badge(found.text)
        elif not self._person:
            self._say(Tone.BAD, line("engine.sign_in"))
        elif self._giving.unsaved is not None:
            self._say(Tone.STOP, self._giving.unsaved)
        elif found.kind is Kind.REFUSED:
            self._say(Tone.BAD, found.reason or line("scan.unreadable"))
        else:
            self._code(found)

    def _tab_number(self, number: int) -> None:
        open_ones = self._cases.open()
        if 0 < number <= len(open_ones):
            self.choose_tab(open_ones[number - 1])

    def _badge(self, badge: str) -> None:
        if self._desk.host.takes_badge(badge):
            return
        if self._giving.second is not None:
            self.fill(second.BADGE, badge)
        else:
            self._desk.host.switch_person(badge)

    def _code(self, found: Understood) -> None:
        scene = self._scene()
        open_ones = self._cases.open()
        if scene.open_case and situation.kind_of(scene) in UNIT_STEPS:
            owner = self._cases.owner(found.text, open_ones)
            if owner and owner != self.active:
                self._drafts.put(self.active, SWITCH, found.text)
                customer = self._cases.case(owner).delivery.customer
                self._say(Tone.ATTENTION, line("engine.other_delivery", delivery=owner, customer=customer))
                return
        self._carry_out(situation.step_of(scene).scan(scene, found))

    def _confirm_switch(self) -> None:
        code = self._scene().text(SWITCH)
        owner = self._cases.owner(code, self._cases.open())
        self._drafts.put(self.active, SWITCH, "")
        if owner:
            self.choose_tab(owner)

    def _live(self, preview: Preview) -> None:
        """A live picture: what it wants is said; a face that is still, sharp and well exposed releases itself."""
        if preview.live is None:
            return
        scene = self._scene()
        if self._shutter.live(preview, situation.step_of(scene).page(scene).live) and self._may_release():
            self.act("next")

    def _may_release(self) -> bool:
        """Only where the page asks for a face, and nothing else is asked of a person."""
        if not self._person or self._giving.waits or self._back or self._shutter.busy(self.active):
            return False
        scene = self._scene()
        return not scene.text(SWITCH) and situation.step_of(scene).page(scene).ghost is not None

    def _took(self, taking: Taking, picture: Picture) -> bool:
        """A picture is the entry of who released it: who has come since takes one of their own."""
        if taking.person != self._person:
            self._say(Tone.BAD, line("camera.other_person"))
            return False
        scene = self._scene_of(taking.delivery)
        self._carry_out(situation.step_of(scene).taken(scene, taking.purpose, picture))
        return self._refusal is None

    def _looked(self, taking: Taking, frame: Frame) -> None:
        """A picture that is read and forgotten; the draft of its purpose remembers which one the page speaks of."""
        if taking.person != self._person:
            self._say(Tone.BAD, line("camera.other_person"))
            return
        scene = self._scene_of(taking.delivery)
        if situation.step_of(scene).page(scene).looks == taking.purpose:  # else its form is closed already
            self._drafts.put(taking.delivery, taking.purpose, taking.token)
            self._numbers.card((taking.delivery, taking.purpose), taking.token, frame.jpeg)

    # Carrying out

    def _carry_out(self, effects: Effects) -> None:
        for effect in effects:
            self._one(effect)
        self._tell(None)

    def _one(self, effect: Effect) -> None:
        match effect:
            case Do():
                self._giving.do(effect)
            case Put():
                self._drafts.put(self.active, effect.name, effect.text)
            case Take():
                self._shutter.ask(effect.purpose, self._person, effect.role)
            case Roll():
                self._films.roll(effect, self.active, self._person)
            case Tell():
                self._say(effect.tone, effect.line)
            case Show():
                self.choose_tab(effect.delivery)
            case Look():
                self._look(effect.by)
            case WeighAgain():
                self._scales.weigh_again(self._role())
            case Ask():
                self._ask(effect.what)
            case ReadNumber():
                self._numbers.seal(effect.sha256, self.active, effect.into)

    def _ask(self, what: str) -> None:
        if what == "switch":
            self._desk.host.switch_person("")
        elif what == "pause":
            self._desk.host.pause()
        else:
            self._desk.host.print_receipt(self.active)

    def _look(self, by: int) -> None:
        self._back = max(0, min(self._back - by, situation.steps_behind(self._scene())))

    def _accepted(self, do: Do, result: Accepted, delivery: str) -> None:
        self._refusal, self._back = None, 0
        self._cases.forget()  # also after a retry whose entries were published to nobody
        self._forget(do.clear, delivery)
        self._follow(result, delivery)
        signal = heard(result.entries, do.good)
        if signal is not None:
            self._say(signal.tone, signal.line)

    def _forget(self, names: tuple[str, ...], delivery: str) -> None:
        if ALL in names:
            self._drafts.clear(delivery)
            self._numbers.forget()
        for name in names:
            self._drafts.put(delivery, name, "")

    def _follow(self, result: Accepted, delivery: str) -> None:
        """What the accepted entries mean for the engine itself: a booked load, a new tab."""
        kinds = {entry.kind for entry in result.entries}
        for entry in result.entries:
            if entry.kind == "unit.weighed":
                self._scales.take(entry.data["device"])
        opened = [entry for entry in result.entries if entry.kind == "delivery.opened"]
        if opened:
            self._drafts.put("", TAB, opened[0].stream.removeprefix("delivery/"))
        elif "visit.departed" in kinds:
            self._drafts.put("", TAB, self._still_here() or "-")

    def _still_here(self) -> str:
        """The next delivery of a truck at the dock; one that waits for its stamp only keeps its tab."""
        waiting = self._cases.open()
        return next((name for name in waiting if not self._cases.case(name).visit.departed_at), "")

    # Telling

    def _written(self, entries: tuple[Entry, ...]) -> None:
        self._cases.forget()
        self._films.written(entries)
        doubted = [entry for entry in entries if entry.kind == "unit.picture_doubted"]
        self._tell(heard(doubted, None))

    def _flush(self) -> None:
        try:
            self._drafts.flush()
        except StoreError as error:
            if self._giving.unsaved is None and self._refusal is None:
                self._say(Tone.STOP, Line(error.key, error.params))

    def _say(self, tone: Tone, said: Line) -> None:
        self._refusal = said if tone in (Tone.BAD, Tone.STOP) else None
        self._tell(Signal(tone, said))

    def _changed(self) -> None:
        """Something changed, nothing is said."""
        self._tell(None)

    def _tell(self, signal: Signal | None) -> None:
        for listener in self._listeners:
            listener(signal)
