"""What is read of files, folders and archives, and what is refused; damaged input."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from watchlist.errors import RefusedError
from watchlist.formats.parsing import sources
from watchlist.formats.parsing.sources import opened

CSV = b"Title,Year\nHeat,1995\n"


def paths(path: Path) -> list[str]:
    with opened(str(path)) as source:
        return [member.path for member in source.members]


def text(path: Path) -> str:
    with opened(str(path)) as source:
        return source.members[0].text()


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "raw",
    [
        "Amélie – L♡DK".encode(),
        "Amélie – L♡DK".encode("utf-8-sig"),
        b"\xff\xfe" + "Amélie – L♡DK".encode("utf-16-le"),
        b"\xfe\xff" + "Amélie – L♡DK".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be"],
)
def test_text_is_read_in_any_unicode_encoding(tmp_path: Path, raw: bytes) -> None:
    assert text(written(tmp_path / "a.csv", raw)) == "Amélie – L♡DK"


@pytest.mark.parametrize(("encoding", "title"), [("latin-1", "Amélie"), ("cp1252", "Amélie – 2")])
def test_what_is_no_utf_8_is_windows_1252(tmp_path: Path, encoding: str, title: str) -> None:
    assert text(written(tmp_path / "a.csv", title.encode(encoding))) == title


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.csv is empty."),
        (b" \r\n\r\n", "a.csv is empty."),
        (b"\0" * 5000, "a.csv holds nothing but NUL bytes: get a new copy of it."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.csv is a picture: the list has to be text."),
        (b"Title\n\x81\x8d\n", "a.csv is no text: line 2 is neither UTF-8 nor Windows-1252."),
        (b"\xff\xfeT\0i", "a.csv is damaged: it ends within a character."),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(RefusedError) as caught:
        text(written(tmp_path / "a.csv", content))
    assert str(caught.value) == sentence


def test_members_of_a_folder_are_in_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.csv", "a.json", "lists/z.csv", ".hidden.csv", "photo.png", ".git/x.csv"):
        (tmp_path / "export" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "export" / name).write_bytes(CSV)
    (tmp_path / "export" / "link.csv").symlink_to(tmp_path / "export" / "b.csv")
    assert paths(tmp_path / "export") == ["a.json", "b.csv", "lists/z.csv"]


def test_members_of_an_archive_are_those_of_its_folder(tmp_path: Path) -> None:
    names = ("__MACOSX/._b.csv", "lists/z.csv", "b.csv", "photo.png")
    path = zipped(tmp_path / "a.zip", **dict.fromkeys(names, CSV))
    assert paths(path) == ["b.csv", "lists/z.csv"]


def test_an_archive_is_known_by_its_contents(tmp_path: Path) -> None:
    path = zipped(tmp_path / "export.csv", **{"b.csv": CSV})
    assert paths(path) == ["b.csv"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("/etc/films.csv", "a path that leads out of it"),
        ("../films.csv", "a path that leads out of it"),
        ("a/../../films.csv", "a path that leads out of it"),
        ("..\\films.csv", "a path that leads out of it"),
        ("C:\\films.csv", "a path that leads out of it"),
        ("films.zip", "another archive"),
        ("films.csv.gz", "another archive"),
    ],
)
def test_unsafe_members_are_refused(tmp_path: Path, name: str, what: str) -> None:
    path = zipped(tmp_path / "a.zip", **{name: CSV})
    with pytest.raises(RefusedError, match=what):
        paths(path)


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("films.csv")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(RefusedError, match="a symbolic link"):
        paths(path)


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"b.csv": CSV})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    with pytest.raises(RefusedError, match="an encrypted file"):
        paths(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b.csv", CSV)
        archive.writestr("b.csv", CSV)
    with pytest.raises(RefusedError, match=r"two files named b\.csv"):
        paths(path)


@pytest.mark.parametrize("cut", [10, 60, -1, -30])
def test_a_truncated_archive_is_refused(tmp_path: Path, cut: int) -> None:
    path = zipped(tmp_path / "a.zip", **{"b.csv": CSV * 100})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(RefusedError, match="damaged or incomplete archive"):
        text(path)


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"b.csv": os.urandom(5000).hex().encode()})
    raw = bytearray(path.read_bytes())
    raw[2000:2100] = bytes(100)
    path.write_bytes(raw)
    with pytest.raises(RefusedError, match=r"b.csv in the archive is damaged"):
        text(path)


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_MEMBERS", 2)
    (tmp_path / "folder").mkdir()
    for name in "abc":
        (tmp_path / "folder" / f"{name}.csv").write_bytes(CSV)
    path = zipped(tmp_path / "a.zip", **{f"{name}.csv": CSV for name in "abc"})
    for source in (path, tmp_path / "folder"):
        with pytest.raises(RefusedError, match="more than 2 files"):
            paths(source)


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST_ARCHIVE", 5000)
    content = os.urandom(2000).hex().encode()
    path = zipped(tmp_path / "a.zip", **{f"{name}.csv": content for name in "ab"})
    with opened(str(path)) as source:
        assert source.members[0].text()
        with pytest.raises(RefusedError, match="and the rest unpack to more than"):
            source.members[1].text()


def test_a_file_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LARGEST_MEMBER", 1024**2)
    with pytest.raises(RefusedError, match="larger than 1 MB"):
        text(written(tmp_path / "a.csv", b"x" * (1024**2 + 1)))


@pytest.mark.parametrize("claimed", [None, 10])
def test_a_bomb_is_not_unpacked_whatever_its_header_claims(
    tmp_path: Path, claimed: int | None
) -> None:
    path = tmp_path / "a.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("watched.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(40):
            member.write(bytes(1024**2))
    if claimed is not None:
        raw = path.read_bytes()
        size = (40 * 1024**2).to_bytes(4, "little")
        path.write_bytes(raw.replace(size, claimed.to_bytes(4, "little")))
    with pytest.raises(RefusedError):
        text(path)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (os.fspath, "There is no file"),
        (os.mkfifo, "is neither a file nor a folder"),
    ],
)
def test_what_is_no_file_is_refused(
    tmp_path: Path, make: Callable[[Path], object], sentence: str
) -> None:
    make(tmp_path / "a.csv")
    with pytest.raises(RefusedError, match=sentence):
        paths(tmp_path / "a.csv")


MEMORY = """
import sys
from watchlist.cli import main
try:
    main()
finally:
    with open("/proc/self/status") as status:
        print(*(line.split()[1] for line in status if line.startswith("VmHWM")), file=sys.stderr)
"""
"""Not by getrusage: there a process begins with the peak of the one that started it."""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="a process has no such file here"
)
def test_a_gigabyte_in_a_small_archive_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("watched.csv", "w", force_zip64=True) as member,
    ):
        member.write(b"Date,Name,Year,Letterboxd URI\n")
        lines = b"2020-01-01,Heat,1995,https://boxd.it/1\n" * 30_000
        for _ in range(1024**3 // len(lines) + 1):
            member.write(lines)
    assert path.stat().st_size < 20 * 1024**2
    library = tmp_path / "library.json"
    result = subprocess.run(
        [sys.executable, "-c", MEMORY, "--library", str(library), "import", str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    *sentences, peak = result.stderr.splitlines()
    assert result.returncode == 1
    assert sentences[-1].startswith("Error: watched.csv in ")
    assert "unpacks to more than" in sentences[-1]
    assert int(peak) < 300 * 1024
    assert not library.exists()
