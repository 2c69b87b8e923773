"""What the guide shows at each step: one instruction, and what it needs. Data, as the engine's pages are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from station.config import CAMERAS
from station.devices.found import CameraSeen, Candidate, Heard, PortSeen
from station.devices.status import DeviceStatus
from station.domain.readings import Climate, Preview, Reading, Scan, Weight
from station.texts import Line
from station.ui.context import Setup
from station.ui.guide import NEW, OWN, PAPERS, PLATE, ROLES, Guide
from station.workflow.view import Action, Choice, Fact, Field, Page

RAW_SHOWN = 16  # bytes
LONGEST = 24  # characters of a code
SIZES = 3  # of a camera, the largest ones: one row of choices with "as it comes"


def page_of(guide: Guide, setup: Setup) -> Page:
    """The page of the step the guide stands on."""
    return {"kind": _kind, "port": _port, "listen": _listen, "live": _live, "plate": _plate, "save": _save}[guide.step](
        guide, setup
    )


def _kind(guide: Guide, setup: Setup) -> Page:
    choices = tuple(Choice(kind, Line(f"devices.role.{role}")) for kind, role in ROLES.items())
    fields = [Field("kind", Line("guide.kind"), guide.kind, "choice", choices)]
    if guide.standing:
        known = (Choice(name, Line("guide.name", {"is": name})) for name in guide.standing)
        places = (Choice(NEW, Line("guide.instead.new")), *known)
        fields.append(Field("instead", Line("guide.instead"), guide.instead or NEW, "choice", places))
    return Page(Line("guide.ask.kind"), Line("guide.hint.kind"), tuple(fields), _actions())


def _port(guide: Guide, setup: Setup) -> Page:
    if guide.kind in CAMERAS:
        return _camera(guide, setup)
    address = Field("address", Line("guide.address"), guide.answers.get("address", ""))
    ports = tuple(Choice(port.url, _port_line(port)) for port in setup.ports())
    if not ports:
        return Page(Line("guide.ask.port"), Line("guide.hint.no_ports"), (address,), _actions())
    port = Field("port", Line("guide.port"), guide.answers.get("port", ""), "choice", ports)
    return Page(Line("guide.ask.port"), Line("guide.hint.port"), (port, address), _actions())


def _camera(guide: Guide, setup: Setup) -> Page:
    """By name from those at this computer, or by the address of one on the network."""
    found = setup.cameras()
    stream = Field("stream", Line("guide.address"), guide.answers.get("stream", ""))
    if not found:
        hint = Line("guide.hint.camera" if found is not None else "guide.hint.camera_looking")
        return Page(Line("guide.ask.address"), hint, (stream,), _actions())
    named = tuple(Choice(one.url, _camera_line(one, found)) for one in found)
    fields = [Field("seen", Line("guide.camera"), guide.answers.get("seen", ""), "choice", named)]
    if guide.sizes:
        own = Choice(OWN, Line("guide.size.own"))
        sizes = (Choice(size, Line("guide.name", {"is": size.replace("x", "×")})) for size in guide.sizes[:SIZES])
        chosen = guide.answers["size"] if guide.answers["size"] in guide.sizes else OWN
        fields.append(Field("size", Line("guide.size"), chosen, "choice", (own, *sizes)))
    return Page(Line("guide.ask.camera"), Line("guide.hint.cameras"), (*fields, stream), _actions())


def _camera_line(camera: CameraSeen, among: Sequence[CameraSeen]) -> Line:
    """Its name; with its number where it has none, or another one has the same."""
    alone = camera.name and sum(one.name == camera.name for one in among) == 1
    name = camera.name if alone else f"{camera.name} {camera.index}".strip()
    if camera.owner:
        return Line("guide.port_owned", {"port": name, "owner": camera.owner})
    return Line("guide.name", {"is": name}) if camera.name else Line("guide.camera_number", {"number": camera.index})


def _port_line(port: PortSeen) -> Line:
    name = port.url.rpartition("/")[2]
    if port.owner:
        return Line("guide.port_owned", {"port": name, "owner": port.owner})
    if not port.what:
        return Line("guide.name", {"is": name})
    return Line("guide.port_named", {"port": name, "what": port.what})


def _listen(guide: Guide, setup: Setup) -> Page:
    heard = guide.heard
    if not heard.done:
        return Page(
            Line("guide.listening"), Line(f"guide.hint.listen_{guide.family}"), (), _back(), facts=_search(heard)
        )
    if not heard.candidates:
        return Page(
            Line("guide.nothing"), _why_nothing(heard), (), (_again(primary=True), *_back()), facts=_search(heard)
        )
    choices = tuple(Choice(one.name, _candidate_line(one)) for one in heard.candidates)
    chosen = guide.candidate.name if guide.candidate else ""
    field = Field("candidate", Line("guide.candidates"), chosen, "choice", choices)
    hint = Line("guide.hint.several" if len(choices) > 1 else "guide.hint.one")
    return Page(Line("guide.ask.candidate"), hint, (field,), (*_actions(), _again()))


def _search(heard: Heard) -> tuple[Fact, ...]:
    asking = Line("guide.asking", {"driver": heard.asking}) if heard.asking else Line("guide.only_listening")
    facts = [] if heard.done else [Fact(Line("guide.fact.now"), asking)]
    if heard.port and not heard.done:
        facts.append(Fact(Line("guide.fact.port"), Line("guide.name", {"is": heard.port})))
    facts.append(Fact(Line("guide.fact.bytes"), Line("guide.bytes", {"count": heard.count})))
    if heard.raw:
        raw = heard.raw[-RAW_SHOWN:].hex(" ").upper()
        facts.append(Fact(Line("guide.fact.raw"), Line("guide.name", {"is": raw})))
    return tuple(facts)


def _why_nothing(heard: Heard) -> Line:
    if heard.failed is not None:
        return heard.failed
    return Line("guide.hint.no_frame" if heard.count else "guide.hint.no_bytes")


def _candidate_line(one: Candidate) -> Line:
    told: Mapping[str, object] = {
        "driver": one.name,
        "value": value_line(one.last),
        "frames": one.frames,
        "share": f"{100 * one.share:.0f}",
    }
    return Line("guide.candidate.proved" if one.proved else "guide.candidate.unproved", told)


def _live(guide: Guide, setup: Setup) -> Page:
    tried = setup.tried()
    facts = _trial(tried.status) if tried.status else ()
    if guide.kind == "platform" and isinstance(tried.last, Weight):
        facts = (*facts, _tare(tried.last))
    live = "camera" if guide.kind in CAMERAS else ""
    if tried.last is None:
        hint = Line(f"guide.hint.wait_{live or guide.family}")
        return Page(Line("guide.waiting"), hint, (), _back(), facts=facts, live=live)
    value = None if live else value_line(tried.last)
    hint = Line(f"guide.hint.live_{guide.family}")
    return Page(Line("guide.ask.live"), hint, (), _actions(), facts=facts, live=live, overlay=value)


def _trial(status: DeviceStatus) -> tuple[Fact, ...]:
    frames = Line("guide.frames", {"frames": status.frames, "faults": status.faults})
    facts = [
        Fact(Line("guide.fact.driver"), Line("guide.name", {"is": status.driver})),
        Fact(Line("guide.fact.frames"), frames),
    ]
    if status.identity:
        facts.append(Fact(Line("guide.fact.identity"), Line("guide.name", {"is": status.identity})))
    if status.delivers:
        facts.append(Fact(Line("guide.fact.size"), Line("guide.name", {"is": status.delivers})))
    return tuple(facts)


def _tare(weight: Weight) -> Fact:
    """A pallet's weight counts with its tare: whether the scale tells it decides what the clerk has to type."""
    told = None if weight.tare is None else Line("guide.name", {"is": f"{weight.tare} {weight.unit}".strip()})
    return Fact(Line("guide.fact.tare"), told or Line("guide.no_tare"))


