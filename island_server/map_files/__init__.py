"""Maps: from files made with Tiled or WorkAdventure to an island one can walk on.

In comes a map file, made by anyone and perhaps broken or hostile; out come a `core.IslandMap` for
the world and an `IslandMapBundle` for browsers, or one `MapError` that names the file and the key.

    file --document--> Node --tiled_json--> TiledMap --meaning--> walls, zones, entries, doors
           (tmx)        ^  layers, objects,    |                                      |
                        |  tileset(s),         +------------- normalise --------------+
                   references  templates                          |
                                                      IslandMap, IslandMapBundle

`document` opens a file by what is in it: XML (`tmx`) takes the form of Tiled's JSON, so one set of
readers serves both; `map_reader` begins with a path and adds what a .wam says (`wam_file`).
Everything that a file names goes through `references`: it lies below one root folder, or a stand-in
takes its place with a warning. `reading` counts all of it against `limits`.

The readers know file formats and nothing of what they mean. `meaning`, and what it calls (areas,
merging, zone_making, wam_zones, doors, starts, exits), knows WorkAdventure's properties
(`wa_properties`) and no file format. `inspection` gives the facts by which loaders are compared;
`report` says in plain language what is wrong with a map. `library` keeps the maps that were added,
out of zips and folders that `map_package` takes apart; `map_references` tells which files belong to
a map. Nothing here fetches a URL, follows a path
out of the map's root folder or runs a script.
"""
