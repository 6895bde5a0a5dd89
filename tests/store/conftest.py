from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.core import profiles as _profiles  # noqa: F401 - loads one

from .postgresql import Cluster


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    cluster = Cluster()
    yield cluster
    cluster.stop()
