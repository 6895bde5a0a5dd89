"""Zips made by hand: good ones, and such as nobody should send."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from .made_maps import Json, made_map, objects, png, tile_layer


def office(**more: object) -> Json:
    return made_map(tile_layer("floor", "....", "....", "...."), objects(), **more)


def encoded(document: object) -> bytes:
    return json.dumps(document).encode()


OFFICE_FILES = {"office.tmj": encoded(office()), "tiles.png": png()}


def zipped(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return path


def laid_out(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def everything_in(folder: Path) -> set[str]:
    """Every file and folder below, the lock apart."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.name != ".lock"}
