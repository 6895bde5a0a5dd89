from __future__ import annotations

import pytest

from island_server.core import events as ev
from island_server.core.activities import limits
from island_server.core.activities.board import DAY_MS
from island_server.core.ids import PersonId
from island_server.errors import AccessDenied, ReasonError
from island_server.protocol.activity_messages import HandedIn
from tests.realtime.conftest import Serve
from tests.realtime.desks.activity_island import (
    POLL,
    QUESTIONS,
    QUIZ,
    SECRET,
    WORDS,
    ActivityIsland,
    made,
    rows,
)

BLINDED = "1" * 512


async def test_a_poll_goes_its_whole_way(serve: Serve) -> None:
    around = ActivityIsland()
    island = await serve(around.setup())
    host = await island.enter("Host", token="host")
    anna, bo = await island.enter("Anna"), await island.enter("Bo")
    poll = await made(host, POLL)
    assert not anna.heard("activity")
    await host.call("activity_do", {"id": poll, "action": "open"})
    told = await anna.get("activity")
    assert (told["title"], told["phase"], told["options"][1]) == ("Tea?", "open", ["No", "", None])
    assert await anna.reason("activity_answer", {"id": poll, "chosen": [1]}) is None
    assert await bo.reason("activity_answer", {"id": poll, "chosen": [1]}) is None
    assert await bo.reason("activity_answer", {"id": poll, "chosen": [0]}) == "activity_twice"
    await island.pass_ms(1100)
    await host.settled()
    assert rows(host, poll) == {"0": 0, "1": 2}
    await host.call("activity_do", {"id": poll, "action": "close"})
    assert await host.reason("activity_do", {"id": poll, "action": "close"}) == "activity_closed"
    assert await host.reason("activity_do", {"id": poll, "action": "open"}) == "activity_closed"
    await anna.get("activity_gone")
    assert rows(anna, poll) == {}
    await host.call("activity_do", {"id": poll, "action": "show"})
    await anna.get("activity_results")
    assert rows(anna, poll) == {"0": 0, "1": 2}


