"""JSON and XML that no site writes: the user says with ``--map`` what its paths are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from watchlist.errors import RefusedError, UsageError
from watchlist.formats.parsing.columns import roles
from watchlist.formats.parsing.film_tables import read_table
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import CellTable, TableRow
from watchlist.formats.parsing.trees import (
    is_json,
    is_xml,
    record_paths,
    records_prefix,
    rows_at,
    tree_of,
)
from watchlist.formats.parsing.unknown_columns import (
    TableColumn,
    UnknownColumnsError,
    looks,
    offered,
)
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Item, Origin, Skipped

TITLE: Final = "JSON or XML"
OPTIONS: Final = frozenset({"columns", "scale", "date_order", "series", "time_zone", "about"})

_TELL_FILMS: Final = ("title", "imdb", "tmdb", "letterboxd")


def claim(source: FileSource) -> Claim | None:
    """Return a claim to one file of JSON or XML that has records."""
    if len(source.members) != 1:
        return None
    member = source.members[0]
    if not is_json(member.start) and not is_xml(member.start):
        return None
    return Claim(1) if record_paths(tree_of(member)) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the records say at the paths that the user named.

    Raises UnknownColumnsError with the paths that there are when none was named.
    """
    if len(source.members) != 1:
        raise RefusedError(f"{source.name} holds several files: import them one by one.")
    member = source.members[0]
    tree = tree_of(member)
    paths = record_paths(tree)
    if not options.columns:
        _refuse(member, paths)
    yield from read_table(_MappedTable(member.path, tree, paths, options.columns), options)


def _refuse(member: SourceFile, paths: Mapping[str, list[str]]) -> None:
    """Raise RefusedError with the paths of the records and what they may be."""
    if not paths:
        raise RefusedError(f"{member.path} holds no records such as “[].title”.")
    taken: set[str] = set()
    columns = []
    usual = {path: _usual(path) for path in paths}
    if "title" not in usual.values():
        usual |= {path: "title" for path in paths if path.endswith(("title", "name"))}
    for path, texts in paths.items():
        name = path.rpartition(".")[2]
        role = usual[path] or offered(name, texts)
        if role in taken:
            role = "" if looks(name, texts) else None
        if role:
            taken.add(role)
        example = next(filter(None, texts), "")
        columns.append(TableColumn(path, "", "is a path of its records", role, example))
    said = [f"{member.path} has records of a shape that is not known. Their paths:"]
    said += [f"  {column.name[:80]}: “{column.example[:40]}”" for column in columns]
    said.append("Say with --map what they are about, as far as they are to be taken:")
    answers = [
        word
        for column in columns
        if column.suggested is not None
        for word in ("--map", f"{column.name}={column.suggested}")
    ]
    raise UnknownColumnsError(columns, said, member.path, answers)


def _usual(path: str) -> str | None:
    """Return what the last name of a path usually means; None for nothing known."""
    return next(iter(roles([path.rpartition(".")[2]], {}).indexes), None)


class _MappedTable(CellTable):
    """The records of a tree as the rows of a table, whose columns are the paths."""

    is_named_by_hand = True

    def __init__(
        self, name: str, tree: Any, paths: Mapping[str, list[str]], mapped: Mapping[str, str]
    ) -> None:
        super().__init__(name, "")
        told = [path for path, role in mapped.items() if role in _TELL_FILMS] or list(mapped)
        self._prefix = records_prefix(told[0])
        if not self._prefix:
            known = ", ".join(f"“{path}”" for path in list(paths)[:12])
            raise UsageError(f"“{told[0]}” is no path of a record: there are {known}.")
        others = (path for path in paths if path.startswith(self._prefix))
        self.names = tuple(dict.fromkeys((*mapped, *others)))
        self.header = self.names
        for path in mapped:
            if path not in paths:
                self._check(path, tree)
        self._tree = tree

    def _check(self, path: str, tree: Any) -> None:
        """Raise UsageError for a path at which no record has anything."""
        if not any(cells[0] for cells in rows_at(tree, self._prefix, [path])):
            raise UsageError(f"No record has anything at “{path}”.")

    def rows(self) -> Iterator[TableRow | Skipped]:
        """Yield the records; their lines are their numbers."""
        for number, cells in enumerate(rows_at(self._tree, self._prefix, self.names), start=1):
            yield TableRow(number, [cell.strip() for cell in cells])

    def origin(self, line: int) -> Origin:
        """Return where a record stands."""
        return Origin(f"{self.name} (item {line})")
