"""What is imported: a file, a folder or a zip, as members whose text can be read. Bounded.

Whatever a header claims, no more than a stated amount is ever unpacked or kept.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import IO, Final, cast

from watchlist.errors import RefusedError
from watchlist.formats.parsing import texts
from watchlist.formats.parsing.documents import refuse_document
from watchlist.formats.parsing.tables import CellTable, first_cells

MOST_MEMBERS: Final = 10_000
LARGEST_MEMBER: Final = 32 * 1024 * 1024
LARGEST_ARCHIVE: Final = 8 * LARGEST_MEMBER
HIGHEST_RATIO: Final = 200
"""How many times larger than packed an archive may be; text is about ten times."""

_MAGIC: Final = 4096
_SMALL: Final = 1024 * 1024  # below it no ratio is looked at
_HEAD: Final = 64 * 1024
_CHUNK: Final = 256 * 1024
_READABLE: Final = (".csv", ".tsv", ".txt", ".json", ".xml", ".md", ".markdown")
"""Which members of a folder or an archive are looked into."""
_ARCHIVES: Final = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst")
_GZIP: Final = ".gz"
_GZIP_MAGIC: Final = b"\x1f\x8b"
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1

Open = Callable[[], IO[bytes]]


class SourceFile:
    """A file of a source: ``path`` is where it stands in it, with ``/`` between the parts."""

    def __init__(self, path: str, open_: Open) -> None:
        self.path = path
        self._open = open_

    @property
    def folders(self) -> tuple[str, ...]:
        """The names of the folders that it is in, in lower case."""
        return tuple(self.path.lower().split("/")[:-1])

    @property
    def name(self) -> str:
        """Its name without folders, in lower case."""
        return self.path.lower().rpartition("/")[2]

    @cached_property
    def start(self) -> str:
        """Its first characters, by which a format is recognised; empty when it is no text."""
        with self._opened() as file:
            return texts.decode_start(file.read(_HEAD))

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The first cells of a CSV in the form of ``tables.column_key``."""
        return first_cells(self.start)

    @property
    def is_table(self) -> bool:
        """Whether it begins as a CSV of several columns does."""
        several = len(self.header) > 1 and any(self.header)
        return several and not self.start.lstrip().startswith(("{", "[", "<", "---"))

    def text(self) -> str:
        """Return its whole text. Raises RefusedError when it has none or is too large."""
        return texts.decode(self.path, self._bytes())

    def table(self) -> CellTable:
        """Return its whole text as the rows of a CSV. Raises RefusedError."""
        return CellTable(self.path, self.text())

    def raw(self) -> bytes:
        """Return its whole text in UTF-8, without a byte order mark. Raises RefusedError."""
        return self.text().encode()

    def _bytes(self) -> bytes:
        chunks = []
        size = 0
        with self._opened() as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > LARGEST_MEMBER:
                    raise RefusedError(
                        f"{self.path} is larger than {LARGEST_MEMBER // 1024**2} MB, the most "
                        "that is read: split it."
                    )
                chunks.append(chunk)
        return b"".join(chunks)

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        try:
            with self._open() as file:
                yield file
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError) as error:
            raise RefusedError(f"{self.path} in the archive is damaged: get a new copy.") from error
        except OSError as error:
            raise RefusedError(f"{self.path} cannot be read: {error.strerror}.") from error


class FileSource:
    """A file, a folder or a zip; its members are in order of their paths."""

    def __init__(self, path: str, members: list[SourceFile], *, is_file: bool = False) -> None:
        self.path = path
        self.is_file = is_file
        self.name = os.path.basename(os.path.normpath(path))
        self.members = sorted(members, key=lambda member: member.path)

    def not_recognised(self) -> str:
        """Return a sentence that says why nobody knows what this is."""
        if not self.members:
            return (
                f"{self.name} holds no file that can be imported (CSV, JSON, XML, text or "
                "Markdown)."
            )
        for member in self.members if len(self.members) == 1 else ():
            text = member.text()  # says why, when it cannot be read
            if text.startswith("---"):
                return (
                    f"{self.name} is a note with front matter, which is not read: bring such "
                    "notes along as one table, with a column for each of their keys."
                )
            if member.is_table:
                return CellTable(member.path, text).unknown()
        return (
            f"{self.name} was not recognised: it is no export that watchlist knows. "
            "“watchlist import --help” lists what it reads."
        )


@contextmanager
def opened(path: str) -> Iterator[FileSource]:
    """Open what is to be imported. Raises RefusedError when it cannot be read."""
    if os.path.isdir(path):
        yield FileSource(path, list(_folder(path)))
    elif not os.path.exists(path):
        raise RefusedError(f"There is no file {path}.")
    elif not os.path.isfile(path):
        raise RefusedError(f"{path} is neither a file nor a folder.")
    elif _is_gzip(path):
        name = os.path.basename(path)[: -len(_GZIP)]
        yield FileSource(path, [SourceFile(name, lambda: _unpacked(path))], is_file=True)
    elif _is_zip(path):
        with _archive(path) as archive:
            yield FileSource(path, list(_zipped(path, archive)))
    else:
        yield FileSource(path, [SourceFile(os.path.basename(path), _opener(path))], is_file=True)


