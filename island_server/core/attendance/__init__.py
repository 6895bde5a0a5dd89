"""What an attendance log tells: figures of an event, each defined in docs/attendance.md.

In come entries of the log (`core.logged`), in order, once. `chronicle` makes spans of them: who was
where from when to when, and who talked with whom. All figures are functions of those spans, and
`insight` puts them together. `comparison` holds two events side by side; `pseudonyms` and
`suppression` make of them what may be shown to others (`shared_figures`). Nothing here knows a
file, a clock or a secret.

Movement is read over: what is kept grows with arrivals, zones and conversations only.
"""
