"""Reads a log once, in order, and makes spans of it.

After a gap nobody knows who left meanwhile. What was open when the gap began is in doubt: it is
held to have gone on if something later in the same run tells that it did, such as the leaving of a
zone; if nothing does, it ended when the gap began. See docs/attendance.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from island_server.core import events as ev
from island_server.core.attendance.records import (
    Ending,
    GapMark,
    Happening,
    MemberPiece,
    Pieces,
    Records,
    Restart,
    StayPiece,
    Talk,
    VisitPiece,
)
from island_server.core.attendance.time_axis import TimeAxis
from island_server.core.ids import AvatarId, ConversationId, PersonId, ZoneId
from island_server.core.logged import Gap, Logged

_RANKS = tuple(ev.Role)
_READ = frozenset(
    {
        Gap,
        ev.Entered,
        ev.Left,
        ev.ZoneEntered,
        ev.ZoneLeft,
        ev.ConversationOpened,
        ev.ConversationJoined,
        ev.ConversationLeft,
        ev.ConversationClosed,
    }
)
_TOLD = frozenset({ev.Noted, ev.ZonePut, ev.ZoneRemoved})


@dataclass(slots=True)
class _Open:
    """Something that has begun; in doubt since the gap that began at `doubt_ms`."""

    start_ms: int
    doubt_ms: int | None = None

    def until(self, at_ms: int, ending: Ending) -> tuple[int, int, Ending]:
        """Start, end and how that is known, if nothing is heard of it any more."""
        if self.doubt_ms is not None:
            return self.start_ms, max(self.start_ms, self.doubt_ms), Ending.GAP
        return self.start_ms, max(self.start_ms, at_ms), ending


@dataclass(slots=True)
class _Membership:
    conversation: ConversationId
    part: ev.Part
    open: _Open


@dataclass(slots=True)
class _Avatar:
    person: PersonId
    island: str
    stay: _Open
    zones: dict[ZoneId, _Open] = field(default_factory=dict)
    membership: _Membership | None = None


class Chronicle:
    """Takes entries, as often and as many at a time as one likes; gives `records` at any time."""

    def __init__(self) -> None:
        self._axis = TimeAxis()
        self._first_ms = 0
        self._entries = 0
        self._unplaced = 0
        self._last_seq = -1
        self._roles: dict[PersonId, ev.Role] = {}
        self._stays: list[StayPiece] = []
        self._visits: list[VisitPiece] = []
        self._talks: dict[tuple[int, ConversationId], Talk] = {}
        self._gaps: list[GapMark] = []
        self._watching = False
        """Whether any entry, of whatever kind, may end a gap or a doubt."""
        self._in_gap = False
        self._restarts: list[Restart] = []
        self._happenings: list[Happening] = []
        self._avatars: dict[AvatarId, _Avatar] = {}
        self._doubtful: set[AvatarId] = set()

    def take(self, entries: Iterable[Logged]) -> None:
        """Read on. Raises ValueError for entries out of order: then the chronicle is of no use."""
        axis, seq, taken = self._axis, self._last_seq, 0
        for entry in entries:
            if entry.seq <= seq:
                raise ValueError(f"entry {entry.seq} of the log comes after entry {seq}")
            seq = entry.seq
            if entry.run != axis.run:
                self._begin_run(entry)
            what = entry.what
            # nothing is called here that need not be: this is done for every step of everybody
            at_ms = axis.base_ms + what.t_ms
            if at_ms > axis.last_ms:  # noqa: PLR1730
                axis.last_ms = at_ms
            taken += 1
            if self._watching:
                self._watch(what)
            if type(what) in _READ:
                self._read(entry, at_ms)
            elif type(what) in _TOLD:
                self._happenings.append(_happening(entry, at_ms))
        self._last_seq = seq
        self._entries += taken

    def records(self) -> Records:
        """What is known by now; what is open is closed at the last time known, and marked so."""
        stays, visits = list(self._stays), list(self._visits)
        talks = {
            key: Talk(talk.island, talk.kind, talk.zone, list(talk.members))
            for key, talk in self._talks.items()
        }
        self._close_all(stays, visits, talks, Ending.OPEN)
        # each island tells things in their order, but one may be a moment later than another
        first_ms = min((stay.start_ms for stay in stays), default=self._first_ms)
        return Records(
            min(first_ms, self._first_ms),
            self._axis.last_ms,
            self._entries,
            self._unplaced,
            dict(self._roles),
            stays,
            visits,
            list(talks.values()),
            tuple(self._gaps),
            tuple(self._restarts),
            tuple(self._happenings),
        )

    def hand_over(self, ending: Ending | None = None) -> Pieces:
        """The pieces that are complete by now; they are forgotten, so that memory stays bounded.

        With an ending all that is open is closed by it, at the last time known. Who hands over
        asks for no `records`.
        """
        if ending is not None:
            self._close_all(self._stays, self._visits, self._talks, ending)
            self._avatars.clear()
        talks = [
            (conversation, Talk(talk.island, talk.kind, talk.zone, list(talk.members)))
            for (_, conversation), talk in self._talks.items()
            if talk.members
        ]
        pieces = Pieces(list(self._stays), list(self._visits), talks)
        self._stays.clear()
        self._visits.clear()
        for talk in self._talks.values():
            talk.members.clear()
        return pieces

    def _read(self, entry: Logged, at_ms: int) -> None:
        match entry.what:
            case ev.Entered() as what:
                self._entered(what, entry.island, at_ms)
            case ev.Left() as what:
                self._left(what, at_ms)
            case ev.ZoneEntered() as what:
                self._zone_entered(what, at_ms)
            case ev.ZoneLeft() as what:
                self._zone_left(what, at_ms)
            case ev.ConversationOpened(conversation=conversation, kind=kind, zone=zone):
                self._talks[entry.run, conversation] = Talk(entry.island, kind, zone)
            case ev.ConversationJoined(conversation=conversation) as what:
                # its opening may have fallen into a gap
                self._talks.setdefault((entry.run, conversation), Talk(entry.island, None, None))
                self._joined(what, at_ms)
            case ev.ConversationLeft() as what:
                self._parted(what, at_ms)
            case ev.ConversationClosed(conversation=conversation):
                self._closed(conversation, at_ms)
            case Gap(lost=lost):
                self._gap(lost, at_ms)
            case _:
                pass

    # --- runs and gaps

    def _begin_run(self, entry: Logged) -> None:
        former, last_ms = self._axis.run, self._axis.last_ms
        if former is not None and entry.run < former:
            raise ValueError(f"entry {entry.seq} of the log goes back to run {entry.run}")
        self._close_all(self._stays, self._visits, self._talks, Ending.CRASH)
        self._avatars.clear()
        self._doubtful.clear()
        start_ms = self._axis.begin(entry)
        if former is None:
            self._first_ms = start_ms
        else:
            self._restarts.append(Restart(last_ms, start_ms))

    def _close_all(
        self,
        stays: list[StayPiece],
        visits: list[VisitPiece],
        talks: dict[tuple[int, ConversationId], Talk],
        ending: Ending,
    ) -> None:
        """Close what is open, for good or for a look at it."""
        run, last_ms = self._axis.run, self._axis.last_ms
        for avatar in self._avatars.values():
            stays.append(
                StayPiece(avatar.person, avatar.island, *avatar.stay.until(last_ms, ending))
            )
            visits.extend(_visits_until(avatar, last_ms, ending))
            membership = avatar.membership
            if membership is not None and run is not None:
                talks[run, membership.conversation].members.append(
                    _member_until(avatar.person, membership, last_ms, ending)
                )

    def _gap(self, lost: int, at_ms: int) -> None:
        self._gaps.append(GapMark(at_ms, at_ms, lost))
        self._in_gap = self._watching = True
        for identity, avatar in self._avatars.items():
            self._doubtful.add(identity)
            opened = [avatar.stay, *avatar.zones.values()]
            if avatar.membership is not None:
                opened.append(avatar.membership.open)
            for it in opened:
                if it.doubt_ms is None:
                    it.doubt_ms = at_ms

    def _watch(self, what: ev.Event | Gap) -> None:
        """Ids are not used again: who is heard of after a gap was there all the time."""
        if self._in_gap:
            self._gaps[-1] = self._gaps[-1]._replace(end_ms=self._axis.last_ms)
            self._in_gap = False
        identity: AvatarId | None = getattr(what, "avatar", None)
        if identity in self._doubtful:
            self._doubtful.discard(identity)
            self._avatars[identity].stay.doubt_ms = None
        self._watching = bool(self._doubtful)

    def _known(self, identity: AvatarId) -> _Avatar | None:
        avatar = self._avatars.get(identity)
        if avatar is None:
            self._unplaced += 1
        return avatar

    # --- presence

    def _entered(self, what: ev.Entered, island: str, at_ms: int) -> None:
        former = self._roles.get(what.person, what.role)
        self._roles[what.person] = max(former, what.role, key=_RANKS.index)
        if what.avatar not in self._avatars:
            self._avatars[what.avatar] = _Avatar(what.person, island, _Open(at_ms))

    def _left(self, what: ev.Left, at_ms: int) -> None:
        avatar = self._known(what.avatar)
        if avatar is None:
            return
        self._stays.append(
            StayPiece(avatar.person, avatar.island, *avatar.stay.until(at_ms, Ending.TOLD))
        )
        self._visits.extend(_visits_until(avatar, at_ms, Ending.TOLD))
        self._part(avatar, at_ms)
        del self._avatars[what.avatar]

    def _zone_entered(self, what: ev.ZoneEntered, at_ms: int) -> None:
        avatar = self._known(what.avatar)
        if avatar is None:
            return
        former = avatar.zones.get(what.zone)
        if former is not None:
            if former.doubt_ms is None:
                return
            self._visits.append(_visit_until(avatar, what.zone, former, at_ms, Ending.GAP))
        avatar.zones[what.zone] = _Open(at_ms)

    def _zone_left(self, what: ev.ZoneLeft, at_ms: int) -> None:
        avatar = self._known(what.avatar)
        visit = None if avatar is None else avatar.zones.pop(what.zone, None)
        if avatar is not None and visit is not None:
            visit.doubt_ms = None
            self._visits.append(_visit_until(avatar, what.zone, visit, at_ms, Ending.TOLD))

    # --- conversations

    def _joined(self, what: ev.ConversationJoined, at_ms: int) -> None:
        avatar = self._known(what.avatar)
        if avatar is None:
            return
        former = avatar.membership
        if former is not None:
            same = former.conversation == what.conversation
            if same and former.part is not what.part:
                former.open.doubt_ms = None
            elif same and former.open.doubt_ms is None:
                return
            self._part(avatar, at_ms)
        avatar.membership = _Membership(what.conversation, what.part, _Open(at_ms))

    def _parted(self, what: ev.ConversationLeft, at_ms: int) -> None:
        avatar = self._known(what.avatar)
        membership = None if avatar is None else avatar.membership
        if avatar is None or membership is None:
            return
        if membership.conversation == what.conversation:
            membership.open.doubt_ms = None
        self._part(avatar, at_ms)

    def _closed(self, conversation: ConversationId, at_ms: int) -> None:
        if not self._gaps:  # every member has left before
            return
        for avatar in self._avatars.values():
            membership = avatar.membership
            if membership is not None and membership.conversation == conversation:
                self._part(avatar, at_ms)

    def _part(self, avatar: _Avatar, at_ms: int) -> None:
        """Close somebody's membership, if there is one."""
        membership, run = avatar.membership, self._axis.run
        if membership is None or run is None:
            return
        avatar.membership = None
        piece = _member_until(avatar.person, membership, at_ms, Ending.TOLD)
        self._talks[run, membership.conversation].members.append(piece)


def _visit_until(
    avatar: _Avatar, zone: ZoneId, visit: _Open, at_ms: int, ending: Ending
) -> VisitPiece:
    return VisitPiece(avatar.person, (avatar.island, zone), *visit.until(at_ms, ending))


def _visits_until(avatar: _Avatar, at_ms: int, ending: Ending) -> Iterator[VisitPiece]:
    return (
        _visit_until(avatar, zone, visit, at_ms, ending) for zone, visit in avatar.zones.items()
    )


def _member_until(
    person: PersonId, membership: _Membership, at_ms: int, ending: Ending
) -> MemberPiece:
    return MemberPiece(person, membership.part, *membership.open.until(at_ms, ending))


def _happening(entry: Logged, at_ms: int) -> Happening:
    """What a host changed has no place of its own: whole templates come at once."""
    match entry.what:
        case ev.Noted(what=what, zone=zone):
            return Happening(at_ms, what, None if zone is None else (entry.island, zone))
        case ev.ZonePut():
            return Happening(at_ms, "zone_put", None)
        case _:
            return Happening(at_ms, "zone_removed", None)