def from_bytes(name: str, file: IO[bytes]) -> FileSource:
    """Return what comes from a stream, such as standard input, as a file."""
    content = file.read(LARGEST_MEMBER + 1)
    return FileSource(name, [SourceFile(name, lambda: io.BytesIO(content))], is_file=True)


def _is_gzip(path: str) -> bool:
    """Whether a file is one file packed by gzip, by its name and by how it begins."""
    name = path.lower()
    if not name.endswith(_GZIP) or name.endswith(f".tar{_GZIP}"):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(len(_GZIP_MAGIC)) == _GZIP_MAGIC
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}.") from error


def _unpacked(path: str) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb"))  # as much as is read of any file, and no more


def _is_zip(path: str) -> bool:
    """Whether a file is a zip. Raises RefusedError for a damaged one and for a document."""
    try:
        with open(path, "rb") as file:
            head = file.read(_MAGIC)
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}.") from error
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        refuse_document(path, head)
        return True
    if path.lower().endswith(".zip"):
        raise RefusedError(
            f"{path} is no archive, or a damaged one, whatever its name says: download it again."
        )
    refuse_document(path, head)
    return False


def _folder(path: str) -> Iterator[SourceFile]:
    """Yield the members of a folder; what is hidden or a link stays out."""
    count = 0
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if not _is_hidden(name))
        for name in sorted(files):
            full = os.path.join(folder, name)
            if not _is_wanted(name) or not stat.S_ISREG(os.lstat(full).st_mode):
                continue
            count += 1
            if count > MOST_MEMBERS:
                raise RefusedError(f"{path} holds more than {MOST_MEMBERS:,} files.")
            inside = os.path.relpath(full, path).replace(os.sep, "/")
            yield SourceFile(inside, _opener(full))


def _opener(path: str) -> Open:
    return lambda: open(path, "rb")


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _is_wanted(name: str) -> bool:
    return not _is_hidden(name) and name.lower().endswith(_READABLE)


@contextmanager
def _archive(path: str) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise RefusedError(
            f"{path} is a damaged or incomplete archive: download it again."
        ) from error
    with archive:
        yield archive


def _zipped(path: str, archive: zipfile.ZipFile) -> Iterator[SourceFile]:
    """Yield the members of an archive that keeps to the bounds. Raises RefusedError."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise RefusedError(f"{path} holds more than {MOST_MEMBERS:,} files.")
    budget = _Budget(path)
    seen: set[str] = set()
    for info in infos:
        name = info.filename.replace("\\", "/")
        _refuse_unsafe(path, name, info)
        if any(_is_hidden(part) for part in name.split("/")) or not _is_wanted(name):
            continue
        if name in seen:
            raise RefusedError(f"{path} holds two files named {name}.")
        seen.add(name)
        yield SourceFile(name, budget.opener(archive, info))


def _refuse_unsafe(path: str, name: str, info: zipfile.ZipInfo) -> None:
    parts = name.split("/")
    what = ""
    if name.startswith("/") or ".." in parts or ":" in parts[0]:
        what = "a path that leads out of it"
    elif name.lower().endswith(_ARCHIVES):
        what = "another archive"
    elif stat.S_ISLNK(info.external_attr >> 16):
        what = "a symbolic link"
    elif info.flag_bits & _ENCRYPTED:
        what = "an encrypted file"
    elif info.compress_type not in _METHODS:
        what = "a file packed in a way that is not read"
    if what:
        raise RefusedError(f"{path} holds {what}, {name}: unpack it and import the folder.")


class _Budget:
    """How much of an archive was unpacked, counted while it is read."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._unpacked: dict[str, int] = {}

    def opener(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Open:
        """Return what opens a member for reading within the bounds."""
        return lambda: _Unpacking(archive.open(info), self, info)  # type: ignore[return-value]

    def spend(self, info: zipfile.ZipInfo, size: int) -> None:
        """Note how much of a member was unpacked. Raises RefusedError when it is too much."""
        self._unpacked[info.filename] = max(size, self._unpacked.get(info.filename, 0))
        if size > LARGEST_MEMBER:
            what = f"unpacks to more than {LARGEST_MEMBER // 1024**2} MB"
        elif size > max(_SMALL, HIGHEST_RATIO * info.compress_size):
            what = f"unpacks to more than {HIGHEST_RATIO} times its size"
        elif sum(self._unpacked.values()) > LARGEST_ARCHIVE:
            what = f"and the rest unpack to more than {LARGEST_ARCHIVE // 1024**2} MB"
        else:
            return
        raise RefusedError(f"{info.filename} in {self._path} {what}: no export is like that.")


class _Unpacking:
    """A member of an archive while it is read."""

    def __init__(self, file: IO[bytes], budget: _Budget, info: zipfile.ZipInfo) -> None:
        self._file = file
        self._budget = budget
        self._info = info
        self._size = 0

    def read(self, size: int) -> bytes:
        """Read the next bytes."""
        chunk = self._file.read(size)
        self._size += len(chunk)
        self._budget.spend(self._info, self._size)
        return chunk

    def __enter__(self) -> _Unpacking:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()