def _plate(guide: Guide, setup: Setup) -> Page:
    figures = (Field(name, Line(f"guide.plate.{name}"), guide.answers.get(name, ""), "decimal") for name in PLATE)
    units = (Choice("kg", Line("guide.unit.kg")), Choice("g", Line("guide.unit.g")))
    unit = Field("unit", Line("guide.plate.unit"), guide.answers["unit"], "choice", units)
    kinds = {"check_weight": "decimal"}
    papers = (
        Field(name, Line(f"guide.plate.{name}"), guide.answers.get(name, ""), kinds.get(name, "text"))
        for name in PAPERS
    )
    hint = Line("guide.hint.plate" if guide.kind == "scale" else "guide.hint.plate_platform")
    return Page(Line("guide.ask.plate"), hint, (*figures, unit, *papers), _actions())


def _save(guide: Guide, setup: Setup) -> Page:
    device = guide.device()
    name = Field("name", Line("guide.id"), guide.answers.get("name", "") or device.id)
    options = ", ".join(f"{key} = {value}" for key, value in device.options.items())
    facts = [
        Fact(Line("guide.fact.driver"), Line("guide.name", {"is": device.driver})),
        Fact(Line("guide.fact.at"), Line("guide.name", {"is": device.url})),
    ]
    if options:
        facts.append(Fact(Line("guide.fact.options"), Line("guide.name", {"is": options})))
    if setup.file is None:
        return Page(Line("guide.ask.by_hand"), Line("guide.no_file"), (), _back(), facts=tuple(facts))
    facts.append(Fact(Line("guide.fact.file"), Line("guide.name", {"is": str(setup.file)})))
    if device.usb:
        facts.append(Fact(Line("guide.fact.plug"), Line("guide.name", {"is": device.usb})))
    if guide.instead:
        facts.insert(0, Fact(Line("guide.instead"), Line("guide.name", {"is": guide.instead}), "attention"))
    hint = Line("guide.hint.replace" if guide.instead else "guide.hint.save")
    fields = () if guide.instead else (name,)
    return Page(Line("guide.ask.save"), hint, fields, _actions(go="guide.save"), facts=tuple(facts))


def value_line(item: Reading | Preview) -> Line:
    """A reading as it is shown large."""
    match item:
        case Weight():
            value = "—" if item.value is None else f"{item.value} {item.unit}"
            return Line("guide.name", {"is": value})
        case Climate():
            return Line("guide.name", {"is": f"{item.temperature} °C  {item.humidity} %"})
        case Scan():
            text = item.text if len(item.text) <= LONGEST else f"{item.text[:LONGEST]}…"
            return Line("guide.name", {"is": text})
    return Line("guide.picture")


def _actions(go: str = "action.next") -> tuple[Action, ...]:
    """On, and back."""
    return (Action("next", "F1", Line(go), "next", primary=True), *_back())


def _again(primary: bool = False) -> Action:
    return Action("again", "F9", Line("guide.again"), "recount", primary)


def _back() -> tuple[Action, ...]:
    return (Action("back", "F2", Line("guide.back"), "back"),)
