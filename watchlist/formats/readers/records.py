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
    EACH,
    is_json,
    is_xml,
    other_paths,
    record_paths,
    records_prefix,
    rows_at,
    tree_of,
)
from watchlist.formats.parsing.unknown_columns import (
    MEANING_OF_WORDS,
    TELLING,
    TableColumn,
    UnknownColumnsError,
    answers_of,
    looks,
    offered,
    unknown_words,
)
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Item, Origin, Skipped
from watchlist.names.listing import few

TITLE: Final = "JSON or XML"
OPTIONS: Final = frozenset({"columns", "scale", "date_order", "series", "time_zone", "about"})

_TELL_FILMS: Final = ("title", "imdb", "tmdb", "letterboxd")


def claim(source: FileSource) -> Claim | None:
    """Return a claim to one file of JSON or XML. Raises RefusedError when it has no records."""
    if len(source.members) != 1:
        return None
    member = source.members[0]
    if not is_json(member.start) and not is_xml(member.start):
        return None
    tree = tree_of(member)
    if not record_paths(tree):
        raise RefusedError(_no_films(member, tree))
    return Claim(1)


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
        _refuse(member, tree, paths)
    yield from read_table(_MappedTable(member.path, tree, paths, options.columns), options)


def _of_paths(mapped: Mapping[str, str]) -> dict[str, str]:
    """Return what is said of paths, where something is; the rest is said of words for states."""
    found = {path: role for path, role in mapped.items() if EACH in path}
    return found or dict(mapped)


def _refuse(member: SourceFile, tree: Any, paths: Mapping[str, list[str]]) -> None:
    """Raise RefusedError with the paths of the records and what they may be."""
    columns = _columns(paths)
    if not any(column.suggested for column in columns):
        raise RefusedError(_no_films(member, tree))
    said = [f"{member.path} has records of a shape that is not known. Their paths:"]
    said += [f"  {column.name[:80]}: “{column.example[:40]}”" for column in columns]
    if any(column.words for column in columns):
        said.append(MEANING_OF_WORDS)
    said.append("Say with --map what they are about, as far as they are to be taken:")
    raise UnknownColumnsError(columns, said, member.path, answers_of(columns))


def _no_films(member: SourceFile, tree: Any) -> str:
    """Return a sentence on what has no records with a text in them."""
    found = few(f"“{path[:80]}”" for path in other_paths(tree))
    return (
        f"{member.path} has no list of records that could be films; its paths: {found or 'none'}. "
        "Films are read from a list, as in [{“title”: “Heat”}], or from a table (CSV): bring them "
        "along as one."
    )


def _columns(paths: Mapping[str, list[str]]) -> list[TableColumn]:
    """Return what the paths of records may be about."""
    usual = {path: "title" if path.endswith(EACH) else _usual(path) for path in paths}
    if "title" not in usual.values():
        usual |= {path: "title" for path in paths if _name(path).endswith(("title", "name"))}
    usual |= dict.fromkeys(_but_the_richest(paths, usual, "title"))
    usual |= {path: None for path in paths if usual[path] == "kind" and not _are_kinds(paths[path])}
    if "title" not in usual.values() and (wordy := _words_at(paths, usual)):
        usual[wordy] = "title"
    alone = TELLING.isdisjoint(usual.values())
    taken: set[str] = set()
    columns = []
    for path, texts in paths.items():
        role = (any(texts) and usual[path]) or offered(_name(path), texts, alone=alone)
        if role in taken:
            role = "" if looks(_name(path), texts) else None
        taken |= {role} if role else set()
        example = next(filter(None, texts), "")
        words = unknown_words(texts) if role == "state" else ()
        columns.append(TableColumn(path, "", "is a path of its records", role, example, words))
    return columns


def _but_the_richest(
    paths: Mapping[str, list[str]], usual: Mapping[str, str | None], role: str
) -> list[str]:
    """Return the paths of a role but for the one with the most different texts."""
    found = sorted((path for path in paths if usual[path] == role), key=lambda p: len({*paths[p]}))
    return found[:-1]


def _are_kinds(texts: list[str]) -> bool:
    return looks("x", texts) == "kind"


def _words_at(paths: Mapping[str, list[str]], usual: Mapping[str, str | None]) -> str:
    """Return the path of the most different words; nothing where there are none."""
    words = {
        path: len({text for text in texts if any(map(str.isalpha, text)) and "://" not in text})
        for path, texts in paths.items()
        if not usual[path] and not looks(_name(path), texts)
    }
    best = max(words, key=lambda path: words[path], default="")
    return best if best and words[best] else ""


def _name(path: str) -> str:
    """Return the last name of a path, without the prefix that XML may give it."""
    return path.rpartition(".")[2].rpartition(":")[2]


def _usual(path: str) -> str | None:
    """Return what the last name of a path usually means; None for nothing known."""
    return next(iter(roles([_name(path)], {}).indexes), None)


class _MappedTable(CellTable):
    """The records of a tree as the rows of a table, whose columns are the paths."""

    is_named_by_hand = True

    def __init__(
        self, name: str, tree: Any, paths: Mapping[str, list[str]], mapped: Mapping[str, str]
    ) -> None:
        super().__init__(name, "")
        mapped = _of_paths(mapped)
        told = [path for path, role in mapped.items() if role in _TELL_FILMS] or list(mapped)
        self._prefix = records_prefix(told[0])
        if not self._prefix:
            known = ", ".join(f"“{path}”" for path in list(paths)[:12])
            raise UsageError(f"“{told[0]}” is no path of a record: there are {known or 'none'}.")
        others = (path for path in paths if path.startswith(self._prefix))
        self.names = tuple(dict.fromkeys((*mapped, *others)))
        self.header = self.names
        for path in mapped:
            if path not in paths:
                self._check(path, tree)
        self._tree = tree

    def word(self, index: int) -> str:
        """Return the last name of a path: those in front of it say nothing of a record."""
        return _name(self.names[index])

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
