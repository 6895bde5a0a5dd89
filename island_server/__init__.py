"""Eiland: a self-hosted virtual island where people meet, walk up to each other and talk."""
