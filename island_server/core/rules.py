"""The rules of an island: speeds, radii, capacities. Fixed for as long as the island runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """What the world goes by. Lengths are in tiles, times in milliseconds."""

    step_ms: int = 200
    """One step north, east, south or west."""
    diagonal_ms: int = 283
    """One diagonal step: `step_ms` times the square root of two."""
    max_path_steps: int = 2000
    """Longest path of one move; longer ones are cut."""
    max_runs: int = 255
    """Most turns of one move."""
    max_ahead_steps: int = 12
    """How far ahead on its own path a browser may say that it will turn or stop."""
    enter_tiles: int = 2
    """Two free avatars this near open a bubble; nearness to one member lets a third join."""
    join_centre_tiles: int = 4
    """A third person must also be this near to the middle of the bubble."""
    leave_tiles: int = 3
    """Farther than this from every other member, a member has left the bubble."""
    bubble_capacity: int = 8
    """Most people in one bubble."""
    meeting_capacity: int = 25
    """Most people in a meeting zone whose map says nothing."""
    table_capacity: int = 6
    """Most people at a table whose zone says nothing."""
    stage_capacity: int = 500
    """Most people on and before one stage."""
    overhear_tiles: int = 4
    """Who stands this near to a member of an open conversation hears it softly."""
    overhear_leave_tiles: int = 5
    """Farther than this from all its members, one does not hear it any more."""
    listeners_most: int = 20
    """Most people who overhear one conversation."""
    follow_tiles: int = 2
    """How far behind whom they follow people stay."""
    followers_most: int = 30
    """Most people who follow one person."""
    chat_tiles: int = 6
    """How far a nearby chat message carries outside a conversation."""
    cell_tiles: int = 16
    """Side of a cell of interest management; one sees one's own cell and its eight neighbours."""
