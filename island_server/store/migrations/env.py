"""Run by Alembic: carries the steps out on the connection that `..migrate` has opened."""

from __future__ import annotations

from alembic import context

from island_server.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
