"""The red full stop 暂停卸货: nothing but a supervisor's reason moves the truck again."""

from __future__ import annotations

from station.domain.commands import ResumeUnloading
from station.domain.roles import Role
from station.texts import line
from station.workflow.effects import Do, Effects, bad
from station.workflow.scene import Scene
from station.workflow.steps.base import Plain, action, first
from station.workflow.view import Field, Page, StopView

REASON = "stop.reason_typed"


class Stopped(Plain):
    def page(self, scene: Scene) -> Page:
        ways = (action("switch", "action.switch"), action("pause", "action.pause"))
        if not scene.is_a(Role.SUPERVISOR):
            return Page(instruction=line("stop.call"), hint=line("stop.call_hint"), actions=ways)
        return Page(
            instruction=line("stop.resume"),
            hint=line("stop.resume_hint"),
            fields=(Field(REASON, line("field.reason"), scene.text(REASON), "longtext"),),
            actions=(first("action.resume"), *ways),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        if action not in ("next", "accept"):
            return ()
        if scene.is_a(Role.SUPERVISOR) and not scene.text(REASON):
            return bad("field.empty", field=line("field.reason"))
        command = ResumeUnloading(visit=scene.truck.visit.id, reason=scene.text(REASON))
        return (Do(command, good=line("stop.resumed"), clear=(REASON,)),)


def stop_view(scene: Scene) -> StopView | None:
    """Why the truck stands, since when, who lifts it, and until when the customer must know."""
    stop = scene.truck.visit.stop
    if stop is None:
        return None
    raised = [exception for exception in scene.case.delivery.exceptions if exception.kind == "broken_seal"]
    return StopView(
        reason=line("stop.seal", seal=stop.seal, condition=line(f"seal.{stop.reason}")),
        since=stop.at,
        who=line("stop.who"),
        notice_by=raised[-1].notice_by if raised else "",
    )
