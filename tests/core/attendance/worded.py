"""Logs and figures in words, as docs/attendance.md has them: easy to write, and to check by hand.

A log is a line per event, beginning with the time of day:

    09:00:00 anna comes                   (to the island `isle`; `comes to quay`: another one)
    09:00:00 anna goes
    09:00:00 anna into cafe               (and `out of cafe`)
    09:00:00 talk bubble                  (a conversation named `talk`)
    09:00:00 talk stage podium            (and one of a zone)
    09:00:00 anna joins talk              (`listens to talk`: as a listener)
    09:00:00 anna quits talk
    09:00:00 talk ends
    09:00:00 anna walks                   (does nothing that counts)
    09:00:00 gap of 12
    09:00:00 restart                      (another run; what follows is of it)

`#` begins a remark. `@host` after `comes` is the role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from island_server.core import events as ev
from island_server.core.attendance.conversation_groups import ConversationTotals
from island_server.core.attendance.insight import Insight
from island_server.core.attendance.records import ZoneKey
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.logged import Gap, Logged

DAY_MS = 20_000 * 86_400_000
"""Midnight of the day on which all logs in words are."""

HOME = "isle"


def time_ms(word: str) -> int:
    hours, minutes, seconds = (*word.split(":"), "0")[:3]
    return DAY_MS + round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


def log_of(text: str) -> list[Logged]:
    writer = _Writer()
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if words:
            writer.write(words)
    return writer.entries


class _Writer:
    def __init__(self) -> None:
        self.entries: list[Logged] = []
        self._run = 1
        self._avatars: dict[str, tuple[AvatarId, str]] = {}
        self._talks: dict[str, ConversationId] = {}
        self._last_id = 0

    def write(self, words: list[str]) -> None:
        at_ms = time_ms(words[0])
        # every run has a time of its own, which has nothing to do with the world's
        t_ms = at_ms - DAY_MS - 7_000_000 * self._run
        match words[1:]:
            case ["restart"]:
                self._run += 1
                self._avatars, self._talks = {}, {}
            case ["gap", "of", lost]:
                self._add(at_ms, "", Gap(t_ms, int(lost)))
            case [who, "comes", *rest]:
                self._comes(at_ms, t_ms, who, rest)
            case [talk, "ends"]:
                self._add(at_ms, HOME, ev.ConversationClosed(t_ms, self._talks[talk]))
            case [talk, "bubble" | "meeting" | "stage" as kind, *zone]:
                self._opens(at_ms, t_ms, talk, ev.ConversationKind(kind), zone)
            case [who, *rest]:
                avatar, island = self._avatars[who]
                self._add(at_ms, island, self._of(t_ms, avatar, rest))

    def _comes(self, at_ms: int, t_ms: int, who: str, rest: list[str]) -> None:
        role = next((ev.Role(word[1:]) for word in rest if word[0] == "@"), ev.Role.ATTENDEE)
        island = rest[rest.index("to") + 1] if "to" in rest else HOME
        avatar = AvatarId(self._take_id())
        self._avatars[who] = avatar, island
        person = PersonId(who)
        self._add(at_ms, island, ev.Entered(t_ms, avatar, person, "", (0,) * 7, role, 1, 1, 4))

    def _opens(
        self, at_ms: int, t_ms: int, talk: str, kind: ev.ConversationKind, zone: list[str]
    ) -> None:
        identity = self._talks[talk] = ConversationId(self._take_id())
        place = ZoneId(zone[0]) if zone else None
        self._add(at_ms, HOME, ev.ConversationOpened(t_ms, identity, kind, place, 25))

    def _of(self, t_ms: int, avatar: AvatarId, words: list[str]) -> ev.Event:
        match words:
            case ["goes"]:
                return ev.Left(t_ms, avatar, ev.LeaveReason.LEFT)
            case ["walks"]:
                return ev.Moved(t_ms, avatar, t_ms, 1, 1, 4, ())
            case ["into", zone]:
                return ev.ZoneEntered(t_ms, avatar, ZoneId(zone))
            case ["out", "of", zone]:
                return ev.ZoneLeft(t_ms, avatar, ZoneId(zone))
            case ["joins", talk]:
                return ev.ConversationJoined(t_ms, self._known(talk), avatar, ev.Part.SPEAKER)
            case ["listens", "to", talk]:
                return ev.ConversationJoined(t_ms, self._known(talk), avatar, ev.Part.LISTENER)
            case ["quits", talk]:
                return ev.ConversationLeft(t_ms, self._known(talk), avatar)
        raise ValueError(f"nobody knows what this means: {words}")

    def _known(self, talk: str) -> ConversationId:
        """Of a talk that was not opened, the opening is lost."""
        if talk not in self._talks:
            self._talks[talk] = ConversationId(self._take_id())
        return self._talks[talk]

    def _take_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _add(self, at_ms: int, island: str, what: ev.Event | Gap) -> None:
        self.entries.append(Logged(10 * len(self.entries), self._run, island, at_ms, what))


# --- figures


def clock(at_ms: int) -> str:
    seconds, ms = divmod(at_ms - DAY_MS, 1000)
    whole = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{whole}.{ms:03}" if ms else whole


def long(time_ms: int) -> str:
    seconds, ms = divmod(time_ms, 1000)
    whole = f"{seconds // 60:02}:{seconds % 60:02}"
    return f"{whole}.{ms:03}" if ms else whole


def tell(insight: Insight, question: str) -> str:
    """The figure of that name; questions are what the documentation has before the colon."""
    name, *about = question.split()
    return ANSWERS[name](insight, about)


def _place(zone: ZoneKey) -> str:
    return zone[1] if zone[0] == HOME else "/".join(zone)


def _key(word: str) -> ZoneKey:
    island, _, zone = word.rpartition("/")
    return island or HOME, ZoneId(zone)


def _stays(it: Insight, about: list[str]) -> str:
    person = next(p for p in it.people if p.presence.person == about[0])
    stays = person.presence.stays
    return ", ".join(f"{clock(s.start_ms)}-{clock(s.end_ms)} {s.ending}" for s in stays)


def _present(it: Insight, about: list[str]) -> str:
    if not about:
        return long(it.person_ms)
    return long(next(p.presence.present_ms for p in it.people if p.presence.person == about[0]))


def _island(it: Insight, about: list[str]) -> str:
    if len(about) == 1:
        return long(it.islands_ms[about[0]])
    person = next(p for p in it.people if p.presence.person == about[1])
    return long(person.presence.islands_ms[about[0]])


def _zone(it: Insight, about: list[str]) -> str:
    if len(about) == 2:
        person = next(p for p in it.people if p.presence.person == about[1])
        return long(person.presence.zones_ms[_key(about[0])])
    use = next(use for use in it.zones if use.zone == _key(about[0]))
    most = f"{use.most} at {clock(use.most_at_ms)}" if use.most else "0"
    return (
        f"{use.people} people, {long(use.person_ms)}, together {long(use.together_ms)}, most {most}"
    )


def _band(it: Insight, about: list[str]) -> str:
    use = next(use for use in it.zones if use.zone == _key(about[0]))
    pairs = zip(use.most_by_minute, use.ms_by_minute, strict=True)
    return ", ".join(f"{most} {long(ms)}" for most, ms in pairs)


def _minute(it: Insight, about: list[str]) -> str:
    minute = next(m for m in it.curve if m.start_ms == time_ms(about[0]))
    return (
        f"most {minute.most}, {long(minute.person_ms)}, {minute.arrivals} came,"
        f" {minute.first_arrivals} first, {minute.departures} went"
    )


def _totals(totals: ConversationTotals) -> str:
    return (
        f"{totals.count}, median {long(totals.median_ms)}, longest {long(totals.longest_ms)},"
        f" {long(totals.talk_ms)} in all, most {totals.most}, mean size {totals.mean_size:.2f},"
        f" {totals.people} people"
    )


def _conversations(it: Insight, about: list[str]) -> str:
    if not about:
        return _totals(it.talk)
    zone = _key(about[1]) if about[1:] else None
    group = next(g for g in it.talk_by_place if (g.kind or "unknown", g.zone) == (about[0], zone))
    return _totals(group.totals)


def _conversation(it: Insight, about: list[str]) -> str:
    talk = it.conversations[int(about[0]) - 1]
    return (
        f"{talk.kind or 'unknown'} {clock(talk.start_ms)}-{clock(talk.end_ms)} {talk.ending},"
        f" {long(talk.talk_ms)}, most {talk.most}, mean size {talk.mean_size:.2f}"
    )


def _share(it: Insight, about: list[str]) -> str:
    person = next(p for p in it.people if p.presence.person == about[0])
    spoke, listened = long(person.spoke_ms), long(person.listened_ms)
    return f"{person.talk_share:.2f}, spoke {spoke}, listened {listened}"


def _met(it: Insight, about: list[str]) -> str:
    one, other = sorted(about)
    for edge in it.encounters.edges:
        if (edge.one, edge.other) == (one, other):
            first = clock(edge.first_ms)
            return f"{long(edge.together_ms)}, {edge.times} times, first {first}"
    return "never"


def _node(it: Insight, about: list[str]) -> str:
    node = next(node for node in it.encounters.nodes if node.person == about[0])
    return f"met {node.met}, {long(node.together_ms)}"


def _notes(it: Insight, about: list[str]) -> str:
    minute = next(m for m in it.notes if m.start_ms == time_ms(about[0]))
    words = (
        " ".join(
            [str(n.kind), str(n.count)]
            + ([str(n.conversation)] if n.conversation else [])
            + ([_place(n.zone)] if n.zone else [])
        )
        for n in minute.notes
    )
    return f"present {minute.present}; {', '.join(words) or 'nothing'}"


def _talk_minute(it: Insight, about: list[str]) -> str:
    minute = next(m for m in it.talk_curve if m.start_ms == time_ms(about[0]))
    return (
        f"{minute.most} at once, {long(minute.talk_ms)} in all, largest {minute.largest},"
        f" mean size {minute.mean_size:.2f}"
    )


def _list(words: Iterable[str]) -> str:
    return ", ".join(words) or "none"


ANSWERS: dict[str, Callable[[Insight, list[str]], str]] = {
    "people": lambda it, _: str(it.unique),
    "peak": lambda it, _: f"{it.peak.people} at {clock(it.peak.at_ms)}",
    "stays": _stays,
    "present": _present,
    "island": _island,
    "zone": _zone,
    "band": _band,
    "silent": lambda it, _: _list(
        f"{_place(use.zone)} {use.silence}" for use in it.zones if use.silence
    ),
    "by-use": lambda it, _: _list(_place(use.zone) for use in it.zones),
    "minute": _minute,
    "conversations": _conversations,
    "conversation": _conversation,
    "talk-minute": _talk_minute,
    "sizes": lambda it, _: _list(f"{size}: {long(ms)}" for size, ms in it.sizes_ms.items()),
    "share": _share,
    "met": _met,
    "node": _node,
    "met-nobody": lambda it, _: _list(it.met_nobody),
    "notes": _notes,
    "gaps": lambda it, _: _list(
        f"{clock(gap.start_ms)}-{clock(gap.end_ms)} {gap.lost}" for gap in it.gaps
    ),
    "restarts": lambda it, _: _list(
        f"{clock(restart.end_ms)}-{clock(restart.start_ms)}" for restart in it.restarts
    ),
    "unplaced": lambda it, _: str(it.unplaced),
}
