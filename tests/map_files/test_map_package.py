from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from island_server.errors import MapError
from island_server.map_files.map_package import FileNames, Package, PackageLimits, find_maps

from .packages import OFFICE_FILES, encoded, everything_in, laid_out, office, zipped

SMALL = PackageLimits(files=8, maps=2, unpacked_bytes=4000, ratio=10, ratio_free_bytes=3000)


def unpack(path: Path, into: Path, limits: PackageLimits = SMALL) -> set[str]:
    into.mkdir(exist_ok=True)
    Package(into, limits).unpack(path, "maps.zip")
    return {p.relative_to(into).as_posix() for p in into.rglob("*") if p.is_file()}


def refusal(path: Path, into: Path, limits: PackageLimits = SMALL) -> str:
    with pytest.raises(MapError) as caught:
        unpack(path, into, limits)
    (line,) = str(caught.value).splitlines()
    assert line.startswith("maps.zip: ")
    return line


def test_a_zip_is_unpacked_without_what_no_map_needs(tmp_path: Path) -> None:
    files = {
        **OFFICE_FILES,
        "sub/b.png": b"b",
        "readme.doc": b"",
        "inner.zip": b"PK",
        "__MACOSX/._office.tmj": b"",
        "sub/._b.png": b"",
    }
    found = unpack(zipped(tmp_path / "a.zip", files), tmp_path / "out")
    assert found == {"office.tmj", "tiles.png", "sub/b.png"}
    assert (tmp_path / "out" / "sub" / "b.png").read_bytes() == b"b"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("../a.png", "leads out"),
        ("a/../../b.png", "leads out"),
        ("/a.png", "leads out"),
        ("c:/a.png", "leads out"),
        ("a\\b.png", "leads out"),
        ("a//b.png", "impossible name"),
        ("./a.png", "impossible name"),
        ("a.png ", "impossible name"),
        ("a\nb.png", "impossible name"),
        ("\u202ea.png", "impossible name"),
        ("x" * 300 + ".png", "too long"),
        ("d/" * 30 + "a.png", "too long"),
        ("../", "leads out"),
    ],
)
def test_a_name_that_is_not_plain_is_refused(tmp_path: Path, name: str, problem: str) -> None:
    assert problem in refusal(zipped(tmp_path / "a.zip", {name: b""}), tmp_path / "out")
    assert everything_in(tmp_path) == {"a.zip", "out"}


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        ("a.png", "a.png", "twice"),
        ("a.png", "A.PNG", "twice"),
        ("\u00e9.png", "e\u0301.png", "twice"),
        ("a.png", "a.png/b.png", "both"),
        ("A.png/b.png", "a.png", "both"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_another_file_system_would_confuse_are_refused(
    tmp_path: Path, first: str, second: str, problem: str
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(first, b"1")
        archive.writestr(second, b"2")
    assert problem in refusal(tmp_path / "a.zip", tmp_path / "out")
    assert everything_in(tmp_path) == {"a.zip", "out"}


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_a_device_is_refused(tmp_path: Path, kind: int) -> None:
    entry = zipfile.ZipInfo("a.png")
    entry.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "link" in refusal(tmp_path / "a.zip", tmp_path / "out")


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path / "a.zip", {"a.png": b"1"}).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    assert "encrypted" in refusal(tmp_path / "a.zip", tmp_path / "out")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_whose_memory_has_no_bound_is_refused(tmp_path: Path, method: int) -> None:
    path = zipped(tmp_path / "a.zip", {"a.png": b"1"}, method)
    assert "not read" in refusal(path, tmp_path / "out")


def test_a_bomb_is_noticed_while_it_goes_off(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.png": bytes(1_000_000)})
    assert "too large" in refusal(path, tmp_path / "out")
    assert sum(p.stat().st_size for p in (tmp_path / "out").rglob("*")) <= SMALL.unpacked_bytes


def test_a_zip_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped(tmp_path / "a.zip", {"a.png": bytes(1_000_000)}).read_bytes())
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(signature) + at, 10)
    (tmp_path / "a.zip").write_bytes(content)
    refusal(tmp_path / "a.zip", tmp_path / "out")
    assert sum(p.stat().st_size for p in (tmp_path / "out").rglob("*")) <= SMALL.unpacked_bytes


