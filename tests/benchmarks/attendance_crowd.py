"""A crowd for `attendance`: it walks as the world lets people walk, and is cheap to think of."""

from __future__ import annotations

import random

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.motion import Run, Runs, Stepper, path_end, to_runs
from island_server.core.rules import Rules
from island_server.core.state import IslandState
from island_server.core.units import TilePos

EVENTS_PER_S = 2
"""Of each avatar."""
PRESENCE_SHARE = 0.05
"""Of all events so many are zones and conversations: one each ten seconds for everybody."""
STEP_MS = 50
SIDE_TILES = 200
TALKS = 20
ZONES = [ZoneId(f"zone-{number}") for number in range(30)]


class Crowd:
    """People without plans on an island without walls.

    A path begins as `core.walkers.set_out` has it: where the step under way began, and when it did.
    """

    def __init__(self, avatars: int) -> None:
        self._random = random.Random(1)
        self._avatars = avatars
        self._walkers: dict[AvatarId, Stepper] = {}
        self.rules = Rules()
        self.state = IslandState(self.rules)

    def arrive(self, t_ms: int) -> list[ev.Event]:
        """Everybody enters, into one of the conversations."""
        kind, hall = ev.ConversationKind.MEETING, ZoneId("hall")
        events: list[ev.Event] = [
            ev.ConversationOpened(t_ms, ConversationId(number), kind, hall, 99)
            for number in range(1, TALKS + 1)
        ]
        for number in range(1, self._avatars + 1):
            avatar, x, y = AvatarId(number), self._tile(), self._tile()
            self._walkers[avatar] = Stepper(t_ms, x, y, (), self.rules)
            person = PersonId(f"{self._random.getrandbits(128):022x}"[:22])
            look, role = (1, 2, 3, 4, 5, 6, 7), ev.Role.ATTENDEE
            events.append(ev.Entered(t_ms, avatar, person, f"Guest {number}", look, role, x, y, 4))
            talk = ConversationId(number % TALKS + 1)
            events.append(ev.ConversationJoined(t_ms, talk, avatar, ev.Part.SPEAKER))
        for event in events:
            self.state.apply(event)
        return events

    def step(self, t_ms: int) -> list[ev.Event]:
        """What has happened in the step that ends now."""
        count = EVENTS_PER_S * self._avatars * STEP_MS // 1000
        times = sorted(self._random.randrange(STEP_MS) for _ in range(count))
        events = []
        for offset_ms in times:
            events.append(self._event(t_ms - STEP_MS + offset_ms))
            self.state.apply(events[-1])
        return events

    def places(self, t_ms: int) -> list[tuple[AvatarId, TilePos]]:
        """Where everybody is now."""
        return [(avatar, self._walk(avatar, t_ms).tile) for avatar in self._walkers]

    def _walk(self, avatar: AvatarId, t_ms: int) -> Stepper:
        stepper = self._walkers[avatar]
        while 0 <= stepper.next_ms <= t_ms:
            stepper.step()
        return stepper

    def _event(self, t_ms: int) -> ev.Event:
        avatar = AvatarId(self._random.randrange(self._avatars) + 1)
        if self._random.random() < PRESENCE_SHARE:
            return self._presence(t_ms, avatar)
        stepper = self._walk(avatar, t_ms)
        is_walking = stepper.next_ms >= 0
        t0_ms = stepper.step_start_ms if is_walking else t_ms
        runs = self._way(stepper.tile, [stepper.direction] if is_walking else [])
        facing = runs[-1].direction if runs else self._random.randrange(8)
        x, y = stepper.tile
        self._walkers[avatar] = Stepper(t0_ms, x, y, runs, self.rules)
        return ev.Moved(t_ms, avatar, t0_ms, x, y, facing, runs)

    def _way(self, start: TilePos, begun: list[int]) -> Runs:
        """The step under way, and then up to three ways of up to eleven steps, on the island."""
        while True:
            wished = [
                Run(self._random.randrange(8), self._random.randrange(1, 12))
                for _ in range(self._random.choice((0, 1, 1, 1, 2, 3)))
            ]
            runs = to_runs(begun + [run.direction for run in wished for _ in range(run.steps)])
            end = path_end(*start, runs)
            if not wished or (0 <= end.x < SIDE_TILES and 0 <= end.y < SIDE_TILES):
                return runs

    def _presence(self, t_ms: int, avatar: AvatarId) -> ev.Event:
        state = self.state.avatars[avatar]
        if self._random.random() < 0.5:
            zone = self._random.choice(ZONES)
            kind = ev.ZoneLeft if zone in state.zones else ev.ZoneEntered
            return kind(t_ms, avatar, zone)
        if state.conversation is None:
            talk = ConversationId(self._random.randrange(TALKS) + 1)
            return ev.ConversationJoined(t_ms, talk, avatar, ev.Part.SPEAKER)
        return ev.ConversationLeft(t_ms, state.conversation, avatar)

    def _tile(self) -> int:
        return self._random.randrange(SIDE_TILES)
