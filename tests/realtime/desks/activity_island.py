"""An island with a desk of activities on it, and a shelf that outlives it."""

from __future__ import annotations

import secrets
from typing import Any

from island_server.access.permissions import may
from island_server.core.zones import ZoneKind
from island_server.errors import AccessDenied
from island_server.protocol.activity_messages import HandedIn
from island_server.realtime.archipelago import Archipelago
from island_server.realtime.desks.activities_desk import ActivitiesDesk, DeskSurroundings
from island_server.realtime.desks.activity_shelf import ActivityShelf, KeptActivities
from island_server.realtime.open_island import Surroundings
from tests.core.island import box
from tests.realtime.desks.memory_shelf import MemoryShelf
from tests.realtime.served_island import Browser, Desks, Setup

BAR = box("bar", ZoneKind.TABLE, (4, 4), (3, 3))
FAR = box("far", ZoneKind.PLACE, (20, 4), (5, 5))
POLL = {"id": None, "kind": "poll", "title": "Tea?", "options": [{"text": "Yes"}, {"text": "No"}]}
SECRET = {**POLL, "anonymous": True}
WORDS = {"id": None, "kind": "words", "title": "How are you?", "most": 2}
QUESTIONS = {"id": None, "kind": "questions", "title": "What would you ask?"}
QUIZ = {
    "id": None,
    "kind": "quiz",
    "title": "Quiz",
    "questions": [
        {"text": "1 + 1?", "options": ["1", "2"], "right": 1},
        {"text": "2 + 2?", "options": ["4", "5"], "right": 0},
    ],
}


class OpenSigner:
    """Signs by adding a tail that everybody could add; implements `BlindSigner`."""

    def new_key(self) -> bytes:
        return secrets.token_bytes(4)

    def public_part(self, key: bytes) -> str:
        return key.hex()

    def sign(self, key: bytes, blinded: str) -> str:
        if not int(blinded, 16):
            raise AccessDenied("token")
        return (key.hex() + blinded)[:512]

    def is_signed(self, public: str, token: bytes, signature: str) -> bool:
        return signature.startswith(public)


class ActivityIsland:
    """Makes the desk; give `setup` to `serve`."""

    def __init__(self, shelf: MemoryShelf | None = None) -> None:
        self.shelf = shelf or MemoryShelf()
        self.kept = KeptActivities()
        self.desk: ActivitiesDesk | None = None

    async def recall(self) -> None:
        """Begin with what is on the shelf."""
        self.kept = await ActivityShelf(self.shelf).load()

    def setup(self, **changes: Any) -> Setup:
        return Setup(zones=(BAR, FAR), desks=self._desks, may=may, **changes)

    def _desks(self, islands: Archipelago, around: Surroundings) -> Desks:
        ground = DeskSurroundings(ActivityShelf(self.shelf), OpenSigner(), around.clock, 30)
        self.desk = ActivitiesDesk(islands, self.kept, ground)
        around.tasks.spawn("activities", self.desk.run())
        return Desks((self.desk,))

    async def hand_in(self, identity: str, token: str = "ab" * 32, **answer: Any) -> None:
        """Hand an answer in as a browser with leave would."""
        assert self.desk is not None
        public = self.desk._board.activities[identity].key
        signature = (public + "0" * 512)[:512]
        await self.desk.hand_in(identity, HandedIn(token=token, signature=signature, **answer))


async def made(host: Browser, draft: dict[str, Any], *actions: str) -> str:
    """An activity of a host, to whom nothing is refused."""
    answer = await host.call("activity_put", draft)
    assert answer["ok"], answer
    for action in actions:
        done = await host.call("activity_do", {"id": answer["id"], "action": action})
        assert done["ok"], done
    return str(answer["id"])


def rows(browser: Browser, identity: str) -> dict[str, int]:
    """The results that this browser was told last."""
    told = [it for it in browser.heard("activity_results") if it["id"] == identity]
    return {key: count for key, _, count, _ in told[-1]["rows"]} if told else {}
