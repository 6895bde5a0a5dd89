"""Who may come in, and what they may do.

Nouns: a *signing key* (kept in the data folder), an *invitation* (a link's token: event, role,
expiry), a *link* that is written down (uses, groups, whether it was revoked), a *guest* (who has a
link of their own), a *permit* (what the passcode is worth), a *person token* (makes somebody who
comes back the same person), a *permission* (a command and the role that it takes). Tokens come in
as text from the wire and go out as `ports.Invitation` or `PersonId`. Nothing here logs or stores a
token.
"""
