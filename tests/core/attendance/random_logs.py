"""Random logs: what people may do on two islands, in whole seconds, over restarts."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from island_server.core import events as ev
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.logged import Gap, Logged

PEOPLE = 5
ISLANDS = ("isle", "quay")
ZONES = (ZoneId("cafe"), ZoneId("pier"))
BEGIN_MS = 1_700_000_000_000
ACTIONS = ("come", "go", "zone", "no zone", "speak", "listen", "quit", "walk")

Step = tuple[int, int, str, int]
"""So many seconds later, this person does this; the last number chooses where."""


def steps(most: int = 60) -> st.SearchStrategy[list[Step]]:
    # those who come are often drawn, so that there are people to do the rest
    actions = st.sampled_from((*ACTIONS, "come", "come", "speak", "restart"))
    step = st.tuples(st.integers(1, 90), st.integers(0, PEOPLE - 1), actions, st.integers(0, 3))
    return st.lists(step, max_size=most)


@st.composite
def logs(draw: st.DrawFn, *, settled: bool = False) -> list[Logged]:
    """Settled: in no run is the last thing that happens somebody's coming, for no time at all."""
    play = _Play(settled)
    for step in draw(steps()):
        play.step(step)
    play.settle()
    return play.entries


@st.composite
def logs_with_a_loss(draw: st.DrawFn) -> tuple[list[Logged], list[Logged]]:
    """A log, and the same after a stretch of one run of it could not be written."""
    whole = draw(logs().filter(len))
    first = draw(st.integers(0, len(whole) - 1))
    last = draw(st.integers(first, min(len(whole) - 1, first + 8)))
    lost = [entry for entry in whole[first : last + 1] if entry.run == whole[first].run]
    one = lost[0]
    gap = Logged(one.seq, one.run, "", one.wall_ms, Gap(one.what.t_ms, len(lost)))
    return whole, [*whole[:first], gap, *whole[first + len(lost) :]]


@dataclass
class _Body:
    avatar: AvatarId
    island: str
    zone: ZoneId | None = None
    talk: ConversationId | None = None


@dataclass
class _Play:
    settled: bool
    entries: list[Logged] = field(default_factory=list)
    seconds: int = 0
    run: int = 1
    last_id: int = 0
    bodies: dict[int, _Body] = field(default_factory=dict)
    talks: dict[tuple[str, int], tuple[ConversationId, set[int]]] = field(default_factory=dict)

    def step(self, step: Step) -> None:
        later_s, who, action, where = step
        self.seconds += later_s
        t_ms = self.t_ms()
        if action == "restart":
            self.settle()
            self.run += 1
            self.bodies, self.talks = {}, {}
        elif action == "come" and who not in self.bodies:
            self.come(t_ms, who, ISLANDS[where % 2])
        elif who in self.bodies:
            self.act(t_ms, who, self.bodies[who], action, where)

    def t_ms(self) -> int:
        """The island's time; every run has its own."""
        return self.seconds * 1000 - 5_000_000 * self.run

    def settle(self) -> None:
        if self.settled and self.entries:
            self.seconds += 1
            self.add(ISLANDS[0], ev.CommandRejected(self.t_ms(), AvatarId(0), "blocked"))

    def act(self, t_ms: int, who: int, body: _Body, action: str, where: int) -> None:
        match action:
            case "go":
                self.quit(t_ms, who, body)
                self.leave_zone(t_ms, body)
                self.add(body.island, ev.Left(t_ms, body.avatar, ev.LeaveReason.LEFT))
                del self.bodies[who]
            case "zone":
                self.leave_zone(t_ms, body)
                body.zone = ZONES[where % 2]
                self.add(body.island, ev.ZoneEntered(t_ms, body.avatar, body.zone))
            case "no zone":
                self.leave_zone(t_ms, body)
            case "speak" | "listen":
                self.talk(t_ms, who, body, action, where // 2)
            case "quit":
                self.quit(t_ms, who, body)
            case "walk":
                self.add(body.island, ev.Moved(t_ms, body.avatar, t_ms, 1, 1, 4, ()))

    def come(self, t_ms: int, who: int, island: str) -> None:
        body = self.bodies[who] = _Body(AvatarId(self.take_id()), island)
        person, role = PersonId(f"p{who}"), ev.Role.ATTENDEE
        look = (0,) * 7
        self.add(island, ev.Entered(t_ms, body.avatar, person, "", look, role, 0, 0, 4))

    def leave_zone(self, t_ms: int, body: _Body) -> None:
        if body.zone is not None:
            self.add(body.island, ev.ZoneLeft(t_ms, body.avatar, body.zone))
        body.zone = None

    def talk(self, t_ms: int, who: int, body: _Body, action: str, slot: int) -> None:
        part = ev.Part.SPEAKER if action == "speak" else ev.Part.LISTENER
        identity, members = self.talks.get((body.island, slot), (None, set[int]()))
        if identity is None:
            identity = ConversationId(self.take_id())
            kind = ev.ConversationKind.BUBBLE
            self.add(body.island, ev.ConversationOpened(t_ms, identity, kind, None, 8))
            self.talks[body.island, slot] = identity, members
        if body.talk not in (None, identity):
            self.quit(t_ms, who, body)
        body.talk = identity
        members.add(who)
        self.add(body.island, ev.ConversationJoined(t_ms, identity, body.avatar, part))

    def quit(self, t_ms: int, who: int, body: _Body) -> None:
        if body.talk is None:
            return
        self.add(body.island, ev.ConversationLeft(t_ms, body.talk, body.avatar))
        for key, (identity, members) in list(self.talks.items()):
            if identity == body.talk:
                members.discard(who)
                if not members:
                    self.add(body.island, ev.ConversationClosed(t_ms, identity))
                    del self.talks[key]
        body.talk = None

    def take_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def add(self, island: str, what: ev.Event) -> None:
        wall_ms = BEGIN_MS + self.seconds * 1000
        self.entries.append(Logged(len(self.entries), self.run, island, wall_ms, what))
