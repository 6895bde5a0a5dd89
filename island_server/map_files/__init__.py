"""Maps: from files made with Tiled to an island one can walk on.

In comes a map file, made by anyone and perhaps broken or hostile; out come a `core.IslandMap` for
the world and an `IslandMapBundle` for browsers, or one `MapError` that names the file and the key.

    file --readers--> TiledMap --meaning--> walls, zones, doors, entries, findings
                         |                                |
                         +----------- normalise ----------+--> IslandMap, IslandMapBundle

The readers know file formats and nothing of what they mean. `meaning`, and what it calls (areas,
merging, zone_making, wam_zones, doors, starts, exits), knows WorkAdventure's properties
(`wa_properties`) and no file format. `inspection` gives the facts by which loaders are compared;
`report` says in plain language what is wrong with a map.
Nothing here fetches a URL, follows a path out of the map's folder or runs a script.
"""
