"""A .wam with areas and entities, and the collection that one of them is from."""

from __future__ import annotations

from tests.map_files.made_maps import Json

MEETING: Json = {
    "id": "p1",
    "type": "jitsiRoomProperty",
    "roomName": "Zaal",
    "jitsiRoomConfig": {"jitsiRoomAdminTag": "boss", "startWithAudioMuted": True},
}
WAM: Json = {
    "version": "1.0.0",
    "mapUrl": "endless.tmj",
    "areas": [
        {"id": "a1", "name": "zaal", "x": 32, "y": 64, "width": 96, "height": 64, "visible": True}
        | {"properties": [MEETING]},
        {"id": "a2", "name": "stil", "x": 0, "y": 0, "width": 32, "height": 32}
        | {"properties": [{"id": "p2", "type": "silent"}]},
    ],
    "entities": {
        "e1": {"x": 96, "y": 32, "prefabRef": {"collectionName": "own", "id": "own:Desk:#fff:Up"}},
        "e2": {"x": 5, "y": 6, "name": "b", "prefabRef": {"collectionName": "far", "id": "far:x"}}
        | {"properties": [{"id": "p3", "type": "openWebsite", "link": "https://example.org"}]},
    },
    "entityCollections": [
        {"url": "things/own.json", "type": "file"},
        {"url": "https://example.org/far.json", "type": "file"},
    ],
    "metadata": {"name": "Kantoor"},
}
COLLECTION: Json = {
    "collectionName": "own",
    "collection": [
        {"name": "Desk", "color": "#fff", "direction": "Up", "imagePath": "../tiles.png"}
        | {"collisionGrid": [[1, 1], [0, 1]]},
        {"id": "x-1", "name": "Lamp", "imagePath": "http://example.org/lamp.png"},
    ],
}