def test_limits_hold_for_all_zips_together(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    package = Package(tmp_path / "out", SMALL)
    package.unpack(zipped(tmp_path / "a.zip", {"a.png": bytes(2500)}), "a.zip")
    with pytest.raises(MapError, match=r"b\.zip: is too large"):
        package.unpack(zipped(tmp_path / "b.zip", {"b.png": bytes(2500)}), "b.zip")
    with pytest.raises(MapError, match=r"a\.png: is there twice"):
        package.unpack(zipped(tmp_path / "c.zip", {"a.png": b""}), "c.zip")


def test_too_many_files_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{n}.png": b"" for n in range(9)})
    assert "more than 8 files" in refusal(path, tmp_path / "out")
    content = bytearray(path.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    struct.pack_into("<H", content, end + 10, 1)  # it says that there is one
    path.write_bytes(content)
    assert "files" in refusal(path, tmp_path / "out")
    struct.pack_into("<I", content, end + 12, 1_000_000)  # a directory of a megabyte
    path.write_bytes(content)
    assert "files" in refusal(path, tmp_path / "out")


def test_zip64_is_refused_because_its_directory_may_be_of_any_size(tmp_path: Path) -> None:
    content = zipped(tmp_path / "a.zip", {"a.png": b""}).read_bytes()
    end = content.rindex(b"PK\x05\x06")
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 0, 1)
    (tmp_path / "a.zip").write_bytes(content[:end] + locator + content[end:])
    assert "zip64" in refusal(tmp_path / "a.zip", tmp_path / "out")


WHOLE = io.BytesIO()
with zipfile.ZipFile(WHOLE, "w", zipfile.ZIP_DEFLATED) as _archive:
    for _name, _content in OFFICE_FILES.items():
        _archive.writestr(_name, _content)
FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def outcome(content: bytes, folder: Path) -> None:
    """It is unpacked below the folder, or refused in one line; nothing else can happen."""
    path, out = folder / "a.zip", folder / "out"
    path.write_bytes(content)
    said = ""
    try:
        unpack(path, out, PackageLimits())
    except MapError as error:
        said = str(error)
    assert len(said.splitlines()) <= 1
    assert {p.name for p in folder.iterdir()} <= {"a.zip", "out"}


@FUZZ
@given(st.data())
def test_a_damaged_zip_is_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(WHOLE.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(0, len(content))) :]
    outcome(bytes(content), tmp_path_factory.mktemp("fuzz"))


@FUZZ
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)))
def test_no_name_leads_out_of_the_folder(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    content = zipped(folder / "a.zip", {f"{name}.png": b"" for name in names}).read_bytes()
    outcome(content, folder)


@given(st.text(max_size=40))
def test_an_admitted_path_stays_where_it_is_put(name: str) -> None:
    try:
        path = FileNames(PackageLimits()).admit(name)
    except ValueError:
        return
    assert not path.is_absolute()
    assert ".." not in path.parts
    assert "\\" not in name
    assert path.as_posix() == name


def test_the_maps_of_a_folder_are_found(tmp_path: Path) -> None:
    laid_out(
        tmp_path,
        {
            "a/one.tmj": encoded(office()),
            "a/one.tmx": b"<map/>",
            "a/one.json": encoded(office()),
            "two.json": encoded(office()),
            "tileset.json": encoded({"tilewidth": 32}),
            "three.tmj": encoded(office()),
            "four.wam": encoded({"mapUrl": "three.tmj"}),
            "node_modules/x.tmj": b"",
        },
    )
    (tmp_path / "link.tmj").symlink_to("three.tmj")
    found = find_maps(tmp_path, PackageLimits())
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "a/one.tmj",
        "four.wam",
        "two.json",
    ]


def test_too_many_maps_or_files_are_refused(tmp_path: Path) -> None:
    laid_out(tmp_path / "maps", {f"{n}.tmj": b"{}" for n in range(3)})
    with pytest.raises(MapError, match="maps: holds 3 maps, at most 2"):
        find_maps(tmp_path / "maps", SMALL)
    laid_out(tmp_path / "files", {f"{n}.png": b"" for n in range(20)})
    with pytest.raises(MapError, match="files: holds more than 8 files"):
        find_maps(tmp_path / "files", SMALL)
