"""Maps: from files made with Tiled to an island one can walk on.

In comes a map file, made by anyone and perhaps broken or hostile; out come a `core.IslandMap` for
the world and an `IslandMapBundle` for browsers, or one `MapError` that names the file and the key.

    file --tiled_json--> TiledMap --wa_semantics, starts--> solid grid, zones, starts
                            |                                        |
                            +-------------- normalise ---------------+--> IslandMap, IslandMapBundle

`tiled_json` knows a file format and nothing of what it means; the semantics of WorkAdventure's
properties know `tiled_model` and no file format; another format is one more module that makes a
`TiledMap`. `library` keeps the maps that were added, out of zips and folders that `map_package`
takes apart; `map_references` tells which files belong to a map. Nothing here fetches a URL, follows
a path out of the map's folder or runs a script.
"""
