"""Pictures that were asked for: one at a time for a delivery, each with its token, none waited for without an end."""

from __future__ import annotations

import secrets

from station.domain.readings import Fault, Frame
from station.workflow.camera_roles import role_for
from station.workflow.desk import Camera
from station.workflow.unsaved import Taking

PATIENCE = 6.0  # seconds; the camera's own deadline is shorter
MEASURED = frozenset({"damage"})  # purposes of pictures in which the measuring card is looked for


class PictureDesk:
    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._open: dict[str, Taking] = {}
        self._kept: dict[str, Taking] = {}  # on their way to the disk

    def ask(self, delivery: str, purpose: str, now: float, person: str, role: str = "") -> bool:
        """Asks for a picture; False while another one of the delivery is on its way."""
        if self.busy(delivery):
            return False
        token, role = secrets.token_hex(8), role or role_for(purpose)
        self._open[token] = Taking(token, delivery, purpose, now, person, role)
        self._camera.take(token, role, purpose in MEASURED)
        return True

    def busy(self, delivery: str) -> bool:
        return any(taking.delivery == delivery for taking in (*self._open.values(), *self._kept.values()))

    def keep(self, taking: Taking) -> None:
        """A picture has come and is being made durable."""
        self._kept[taking.token] = taking

    def kept(self, taking: Taking) -> None:
        """It is durable, or the disk said why not."""
        self._kept.pop(taking.token, None)

    def answered(self, answer: Frame | Fault) -> Taking | None:
        """The request that this picture or fault answers; None where nobody waits for it any more."""
        return self._open.pop(answer.token, None)

    def overdue(self, now: float) -> list[Taking]:
        """Requests that the camera never answered; they are given up."""
        late = [taking for taking in self._open.values() if now - taking.since > PATIENCE]
        for taking in late:
            del self._open[taking.token]
        return late
