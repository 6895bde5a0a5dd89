"""From the socket to the world and back.

`gateway` is the only user of Socket.IO (with `socket_io`, which knows its private parts): it
checks every message and its rate, and hands commands to `island_loop`, which owns the world.
Events go from there to `announcer` (who must be told), `interest` (who sees it), `media_director`
(who hears it) and the recorder. A `Session` is one person's connection; it outlives short breaks.
"""
