from __future__ import annotations

import pytest

from tests.realtime.conftest import Serve
from tests.realtime.desks.gathered import Gatherings


@pytest.fixture
def gatherings(serve: Serve) -> Gatherings:
    """Serves islands with the desks that bring people together."""
    return Gatherings(serve)
