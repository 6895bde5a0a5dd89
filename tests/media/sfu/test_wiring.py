from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from island_server.core.ids import AvatarId
from island_server.media import MediaSettings
from island_server.media.sfu.counters import Counters
from island_server.media.sfu.downlink import Downlink
from island_server.media.sfu.dtls_adapter import SrtpScratch
from island_server.media.sfu.rtp_profile import MediaKind
from island_server.media.sfu.slot import Place, Slot
from island_server.media.sfu.source import Source
from island_server.media.sfu.wiring import Wiring
from media.sfu.test_downlink import RecordingViewer

KEYS = [(AvatarId(number), MediaKind.AUDIO) for number in range(3)]


def new_source() -> Source:
    return Source(MediaKind.AUDIO, MediaSettings(), 1, lambda _packet: None)


def new_downlink(index: int = 0) -> Downlink:
    slot = Slot(MediaKind.AUDIO, index, 1, Place(0, 0, False), 4)
    return Downlink(slot, RecordingViewer(), SrtpScratch(), Counters())


def test_the_wish_may_come_first() -> None:
    wiring, source, downlink = Wiring(), new_source(), new_downlink()
    wiring.connect(downlink, KEYS[0], 0.0)
    assert downlink.source is None
    wiring.add_source(KEYS[0], source)
    assert downlink.source is source
    assert source.listeners == [downlink]


def test_the_same_wish_again_does_not_interrupt() -> None:
    wiring, downlink = Wiring(), new_downlink()
    wiring.add_source(KEYS[0], new_source())
    wiring.connect(downlink, KEYS[0], 0.0)
    downlink.slot.is_waiting = False
    wiring.connect(downlink, KEYS[0], 1.0)
    assert not downlink.slot.is_waiting
    wiring.connect(downlink, KEYS[1], 1.0)
    assert downlink.slot.is_waiting


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "remove", "connect", "connect", "release"]),
            st.integers(0, 2),
            st.integers(0, 3),
        )
    )
)
def test_listeners_are_always_those_who_wish_and_can(steps: list[tuple[str, int, int]]) -> None:
    wiring = Wiring()
    downlinks = [new_downlink(index) for index in range(4)]
    sources: dict[int, Source] = {}
    wishes: dict[int, int] = {}
    for what, which, viewer in steps:
        if what == "add" and which not in sources:
            sources[which] = new_source()
            wiring.add_source(KEYS[which], sources[which])
        elif what == "remove":
            wiring.remove_source(KEYS[which])
            gone = sources.pop(which, None)
            assert gone is None or not gone.listeners
        elif what == "connect":
            wiring.connect(downlinks[viewer], KEYS[which], 0.0)
            wishes[viewer] = which
        elif what == "release":
            wiring.connect(downlinks[viewer], None, 0.0)
            wishes.pop(viewer, None)
        for number, source in sources.items():
            wanted = {id(downlinks[v]) for v, wish in wishes.items() if wish == number}
            assert {id(listener) for listener in source.listeners} == wanted
            assert len(source.listeners) == len(wanted)
        for viewer_number, downlink in enumerate(downlinks):
            wish = wishes.get(viewer_number)
            assert downlink.source is (None if wish is None else sources.get(wish))
    assert sum(map(len, wiring._downlinks.values())) == len(wishes)
