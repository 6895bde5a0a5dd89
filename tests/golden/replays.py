"""Histories as a browser gets them, and what the islands were like: `replay/NAME.json`."""

from __future__ import annotations

import asyncio
import base64
import json
import zlib
from itertools import pairwise
from operator import itemgetter
from typing import Any

import msgspec

from island_server.core import events as ev
from island_server.core.ids import AvatarId, PersonId
from island_server.core.logged import Gap, Logged
from island_server.core.motion import pack_run
from island_server.core.snapshots import LoggedSnapshot
from island_server.protocol.zone_form import zone_to_logged
from island_server.store.motion_chunks import decode_chunk, encode_chunk
from island_server.store.presence_rows import COLUMNS, to_row
from island_server.store.snapshot_bytes import encode_snapshot
from tests.golden.histories import NAMES, History, Lived, Moment, live
from tests.golden.transcripts import FOLDER, written

HISTORIES = {
    "meetings": History(1, wishes=110),
    "travellers": History(12, wishes=110),
    "restarts": History(3, runs=3, wishes=45),
    "gaps": History(4, disk_fills=True, wishes=110),
    "presence": History(5, log="presence"),
    "zones": History(6, hosts_act=True, wishes=110),
}
NOT_KEPT = PersonId("p1")
"""Lets nobody keep where they are."""

REPLAYS = FOLDER / "replay"

Json = dict[str, Any]
Segment = Json


def replay(history: History) -> Json:
    """The timeline and the segments as in docs/protocol.md section 7, and states at moments."""
    log = _Log(asyncio.run(live(history)))
    return {
        "timeline": log.timeline(),
        "segments": [base64.b64encode(msgspec.msgpack.encode(s)).decode() for s in log.segments()],
        "moments": [log.moment(m) for m in log.lived.moments if log.is_recorded(m)],
    }


def written_replay(replay: Json) -> str:
    """JSON with a segment or moment to a line."""
    parts = [f'"timeline": {json.dumps(replay["timeline"])}']
    parts += [f'"{name}": {written(replay[name]).strip()}' for name in ("segments", "moments")]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def decoded(replay: Json) -> Json:
    """The same with nothing packed: other versions of zlib pack in other bytes."""
    return {**replay, "segments": [_unpacked(segment) for segment in replay["segments"]]}


def _unpacked(packed: str) -> Segment:
    segment: Segment = msgspec.msgpack.decode(base64.b64decode(packed))
    chunks = [decode_chunk(chunk, segment["run"]) for chunk in segment["motion"]]
    return {**segment, "motion": [repr(chunk) for chunk in chunks]}


