"""A second client: bots that walk about and meet, written against docs/protocol.md.

They share the pure core with the server (paths, deltas) and nothing else: they come in by HTTP and
Socket.IO like everybody.
"""
