"""`island log`: the attendance logs, for operators."""

from __future__ import annotations

import typer

log_cli = typer.Typer(no_args_is_help=True, help="The attendance logs: look at them, move them.")
