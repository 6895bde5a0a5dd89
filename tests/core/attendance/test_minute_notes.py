"""What happened in each minute, in kinds and numbers."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from island_server.core import events as ev
from island_server.core.attendance.insight import insight
from island_server.core.attendance.minute_notes import Note, NoteKind
from island_server.core.ids import ZoneId
from island_server.core.logged import Logged
from island_server.core.zones import Zone, ZoneKind
from tests.core.attendance.random_logs import logs
from tests.core.attendance.worded import log_of, tell


def test_who_comes_into_a_zone_twice_in_a_minute_counts_once() -> None:
    text = """
    09:00:00 anna comes
    09:00:00 bram comes
    09:00:10 anna into cafe
    09:00:20 anna out of cafe
    09:00:30 anna into cafe
    09:00:40 bram into cafe
    09:00:50 bram into pier
    """
    notes = tell(insight(log_of(text)), "notes 09:00")
    assert notes == "present 2; arrived 2, zone_entered 2 cafe, zone_entered 1 pier"


def test_what_goes_on_when_the_log_ends_has_not_ended() -> None:
    text = """
    09:00 anna comes
    09:00 bram comes
    09:00 b bubble
    09:00 anna joins b
    09:00 bram joins b
    09:00:30 anna walks
    """
    seen = insight(log_of(text))
    assert tell(seen, "notes 09:00") == "present 2; arrived 2, conversations_formed 1 bubble"
    assert tell(seen, "conversation 1").startswith("bubble 09:00:00-09:00:30 open, 00:30")


def test_what_hosts_did_is_told_by_its_word_in_the_log() -> None:
    log = log_of("09:00:00 anna comes\n09:01:30 anna walks")
    last = log[-1]
    noted = ev.Noted(last.what.t_ms, "announced", None, None, ZoneId("cafe"), {"scope": "zone"})
    added = replace(last, seq=last.seq + 1, what=noted)
    minute = insight([*log, added]).notes[1]
    note = Note("announced", 1, (last.island, ZoneId("cafe")))
    assert minute.notes == (note,)


def test_places_that_hosts_changed_are_counted() -> None:
    log = log_of("09:00:00 anna comes\n09:01:30 anna walks")
    last = log[-1]
    cafe = Zone(ZoneId("cafe"), ZoneKind.TABLE, {"en": "Café"}, {}, ((0, 0, 2),))
    put, gone = (
        ev.ZonePut(last.what.t_ms, cafe, None),
        ev.ZoneRemoved(last.what.t_ms, cafe.id, None),
    )
    log += [replace(last, seq=last.seq + n, what=it) for n, it in enumerate((put, put, gone), 1)]
    assert tell(insight(log), "notes 09:01") == "present 1; zone_put 2, zone_removed 1"


@given(logs())
def test_every_minute_is_told_and_all_that_is_counted_is_in_some_minute(log: list[Logged]) -> None:
    seen = insight(log)
    assert [it.start_ms for it in seen.notes] == [it.start_ms for it in seen.curve]
    told = dict.fromkeys(NoteKind, 0)
    for minute in seen.notes:
        for note in minute.notes:
            assert note.count > 0
            told[note.kind] += note.count
    assert told[NoteKind.ARRIVED] == sum(len(it.presence.stays) for it in seen.people)
    assert told[NoteKind.CONVERSATIONS_FORMED] == seen.talk.count
    assert told[NoteKind.RESTARTED] == len(seen.restarts)
