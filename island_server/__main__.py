"""`python -m island_server` is `island`."""

from island_server.cli import main

main()
