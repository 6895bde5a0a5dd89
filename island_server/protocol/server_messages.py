"""What the server says, as plain maps ready for msgpack: docs/protocol.md section 4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from island_server.core.events import ConversationKind, Part
from island_server.core.ids import AvatarId, DoorId
from island_server.core.media_plan import Slots, Uplink
from island_server.core.motion import pack_run
from island_server.core.rules import Rules
from island_server.core.state import AvatarState, ConversationState
from island_server.core.units import CellPos

Map = dict[str, object]

_U32 = 0xFFFFFFFF


def person(avatar: AvatarState, cell: CellPos, status: str = "") -> list[object]:
    """Somebody, for the people list; the status in their own words only if there is one."""
    return [
        avatar.avatar,
        avatar.name,
        list(avatar.look),
        avatar.role.value,
        avatar.availability.value,
        avatar.zones[0] if avatar.zones else None,
        cell.cx,
        cell.cy,
        *([status] if status else ()),
    ]


def roster(put: Sequence[list[object]], gone: Sequence[AvatarId]) -> Map:
    """People who came or changed, and people who went."""
    return {"put": list(put), "gone": list(gone)}


def path(avatar: AvatarState) -> Map:
    """The path on which an avatar is."""
    return {
        "t0": avatar.t0_ms & _U32,
        "x": avatar.x,
        "y": avatar.y,
        "facing": avatar.facing,
        "runs": [pack_run(run) for run in avatar.runs],
    }


def moved(avatar: AvatarState, seq: int) -> Map:
    """The answer to a wish to walk."""
    return {"seq": seq, **path(avatar)}


def conversation(
    state: ConversationState | None, *, lockable: bool, listening: Sequence[AvatarId] = ()
) -> Map | None:
    """A conversation, its members, whether these may lock it, and who overhears it.

    Of a stage only those who are heard, and how many listen: hundreds may come and go.
    """
    if state is None:
        return None
    is_stage = state.kind is ConversationKind.STAGE
    told = {
        member: part
        for member, part in state.members.items()
        if part is Part.SPEAKER or not is_stage
    }
    return {
        "id": state.conversation,
        "kind": state.kind.value,
        "zone": state.zone,
        "locked": state.locked,
        "lockable": lockable,
        "capacity": state.capacity,
        "members": [[member, part.value] for member, part in told.items()],
        "listeners": len(state.members) - len(told),
        "open": state.opened,
        "listening": list(listening),
    }


def open_doors(doors: Iterable[DoorId]) -> list[DoorId]:
    """All doors that are open."""
    return sorted(doors)


def media_slots(revision: int, slots: Slots) -> Map:
    """Who plays where: the complete list."""
    return {
        "revision": revision,
        "slots": [[slot, it.avatar, it.audio, it.video] for slot, it in sorted(slots.items())],
    }


def media_uplink(uplink: Uplink, video_kbps: int) -> Map:
    """Whether to send voice and picture."""
    return {"audio": uplink.audio, "video": uplink.video, "video_kbps": video_kbps}


def rules(it: Rules, resume_ms: int) -> Map:
    """What a client must know of the rules."""
    return {
        "step_ms": it.step_ms,
        "diagonal_ms": it.diagonal_ms,
        "cell_tiles": it.cell_tiles,
        "resume_ms": resume_ms,
        "enter_tiles": it.enter_tiles,
        "leave_tiles": it.leave_tiles,
        "chat_tiles": it.chat_tiles,
    }
