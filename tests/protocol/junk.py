"""Anything that msgpack can carry."""

from __future__ import annotations

import msgpack
from hypothesis import strategies as st

leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=20),
    st.builds(msgpack.ExtType, st.integers(0, 127), st.binary(max_size=8)),
    st.builds(msgpack.Timestamp, st.integers(0, 2**33), st.integers(0, 999_999_999)),
)
keys = st.one_of(
    st.text(max_size=8),
    st.binary(max_size=4),
    st.sampled_from(["v", "seq", "x", "y", "runs", "name", "look", "text", "avatar", "token"]),
)
objects = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=6)
    ),
    max_leaves=12,
)  # fmt: skip
