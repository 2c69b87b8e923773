"""The guide that adds an instrument, without a screen: one question after the other, nothing lost on the way back.

kind → port → listen → live → plate (a scale's) → save. A camera is chosen by its name or address, and not listened to.
What was answered stays answered until the instrument is saved; whoever goes back and on again finds it. A search or a
trial has the port only while its own steps are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from station.config import CAMERAS, DeviceSettings
from station.devices.found import Candidate, Heard
from station.domain.readings import Weight
from station.domain.scale_profile import UNITS
from station.errors import OperatorError
from station.texts import Line
from station.ui.context import Setup

ROLES: Mapping[str, str] = {
    "scale": "parcel_scale",
    "platform": "platform_scale",
    "gun": "gun",
    "climate": "climate",
    "truck": "truck_air",
    **{role: role for role in CAMERAS},
}
SCALE_STEPS = ("kind", "port", "listen", "live", "plate", "save")
HEARD_STEPS = ("kind", "port", "listen", "live", "save")
STEPS: Mapping[str, tuple[str, ...]] = {
    "": ("kind",),
    **dict.fromkeys(("scale", "platform"), SCALE_STEPS),
    **dict.fromkeys(("gun", "climate", "truck"), HEARD_STEPS),
    **dict.fromkeys(CAMERAS, ("kind", "port", "live", "save")),
}
# Where a kind is one of the same instruments at another place: what is listened for and said is the same.
FAMILIES: Mapping[str, str] = {"platform": "scale", "truck": "climate", "document_camera": "camera"}
NEW = "new"  # the answer to "in the place of which one"
PLATE = ("max", "min", "e", "d")  # kg, in the order of the plate
PAPERS = ("check_weight", "certificate", "verified_until")  # may be left empty; a scale unverified weighs nothing
OWN = "own"  # the answer to "how large": as the camera sends it
BEFORE: Mapping[str, str] = {"unit": "kg", "instead": NEW, "size": OWN}  # answers that need no asking
BUSY = ("listen", "live")  # steps that have the port


class Guide:
    """Where somebody stands in it. closed: told the id of the instrument that was saved, "" where it was left."""

    def __init__(self, setup: Setup, closed: Callable[[str], None]) -> None:
        self._setup, self._closed = setup, closed
        self.answers: dict[str, str] = {**BEFORE}
        self.step = "kind"
        self.refusal: Line | None = None
        self.heard = Heard()
        self._searched: tuple[str, str] | None = None  # what `heard` is about

    # What was answered

    @property
    def kind(self) -> str:
        return self.answers.get("kind", "")

    @property
    def family(self) -> str:
        """What is listened for: "scale", "gun" or "climate"; nobody listens to a "camera"."""
        return FAMILIES.get(self.kind, self.kind)

    @property
    def steps(self) -> tuple[str, ...]:
        return STEPS[self.kind]

    @property
    def standing(self) -> tuple[str, ...]:
        """The instruments whose place it could take."""
        return self._setup.standing(ROLES[self.kind]) if self.kind else ()

    @property
    def instead(self) -> str:
        """The one whose place it takes; "" for one more."""
        chosen = self.answers["instead"]
        return chosen if chosen in self.standing else ""

    @property
    def url(self) -> str:
        """What was typed wins over what was chosen; a camera has an address of its own kind."""
        if self.kind in CAMERAS:
            return self.answers.get("stream", "").strip() or self.answers.get("seen", "")
        return self.answers.get("address", "").strip() or self.answers.get("port", "")

    @property
    def sizes(self) -> tuple[str, ...]:
        """What the chosen camera may be asked for, as far as the system tells: "1920x1080"."""
        chosen = next((one for one in self._setup.cameras() or () if one.url == self.url), None)
        return () if chosen is None else tuple(f"{width}x{height}" for width, height in chosen.sizes)

    @property
    def candidate(self) -> Candidate | None:
        """The one that was chosen, else the surest."""
        chosen = self.answers.get("candidate", "")
        named = {one.name: one for one in self.heard.candidates}
        return named.get(chosen) or next(iter(self.heard.candidates), None)

    def device(self) -> DeviceSettings:
        """The instrument as it would be written down now."""
        role = ROLES[self.kind]
        name = self.instead or self.answers.get("name", "").strip() or self._setup.free_id(role)
        if self.kind in CAMERAS:
            driver = "mjpeg" if self.url.startswith("http://") else "opencv"
            return DeviceSettings(name, role, driver, self.url, self._size())
        assert self.candidate is not None
        options = {**self.candidate.options, **self._plate()}
        return DeviceSettings(name, role, self.candidate.driver, self.url, options, self._setup.plug(self.url))

    # What the page calls

    def fill(self, name: str, text: str) -> None:
        self.answers[name] = text
        self.refusal = None

    def next(self) -> None:
        """The next step, where this one is answered; else it says what is missing. Nothing heard: listens again."""
        if self.step == "listen" and self.heard.done and not self.heard.candidates:
            self.again()
            return
        self.refusal = self._fault()
        if self.refusal is not None:
            return
        if self.step == "save":
            self._save()
        else:
            self._go(1)

    def back(self) -> None:
        """The step before; from the first one out of the guide."""
        self.refusal = None
        if self.step == "kind":
            self._setup.hush()
            self._closed("")
        else:
            self._go(-1)

    def again(self) -> None:
        """Listens once more."""
        self._searched, self.refusal = None, None
        self._enter()

    def pause(self) -> None:
        """Nobody stands before it: the port is left alone."""
        self._setup.hush()

    def resume(self) -> None:
        """Somebody is there again."""
        if self.step in BUSY:
            self._enter()

    def tick(self) -> None:
        """Looks at what was heard meanwhile."""
        if self.step == "listen" and not self.heard.done:
            self.heard = self._setup.heard()

    # Steps

    def _go(self, by: int) -> None:
        self.step = self.steps[self.steps.index(self.step) + by]
        if by < 0 and self.step == "listen":
            self._setup.hush()
        self._enter()

    def _enter(self) -> None:
        """What begins with a step. A search that has found something is not made again."""
        if self.step == "port":
            self._setup.hush()
            if self.kind in CAMERAS:
                self._setup.look_for_cameras()
        elif self.step == "listen" and (self._searched != (self.family, self.url) or not self.heard.candidates):
            self._searched, self.heard = (self.family, self.url), Heard()
            self.answers.pop("candidate", None)
            self._setup.listen(self.family, self.url, self.instead)
        elif self.step == "live":
            self._try_out()

    def _try_out(self) -> None:
        try:
            self._setup.try_out(self.device(), self.instead)
        except OperatorError as error:
            self.refusal = Line(error.key, error.params)

    def _save(self) -> None:
        device = self.device()
        serial = self.candidate.identity if self.candidate else ""
        self.refusal = self._setup.save(device, serial, self.instead)
        if self.refusal is None:
            self.answers, self.step, self.heard, self._searched = {**BEFORE}, "kind", Heard(), None
            self._closed(device.id)

    # What is missing

    def _fault(self) -> Line | None:
        looks: Mapping[str, Callable[[], Line | None]] = {
            "kind": self._no_kind,
            "port": self._no_port,
            "listen": self._still_listening,
            "live": self._not_live,
            "plate": self._no_plate,
            "save": lambda: self._setup.fault(self.device(), self.instead),
        }
        return looks[self.step]()

    def _no_kind(self) -> Line | None:
        return None if self.kind else Line("guide.no_kind")

    def _no_port(self) -> Line | None:
        if not self.url:
            return Line("guide.no_port")
        owner = self._setup.owner(self.url)
        taken = owner not in ("", self.instead)
        return Line("guide.owned", {"port": self.url, "owner": owner}) if taken else None

    def _still_listening(self) -> Line | None:
        return None if self.heard.done else Line("guide.still_listening")

    def _not_live(self) -> Line | None:
        last = self._setup.tried().last
        if last is None:
            return Line("guide.not_live")
        if isinstance(last, Weight) and last.value is not None and last.unit not in UNITS:
            return Line("weight.unit", {"shown": last.unit, "wanted": "kg"})
        return None

    def _no_plate(self) -> Line | None:
        empty = next((name for name in PLATE if not self.answers.get(name, "").strip()), None)
        if empty is not None:
            return Line("guide.plate_missing", {"what": Line(f"guide.plate.{empty}")})
        return self._setup.fault(self.device(), self.instead)

    def _size(self) -> Mapping[str, str]:
        """The options of the size that was chosen, none where the camera has no such size."""
        if self.answers["size"] not in self.sizes:
            return {}
        width, _, height = self.answers["size"].partition("x")
        return {"width": width, "height": height}

    def _plate(self) -> Mapping[str, str]:
        """The figures of the plate as the settings file has them, as far as they are there."""
        if self.family != "scale":
            return {}
        told = {name: text for name in (*PLATE, *PAPERS) if (text := self.answers.get(name, "").strip())}
        figures = {name: _figure(text) for name, text in told.items() if name in PLATE}
        papers = {name: text.replace(",", ".") for name, text in told.items() if name in PAPERS}
        return {**figures, "unit": self.answers["unit"], **papers} if figures else {}


def _figure(text: str) -> str:
    """A comma is a point; what is no number stays what it is, so that the refusal names it."""
    try:
        return str(Decimal(text.replace(",", ".")))
    except InvalidOperation:
        return text
