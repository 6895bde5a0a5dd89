from __future__ import annotations

from tests.core import profiles as _profiles  # noqa: F401 - loads one
