"""What browsers fetch over HTTP; all but the socket.

Each module exports `routes(...)` with what it depends on as arguments. `app.py` gives the routes to
one application, with `errors.middleware` and `security_headers.protect`. Files are read once, at
start, and served from memory: no path of a request ever reaches the file system.
"""
