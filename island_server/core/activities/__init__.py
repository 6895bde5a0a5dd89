"""What people do together beside talking: polls, word clouds, quizzes, votes, questions, and feet.

Nouns: a *draft* is what a host makes; an *activity* is a draft with a life (draft, open, closed)
and a *tally* of one kind; the *board* holds all activities of an event. Commands come in, facts go
out. Nothing here knows a clock, a key or a socket: times, ids and hashes are passed in.
"""
