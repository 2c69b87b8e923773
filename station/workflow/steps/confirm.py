"""A step that a site has added to its checklist: a question, answered in words."""

from __future__ import annotations

from station.domain.commands import ConfirmStep
from station.domain.progress import current
from station.texts import Bilingual, line
from station.workflow.effects import ALL, Do, Effects, bad
from station.workflow.scene import Scene
from station.workflow.steps.base import Plain, around, back, first
from station.workflow.view import Field, Page

ANSWER = "confirm.answer"


class Confirm(Plain):
    def page(self, scene: Scene) -> Page:
        step = current(scene.case)
        assert step is not None
        return Page(
            instruction=line("confirm.question", title=Bilingual(step.title_zh, step.title_en)),
            fields=(Field(ANSWER, line("confirm.answer"), scene.text(ANSWER), scannable=True),),
            actions=(first("action.confirm"), *around()),
        )

    def act(self, scene: Scene, action: str) -> Effects:
        if action not in ("next", "accept"):
            return back(action)
        step = current(scene.case)
        assert step is not None
        if not scene.text(ANSWER):
            return bad("field.empty", field=line("confirm.answer"))
        command = ConfirmStep(delivery=scene.case.delivery.id, step=step.id, answer=scene.text(ANSWER))
        return (Do(command, good=line("confirm.recorded"), clear=(ALL,)),)