class _Log:
    """Everything that was recorded, in order."""

    def __init__(self, lived: Lived) -> None:
        self.lived = lived
        self.keeps_places = lived.event.log == "movement"
        self.entries = [entry for batch in lived.store.batches for entry in batch.entries]
        self.snapshots = [taken for batch in lived.store.batches for taken in batch.snapshots]
        self.whose = {
            (entry.run, entry.what.avatar): (entry.what.person, entry.what.role)
            for entry in self.entries
            if isinstance(entry.what, ev.Entered)
        }
        for taken in self.snapshots:
            for avatar in taken.state.avatars:
                self.whose.setdefault((taken.run, avatar.avatar), (avatar.person, avatar.role))

    def of_island(self, island: str) -> list[LoggedSnapshot]:
        return [taken for taken in self.snapshots if taken.island == island]

    def timeline(self) -> Json:
        event, walls = self.lived.event, [entry.wall_ms for entry in self.entries]
        runs = sorted({taken.run for taken in self.snapshots})
        last = {run: max(e.wall_ms for e in self.entries if e.run == run) for run in runs}
        first = {run: min(s.wall_ms for s in self.snapshots if s.run == run) for run in runs}
        return {
            "ok": True,
            "event": event.id,
            "name": event.name,
            "log": event.log,
            "first_ms": min(first[runs[0]], *walls),
            "last_ms": max(walls),
            "is_live": False,
            "islands": [
                {
                    "name": island,
                    "segments": [[s.seq, s.wall_ms, s.run, s.map_id] for s in of_island],
                }
                for island in NAMES
                if (of_island := self.of_island(island))
            ],
            "restarts": [[last[a], first[b]] for a, b in pairwise(runs)],
            "access": [],
        }

    def segments(self) -> list[Segment]:
        return [
            self.segment(taken, following)
            for island in NAMES
            for of_island in [self.of_island(island)]
            for taken, following in zip(of_island, [*of_island[1:], None], strict=True)
        ]

    def segment(self, taken: LoggedSnapshot, following: LoggedSnapshot | None) -> Segment:
        ended = following is None or following.run != taken.run
        until = float("inf") if ended or following is None else following.seq
        of_run = [entry for entry in self.entries if entry.run == taken.run]
        own = [entry for entry in of_run if taken.seq < entry.seq <= until]
        presence = [
            self.row(entry)
            for entry in own
            if not isinstance(entry.what, ev.Moved)
            and (isinstance(entry.what, Gap) or entry.island == taken.island)
        ]
        end_ms = max(e.wall_ms for e in of_run) if ended or following is None else following.wall_ms
        snapshot = self.snapshot(taken)
        there = [row[0] for row in snapshot[0]] + [row[4] for row in presence if row[4] is not None]
        return {
            "run": taken.run,
            "island": taken.island,
            "map_id": taken.map_id,
            "seq": taken.seq,
            "t_ms": taken.t_ms,
            "wall_ms": taken.wall_ms,
            "end_ms": end_ms,
            "snapshot": snapshot,
            "presence": presence,
            "motion": self.motion(taken, until),
            "people": [self.person(taken.run, avatar) for avatar in sorted(set(there))],
        }

    def motion(self, taken: LoggedSnapshot, until: float) -> list[bytes]:
        """The chunks of whole batches that have something of the segment."""
        chunks = []
        for batch in self.lived.store.batches:
            moves = [entry for entry in batch.entries if self.is_kept_move(entry)]
            if moves and moves[0].run == taken.run and moves[0].seq <= until:
                chunks += [encode_chunk(moves)] if moves[-1].seq > taken.seq else []
        return chunks

    def is_kept_move(self, entry: Logged) -> bool:
        return isinstance(entry.what, ev.Moved) and self.keeps(entry.run, entry.what.avatar)

    def keeps(self, run: int, avatar: AvatarId) -> bool:
        return self.keeps_places and self.whose[run, avatar][0] != NOT_KEPT

    def person(self, run: int, avatar: AvatarId) -> list[object]:
        person, role = self.whose[run, avatar]
        return [avatar, f"pseudonym of {person}", role.value]

    def row(self, entry: Logged) -> list[object]:
        what = entry.what
        places = isinstance(what, ev.Entered) and self.keeps(entry.run, what.avatar)
        row = to_row(entry, places=places)
        columns = [row[name] for name in COLUMNS]
        return [entry.seq, what.t_ms, entry.wall_ms, row["kind"], *columns, row["facts"]]

    def snapshot(self, taken: LoggedSnapshot) -> list[Any]:
        plain: list[Any] = msgspec.msgpack.decode(zlib.decompress(encode_snapshot(taken.state)[1:]))
        for row in plain[0]:
            if not self.keeps(taken.run, row[0]):
                row[3] = row[4] = None
        return plain

    def is_recorded(self, moment: Moment) -> bool:
        """Nobody can tell what comes after the last entry of a run."""
        walls = [entry.wall_ms for entry in self.entries if entry.run == moment.run]
        return moment.wall_ms <= max(walls)

    def moment(self, moment: Moment) -> Json:
        """`state` is null where events were lost and no snapshot has come since."""
        state = None if self.is_in_gap(moment) else self.state(moment)
        return {
            "island": moment.island,
            "t_ms": moment.t_ms,
            "wall_ms": moment.wall_ms,
            "state": state,
        }

    def is_in_gap(self, moment: Moment) -> bool:
        of_run = [s for s in self.of_island(moment.island) if s.run == moment.run]
        last = max(s.seq for s in of_run if s.t_ms <= moment.t_ms)
        return any(
            isinstance(entry.what, Gap) and entry.seq > last and entry.what.t_ms <= moment.t_ms
            for entry in self.entries
            if entry.run == moment.run
        )

    def state(self, moment: Moment) -> Json:
        return {
            "avatars": [self.avatar(moment, avatar) for avatar in sorted(moment.tiles)],
            "conversations": [
                {
                    "id": talk.conversation,
                    "kind": talk.kind.value,
                    "zone": talk.zone,
                    "capacity": talk.capacity,
                    "locked": talk.locked,
                    "members": [[avatar, part.value] for avatar, part in talk.members.items()],
                }
                for talk in sorted(moment.state.conversations, key=lambda talk: talk.conversation)
            ],
            "doors": list(moment.state.open_doors),
            "zones_put": sorted(map(zone_to_logged, moment.state.zones_put), key=itemgetter("id")),
            "zones_removed": list(moment.state.zones_removed),
        }

    def avatar(self, moment: Moment, avatar: AvatarId) -> Json:
        it = next(one for one in moment.state.avatars if one.avatar == avatar)
        kept = self.keeps(moment.run, avatar)
        aside = it.aside_at
        return {
            "avatar": avatar,
            "pseudonym": f"pseudonym of {it.person}",
            "role": it.role.value,
            "tile": list(moment.tiles[avatar]) if kept else None,
            "path": [it.t0_ms, it.x, it.y, it.facing, *map(pack_run, it.runs)] if kept else None,
            "availability": it.availability.value,
            "microphone": it.microphone,
            "camera": it.camera,
            "muted": it.muted,
            "conversation": it.conversation,
            "aside": aside is not None,
            "aside_at": list(aside) if aside is not None and kept else None,
            "zones": list(it.zones),
        }
