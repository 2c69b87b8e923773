"""The film of the carton that lies open: begun, paused, ended and waived from the sampling step."""

from __future__ import annotations

from station.domain.commands import WaiveFilm
from station.domain.films import confidential, film_begun, film_settled, running
from station.domain.units import DeclaredUnit
from station.texts import Line, line
from station.workflow.effects import Do, Effects, Put, Roll, bad
from station.workflow.scene import FilmNow, Scene
from station.workflow.steps.base import action
from station.workflow.view import Action, Fact

FILM_ACTIONS = ("film", "finish", "waive")
IN_HAND = "sample.in_hand"  # the confidential unit whose code was read last, until the open one's is read again


def film_facts(scene: Scene, unit: str) -> tuple[Fact, ...]:
    """How the film goes, or that one is wanted."""
    state = scene.case.units[unit]
    now = _of(scene, unit)
    if now is not None:
        return (Fact(line("film.label"), _told(now), "attention" if now.paused else "good"),)
    done = [film for film in state.films if film.sha256]
    if done:
        return (Fact(line("film.label"), Line("film.there", {"count": len(done)}), "good"),)
    if not film_settled(scene.case, state):
        return (Fact(line("film.label"), line("film.wanted"), "attention"),)
    return ()


def film_live(scene: Scene) -> str:
    """While the film runs its camera is on the screen."""
    return "camera" if scene.film is not None else ""


def film_actions(scene: Scene, unit: str) -> tuple[Action, ...]:
    now, state = _of(scene, unit), scene.case.units[unit]
    if now is not None:
        turn = "action.film_resume" if now.paused else "action.film_pause"
        return () if now.ending else (action("finish", "action.film_end"), action("film", turn))
    waive = () if film_begun(scene.case, state) else (action("waive", "action.film_waive"),)
    return (action("film", "action.film"), *waive)


def film_act(scene: Scene, unit: str, what: str, reason: str) -> Effects:
    """reason: the field in which somebody says why there is no film."""
    now = _of(scene, unit)
    if what == "waive":
        return _waived(scene, unit, reason)
    if what == "finish":
        return (Roll("end"),) if now is not None else bad("film.none")
    secret = scene.text(IN_HAND)
    if now is None and running(scene.case) is None:
        return (Roll("begin", unit, in_hand=secret),)
    if now is None or now.ending:
        return bad("film.on_its_way")
    if not now.paused:
        return (Roll("pause"),)
    return bad("film.secret_in_hand", unit=secret) if secret else (Roll("resume"),)


def in_hand(scene: Scene, unit: str, read: DeclaredUnit) -> Effects:
    """Another unit's code was read beside the open carton: a confidential one stops the film at once."""
    if read.id == unit:
        return (Put(IN_HAND),)
    if not confidential(scene.case, read.id):
        return bad("sampling.not_this_one", code=read.code)
    pause = (Roll("pause", why="confidential"),) if _of(scene, unit) is not None else ()
    return (Put(IN_HAND, read.id), *pause, *bad("film.secret_in_hand", unit=read.id))


def _of(scene: Scene, unit: str) -> FilmNow | None:
    now = scene.film
    return now if now is not None and (now.delivery, now.unit) == (scene.case.delivery.id, unit) else None


def _told(now: FilmNow) -> Line:
    known = {"lasts": _clock(now.ms // 1000), "size": f"{now.size / 1_000_000:.0f} MB", "left": _clock(now.left)}
    if now.ending:
        return line("film.ending")
    return Line(f"film.paused.{now.paused}" if now.paused else "film.rolls", known)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _waived(scene: Scene, unit: str, reason: str) -> Effects:
    if film_settled(scene.case, scene.case.units[unit]):
        return bad("film.none_wanted")
    if not scene.text(reason):
        return bad("field.empty", field=line("film.waive_reason"))
    command = WaiveFilm(delivery=scene.case.delivery.id, unit=unit, reason=scene.text(reason))
    return (Do(command, good=line("film.waived", unit=unit), clear=(reason,), second=True),)
