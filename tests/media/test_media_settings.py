from __future__ import annotations

import ast
import dataclasses
import inspect
from itertools import pairwise

import pytest

from island_server.media import MediaSettings, media_settings


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("hosts", ("localhost",), "'localhost' is not an IP address"),
        ("hosts", (), "hosts is empty"),
        ("announced_addresses", ("island.example",), "'island.example' is not an IP address"),
        ("port", 65_536, "port 65536 is not within 0..65535"),
        ("video_slots", 9, "video_slots <= audio_slots"),
    ],
)
def test_what_cannot_work_is_refused(field: str, value: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        MediaSettings(**{field: value})


def test_every_setting_has_a_line_that_explains_it() -> None:
    tree = ast.parse(inspect.getsource(media_settings))
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    explained = {
        node.target.id
        for node, after in pairwise(body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(after, ast.Expr)
    }
    assert explained == {field.name for field in dataclasses.fields(MediaSettings)}
