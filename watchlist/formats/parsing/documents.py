"""Files that are no tables of films whatever their names say, told by how they begin."""

from __future__ import annotations

import os
import zipfile
from contextlib import suppress
from typing import Final

from watchlist.errors import RefusedError

_AS_CSV: Final = "save it as CSV there and import that"
_BEGINNINGS: Final = (
    # (how it begins, what it is, what to do)
    (b"%PDF", "a PDF document", "export the list as CSV or text instead"),
    (b"SQLite format 3", "a database (SQLite)", "export its table of films as CSV"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet or document of an old office program", _AS_CSV),
    (b"\x89PNG", "a picture", "the list has to be text"),
    (b"\xff\xd8\xff", "a picture", "the list has to be text"),
    (b"GIF8", "a picture", "the list has to be text"),
    (b"{\\rtf", "a text document (RTF)", "save it as plain text"),
    (b"\x1f\x8b", "an archive (gzip)", "unpack it and import what is in it"),
    (b"7z\xbc\xaf", "an archive (7z)", "unpack it and import the folder"),
    (b"Rar!", "an archive (RAR)", "unpack it and import the folder"),
    (b"BZh", "an archive (bzip2)", "unpack it and import what is in it"),
    (b"\xfd7zXZ", "an archive (xz)", "unpack it and import what is in it"),
)
_IN_ZIP: Final = (
    # (a member, or how one begins, what it is, what to do)
    ("xl/workbook", "a spreadsheet (Excel)", _AS_CSV),
    ("word/document", "a text document (Word)", "save it as plain text or its table as CSV"),
    ("ppt/", "a presentation", "the list has to be a table or text"),
    ("Index/", "a document of Numbers or Pages", "export it as CSV there and import that"),
)
_OPEN_DOCUMENT: Final = {
    "spreadsheet": ("a spreadsheet (OpenDocument)", _AS_CSV),
    "text": ("a text document (OpenDocument)", "save it as plain text or its table as CSV"),
}
_HTML: Final = (b"<!doctype html", b"<html")


def refuse_document(path: str, head: bytes) -> None:
    """Raise RefusedError for what is no table, text or archive, saying how it can be brought in.

    ``head`` is how the file at ``path`` begins.
    """
    found = next(((what, how) for start, what, how in _BEGINNINGS if head.startswith(start)), None)
    if head[4:12] in (b"ftypheic", b"ftypmif1") or head[8:12] == b"WEBP":
        found = "a picture", "the list has to be text"
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_HTML):
        found = "a web page (HTML)", "use the export of the site, or copy the list into a text file"
    if head.startswith(b"PK"):
        found = _document_in_zip(path)
    if found:
        what, how = found
        raise RefusedError(f"{os.path.basename(path)} is {what}: {how}.")


def _document_in_zip(path: str) -> tuple[str, str] | None:
    with suppress(zipfile.BadZipFile, OSError, NotImplementedError, ValueError, RuntimeError):
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:1000]
            if names[:1] == ["mimetype"]:
                kind = archive.read("mimetype")[:200].decode("ascii", "replace")
                return next((said for word, said in _OPEN_DOCUMENT.items() if word in kind), None)
        for start, what, how in _IN_ZIP:
            if any(name.startswith(start) for name in names):
                return what, how
    return None
