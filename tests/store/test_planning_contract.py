"""What the plans of events and the tokens of programs promise; on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from island_server.errors import EventRefused, SettingsError
from island_server.event_ports import ApiToken, EventPlan
from island_server.store import sql_event_plans
from island_server.store.planning_store import PlanningStore
from island_server.store.sql_attendance_store import SqlAttendanceStore

from .made_log import EVENT
from .postgresql import Cluster

PLAN = EventPlan(
    id="dunes-1",
    name="Duinen ☀",
    map="nes",
    series="dunes",
    log="movement",
    retention_days=7,
    created_ms=1_750_000_000_000,
    description="Een avond\nbuiten",
    starts_ms=1_750_000_000_001,
    ends_ms=None,
    languages=("en", "nl"),
    capacity=40,
)
LATER = replace(PLAN, id="dunes-2", created_ms=PLAN.created_ms + 1, archived_ms=5, languages=())


@pytest.fixture(params=["sqlite", "postgresql"])
async def address(request: pytest.FixtureRequest) -> str | None:
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("postgresql").database())


@pytest.fixture
async def store(tmp_path: Path, address: str | None) -> AsyncIterator[PlanningStore]:
    made = await PlanningStore.open(tmp_path, address)
    yield made
    await made.close()


async def test_plans_come_back_as_they_were_kept(store: PlanningStore) -> None:
    assert await store.plans.plans() == []
    await store.plans.add(LATER, {})
    await store.plans.add(PLAN, {})
    assert await store.plans.plans() == [PLAN, LATER]
    changed = replace(PLAN, name="Strand", ends_ms=2**40, organisers_since_s=9)
    await store.plans.put(changed)
    assert await store.plans.plans() == [changed, LATER]


async def test_a_plan_is_kept_with_its_shelf_or_not_at_all(
    store: PlanningStore, tmp_path: Path, address: str | None
) -> None:
    await store.plans.add(PLAN, {"zones/nes": b"1", "zones_of": b"2", "order": b"3"})
    with pytest.raises(EventRefused, match="event_exists"):
        await store.plans.add(PLAN, {"zones/nes": b"other"})
    assert await store.plans.shelf_of(PLAN.id, ("zones/",)) == {"zones/nes": b"1"}
    assert await store.plans.shelf_of(PLAN.id, ("zones_", "order")) == {
        "zones_of": b"2",
        "order": b"3",
    }
    assert await store.plans.shelf_of("nobody", ("zones/",)) == {}


async def test_an_id_of_a_log_is_not_taken_for_a_plan(
    store: PlanningStore, tmp_path: Path, address: str | None
) -> None:
    logs = await SqlAttendanceStore.open(tmp_path, address)
    assert not await store.plans.has_begun(EVENT.id)
    run = await logs.begin_run(EVENT, 1)
    assert await store.plans.has_begun(EVENT.id)
    with pytest.raises(EventRefused, match="event_exists"):
        await store.plans.add(replace(PLAN, id=EVENT.id), {})
    assert await store.plans.plans() == []
    await store.plans.add(PLAN, {})
    await store.plans.put(replace(PLAN, id=EVENT.id, name="New", retention_days=3))
    span = await logs.span(EVENT.id)
    assert span is not None
    assert (span.event.name, span.event.retention_days) == ("New", 3)
    await logs.end_run(run)
    await logs.close()


async def test_there_is_a_bound_to_the_number_of_plans(
    store: PlanningStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql_event_plans, "MOST_EVENTS", 1)
    await store.plans.add(PLAN, {})
    with pytest.raises(EventRefused, match="too_many_events"):
        await store.plans.add(LATER, {})
    assert await store.plans.plans() == [PLAN]


async def test_a_token_is_found_by_its_hash_until_it_is_revoked(store: PlanningStore) -> None:
    narrow, wide = ApiToken("a", "Site", "dunes", 1), ApiToken("b", "All", None, 2)
    await store.tokens.add(wide, b"22")
    await store.tokens.add(narrow, b"11")
    assert await store.tokens.tokens() == [narrow, wide]
    assert await store.tokens.find(b"11") == narrow
    assert await store.tokens.find(b"33") is None
    assert await store.tokens.revoke("a")
    assert not await store.tokens.revoke("a")
    assert await store.tokens.find(b"11") is None


async def test_an_event_that_was_let_go_can_be_held_by_another_server(
    tmp_path: Path, postgresql: Cluster
) -> None:
    address = postgresql.database()
    one = await SqlAttendanceStore.open(tmp_path / "one", address)
    two = await SqlAttendanceStore.open(tmp_path / "two", address)
    run = await one.begin_run(EVENT, 1)
    with pytest.raises(SettingsError, match="in use"):
        await two.begin_run(EVENT, 2)
    await one.end_run(run)
    await two.end_run(await two.begin_run(EVENT, 3))
    await one.close()
    await two.close()
