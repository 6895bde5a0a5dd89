"""The island itself: pure, synchronous, deterministic.

Commands come in, events come out. `World.apply(command, now_ms)` and `World.advance(now_ms)` are
the only ways in; the state of the island is a fold over the events (`state.IslandState`), and
everything that others learn is derived from them: `interest` and `deltas` for those around,
`media_plan` for the SFU, the log for the organiser.

Nothing here does I/O, reads a clock, draws a random number or writes a log line.
"""