async def test_attendees_run_nothing(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    anna, host = await island.enter("Anna"), await island.enter("Host", token="host")
    poll = await made(host, POLL)
    assert await anna.reason("activity_put", POLL) == "forbidden"
    assert await anna.reason("activity_do", {"id": poll, "action": "open"}) == "forbidden"
    hide = {"id": poll, "item": "0", "hidden": True}
    assert await anna.reason("activity_hide", hide) == "forbidden"
    assert await anna.reason("activity_answer", {"id": poll, "chosen": [0]}) == "activity_draft"


async def test_who_comes_later_knows_what_is_open_and_what_they_did(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    poll = await made(host, POLL, "open")
    await made(host, WORDS)
    await anna.call("activity_answer", {"id": poll, "chosen": [0]})
    again = await island.enter("Anna", person=anna.person)
    told = await again.get("activities")
    assert [it["id"] for it in told["list"]] == [poll]
    assert told["own"] == [[poll, True, []]]
    other = await island.enter("Host 2", token="host")
    assert len((await other.get("activities"))["list"]) == 2
    await other.settled()
    assert rows(other, poll) == {"0": 1, "1": 0}


async def test_only_who_stands_in_its_zone_takes_part(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    here = await made(host, {**POLL, "place": ["map", "bar"]}, "open")
    far = await made(host, {**POLL, "place": ["map", "far"]}, "open")
    assert await anna.reason("activity_answer", {"id": here, "chosen": [0]}) is None
    assert await anna.reason("activity_answer", {"id": far, "chosen": [0]}) == "activity_elsewhere"
    nowhere = {**POLL, "place": ["map", "moon"]}
    assert await host.reason("activity_put", nowhere) == "unknown_zone"


async def test_leave_is_given_once_and_the_answer_comes_without_a_name(serve: Serve) -> None:
    around = ActivityIsland()
    island = await serve(around.setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    poll = await made(host, SECRET, "open")
    assert await anna.reason("activity_answer", {"id": poll, "chosen": [0]}) == "activity_kind"
    leave = await anna.call("activity_token", {"id": poll, "blinded": BLINDED})
    assert len(leave["signature"]) == 512
    assert leave["wait_ms"] == limits.HAND_IN_WAIT_MS
    same = await anna.call("activity_token", {"id": poll, "blinded": BLINDED})
    assert same == leave
    other = {"id": poll, "blinded": "2" * 512}
    assert await anna.reason("activity_token", other) == "activity_twice"
    await around.hand_in(poll, chosen=(1,))
    with pytest.raises(ReasonError, match="activity_twice"):
        await around.hand_in(poll, chosen=(0,))
    with pytest.raises(AccessDenied, match="token"):
        await around.desk.hand_in(poll, HandedIn(token="cd" * 32, signature="f" * 512, chosen=(0,)))


async def test_a_token_that_cannot_be_signed_costs_nobody_their_leave(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    poll = await made(host, SECRET, "open")
    assert await anna.reason("activity_token", {"id": poll, "blinded": "0" * 512}) == "token"
    assert await anna.reason("activity_token", {"id": poll, "blinded": BLINDED}) is None


async def test_the_shelf_holds_no_link_and_the_key_goes_when_it_is_over(serve: Serve) -> None:
    around = ActivityIsland()
    island = await serve(around.setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    poll = await made(host, SECRET, "open")
    await anna.call("activity_token", {"id": poll, "blinded": BLINDED})
    await around.hand_in(poll, chosen=(1,))
    person = anna.person.removeprefix("token of ").encode()
    kept = around.shelf.things
    assert [key for key, data in kept.items() if person in data] == [f"activity:{poll}:asked"]
    assert all(bytes.fromhex("ab" * 32) not in data for data in kept.values())
    assert f"activity:{poll}:key" in kept
    await host.call("activity_do", {"id": poll, "action": "close"})
    await island.pass_ms(limits.HAND_IN_GRACE_MS + 1100)
    assert f"activity:{poll}:key" not in kept
    with pytest.raises(ReasonError, match="activity_closed"):
        await around.hand_in(poll, "cd" * 32, chosen=(0,))
    await host.settled()
    assert rows(host, poll) == {"0": 0, "1": 1}


async def test_after_a_restart_everything_goes_on(serve: Serve) -> None:
    first = ActivityIsland()
    island = await serve(first.setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    poll, secret = await made(host, POLL, "open"), await made(host, SECRET, "open")
    await anna.call("activity_answer", {"id": poll, "chosen": [0]})
    await anna.call("activity_token", {"id": secret, "blinded": BLINDED})
    again = ActivityIsland(first.shelf)
    await again.recall()
    later = await serve(again.setup())
    host, anna = await later.enter("Host", token="host"), await later.enter("A", person=anna.person)
    assert rows(host, poll) == {"0": 1, "1": 0}
    assert await anna.reason("activity_answer", {"id": poll, "chosen": [0]}) == "activity_twice"
    other = {"id": secret, "blinded": "2" * 512}
    assert await anna.reason("activity_token", other) == "activity_twice"
    await again.hand_in(secret, chosen=(1,))


async def test_what_is_damaged_is_left_out(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    first = ActivityIsland()
    island = await serve(first.setup())
    host = await island.enter("Host", token="host")
    broken, whole = await made(host, POLL), await made(host, WORDS)
    first.shelf.things[f"activity:{broken}"] = b"\xc1"
    again = ActivityIsland(first.shelf)
    await again.recall()
    assert list(again.kept.board.activities) == [whole]
    assert [broken in record.getMessage() for record in caplog.records] == [True]
    caplog.clear()


async def test_a_full_disk_loses_nothing(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    around = ActivityIsland()
    island = await serve(around.setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    poll = await made(host, POLL, "open")
    around.shelf.is_broken = True
    assert await anna.reason("activity_answer", {"id": poll, "chosen": [0]}) is None
    assert "cannot be kept" in caplog.text
    caplog.clear()
    around.shelf.is_broken = False
    before = around.shelf.things[f"activity:{poll}"]
    await island.pass_ms(1100)
    assert around.shelf.things[f"activity:{poll}"] != before


async def test_questions_are_seen_by_all_but_the_hidden_ones(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    questions = await made(host, QUESTIONS, "open")
    asked = await anna.call("activity_ask", {"id": questions, "text": "Why?"})
    await host.call("activity_ask", {"id": questions, "text": "Buy this!"})
    vote = {"id": questions, "question": asked["question"], "wants": True}
    assert await anna.reason("activity_vote", vote) == "activity_twice"
    assert await host.reason("activity_vote", vote) is None
    await island.pass_ms(1100)
    await anna.settled()
    assert rows(anna, questions) == {"0": 1, "1": 0}
    await host.call("activity_hide", {"id": questions, "item": "1", "hidden": True})
    await anna.settled()
    assert rows(anna, questions) == {"0": 1}
    assert rows(host, questions) == {"0": 1, "1": 0}


async def test_a_quiz_tells_names_but_no_ids_and_nothing_too_early(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    quiz = await made(host, QUIZ, "open", "show")
    told = anna.heard("activity")[-1]
    assert [it[2] for it in told["questions"]] == [None]
    await anna.call("activity_answer", {"id": quiz, "chosen": [1]})
    await host.call("activity_do", {"id": quiz, "action": "next"})
    await anna.settled()
    assert [it[2] for it in anna.heard("activity")[-1]["questions"]] == [1, None]
    assert anna.heard("activity_results")[-1]["rows"] == [["0", "Anna", 100, False]]
    assert await host.reason("activity_do", {"id": quiz, "action": "next"}) == "activity_last"


async def test_a_quiz_by_table_counts_who_sits_there(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup(starts=((5, 5), (30, 15))))
    host = await island.enter("Host", token="host")
    people = [host, await island.enter("Anna")]
    quiz = await made(host, {**QUIZ, "score_by": "table"}, "open", "show")
    reasons = {await it.reason("activity_answer", {"id": quiz, "chosen": [1]}) for it in people}
    assert reasons == {None, "activity_table"}
    await host.call("activity_do", {"id": quiz, "action": "next"})
    await host.settled()
    assert rows(host, quiz) == {"map/bar": 100}


async def test_feet_are_counted_live_and_stand_still_after_the_close(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    host = await island.enter("Host", token="host")
    options = [
        {"text": "Here", "place": ["map", "bar"]},
        {"text": "There", "place": ["map", "far"]},
    ]
    feet = await made(
        host, {"id": None, "kind": "feet", "title": "Where?", "options": options}, "open", "show"
    )
    assert rows(host, feet) == {"0": 1, "1": 0}
    anna = await island.enter("Anna")
    await island.pass_ms(1100)
    await anna.settled()
    assert rows(anna, feet) == {"0": 2, "1": 0}
    await host.call("activity_do", {"id": feet, "action": "close"})
    await host.call("leave", {})
    await island.pass_ms(1100)
    await anna.settled()
    assert rows(anna, feet) == {"0": 2, "1": 0}


async def test_what_was_deleted_comes_back(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    poll = await made(host, POLL, "open")
    await anna.call("activity_answer", {"id": poll, "chosen": [0]})
    await host.call("activity_do", {"id": poll, "action": "delete"})
    await anna.get("activity_gone")
    assert (await host.get("activity", lambda it: it["deleted"]))["phase"] == "closed"
    assert await host.reason("activity_do", {"id": poll, "action": "restore"}) is None
    copy = await host.call("activity_do", {"id": poll, "action": "copy"})
    assert copy["id"] != poll
    await host.settled()
    assert rows(host, poll) == {"0": 1, "1": 0}
    assert rows(host, copy["id"]) == {"0": 0, "1": 0}


async def test_the_log_says_that_it_was_open_and_nothing_of_the_answers(serve: Serve) -> None:
    island = await serve(ActivityIsland().setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    cloud = await made(host, {**WORDS, "place": ["map", "bar"]}, "open")
    await anna.call("activity_answer", {"id": cloud, "words": ["secretly tired"]})
    await host.call("activity_do", {"id": cloud, "action": "close"})
    notes = [event for _, event in island.log if isinstance(event, ev.Noted)]
    assert [(it.what, it.zone, dict(it.facts)) for it in notes] == [
        ("activity_opened", "bar", {"kind": "words"}),
        ("activity_closed", "bar", {"kind": "words"}),
    ]
    assert "tired" not in repr(island.log)


async def test_pictures_are_kept_by_what_is_in_them(serve: Serve) -> None:
    around = ActivityIsland()
    island = await serve(around.setup())
    host = await island.enter("Host", token="host")
    desk = around.desk
    assert desk is not None
    gifs = [b"GIF89a" + bytes([side, 0, side, 0, 0, 0, 0]) for side in (1, 2)]
    names = [await desk.add_picture(gif) for gif in gifs]
    assert await desk.add_picture(gifs[0]) == names[0]
    assert await desk.picture(names[1]) == gifs[1]
    assert await desk.picture("activities") is None
    options = [{"text": "A", "picture": names[0]}, {"text": "B", "picture": "other.gif"}]
    draft = {"id": None, "kind": "pictures", "title": "Which?", "options": options}
    assert await host.reason("activity_put", draft) == "unknown_picture"
    options[1]["picture"] = names[1]
    made = await host.call("activity_put", draft)
    options[1]["picture"] = await desk.add_picture(b"GIF89a" + bytes([3, 0, 3, 0, 0, 0, 0]))
    draft = {"id": made["id"], "kind": "pictures", "title": "Which?", "options": options}
    assert await host.reason("activity_put", draft) is None
    assert await desk.picture(names[1]) is None
    assert f"picture:{names[1]}" not in around.shelf.things
    with pytest.raises(ReasonError, match="picture_form"):
        await desk.add_picture(b"<svg onload=alert(1)>")


async def test_who_is_forgotten_is_nowhere_on_the_shelf(serve: Serve) -> None:
    around = ActivityIsland()
    island = await serve(around.setup())
    host, anna = await island.enter("Host", token="host"), await island.enter("Anna")
    poll, secret = await made(host, POLL, "open"), await made(host, SECRET, "open")
    await anna.call("activity_answer", {"id": poll, "chosen": [0]})
    await anna.call("activity_token", {"id": secret, "blinded": BLINDED})
    person = anna.person.removeprefix("token of ")
    assert any(person.encode() in data for data in around.shelf.things.values())
    assert around.desk is not None
    await around.desk.forget(PersonId(person))
    assert not any(person.encode() in data for data in around.shelf.things.values())
    await host.settled()
    assert rows(host, poll) == {"0": 1, "1": 0}


async def test_what_is_older_than_the_retention_goes_with_its_pictures(serve: Serve) -> None:
    around = ActivityIsland()
    island = await serve(around.setup())
    host = await island.enter("Host", token="host")
    assert around.desk is not None
    gifs = [b"GIF89a" + bytes([side, 0, side, 0, 0, 0, 0]) for side in (1, 2)]
    options = [{"text": gif.hex(), "picture": await around.desk.add_picture(gif)} for gif in gifs]
    draft = {"id": None, "kind": "pictures", "title": "Which?", "options": options}
    identity = await made(host, draft, "open")
    assert f"activity:{identity}" in around.shelf.things
    around.desk._board.activities[identity].changed_ms -= 31 * DAY_MS
    await island.pass_ms(1100)
    assert (await host.get("activity_gone"))["id"] == identity
    assert set(around.shelf.things) == {"activities", "activities:pictures"}
