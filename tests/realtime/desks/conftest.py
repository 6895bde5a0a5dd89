from __future__ import annotations

import pytest

from tests.realtime.conftest import Serve
from tests.realtime.desks.gathered import Gatherings
from tests.realtime.desks.people_isle import PeopleIsles


@pytest.fixture
def gatherings(serve: Serve) -> Gatherings:
    """Serves islands with the desks that bring people together."""
    return Gatherings(serve)


@pytest.fixture
def people_isles(serve: Serve) -> PeopleIsles:
    """Serves islands with the desks for people with one another."""
    return PeopleIsles(serve)
