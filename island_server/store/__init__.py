"""What is kept: the attendance log, in a database.

Nouns: a *run* (the island from start to stop), a *row* (one event written down), a *person* (the
only place for names), a *gap* (rows that could not be kept, counted). Events come in from the
island loop, `AttendanceRecorder` turns them into rows and hands batches to an `AttendanceStore`.
Nothing here changes the world, and the world never waits for it.
"""
