"""The files of a site that has several: what each is like, and columns that follow from others.

``declared`` reads a table by the names of its columns. Where a cell has to be looked at first (an
id that is TMDB's only in some rows, seconds instead of minutes), a form adds columns of its own,
whose names begin with ``ours``, and the declaration names those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from watchlist.formats.parsing.columns import COLUMNS
from watchlist.formats.parsing.declared import DeclaredTable, read_declared
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import CellTable, TableRow, column_key
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Item, Notice, Origin, Skipped

Texts = Mapping[str, str]
"""The cells of a row, by the keys of their columns."""
Derive = Callable[[Texts], Sequence[str]]
Unfold = Callable[[Texts], Iterable[Texts]]
"""What returns the rows that a row is, itself among them."""

_ROLES: Final = ("rating", "rating10", "watched_on", "watched", "state", "to_watch", "plays")
_TELLING: Final = frozenset(
    name for role in (*_ROLES, "kind") for name in (column_key(role), *COLUMNS[role])
) | {"iswatched", "type", "mediatype", "season", "episode"}
"""The columns of any table that say something of watching, or of what is no film."""
_SHARE: Final = 3
"""Of so many columns one may be foreign."""


class Form(NamedTuple):
    """One file of a site: its table, the columns added to it, and those that it never has.

    ``alone`` says that it is only what the file is that tells what was watched. Such a file is
    not this one when a foreign column tells of watching or of kinds, or when many are foreign.
    """

    table: DeclaredTable
    added: tuple[str, ...] = ()
    derive: Derive = lambda _texts: ()
    never: frozenset[str] = frozenset()
    alone: bool = False

    def claims(self, member: SourceFile) -> Claim | None:
        """Return the claim to a file; None when it is no such file."""
        header = set(member.header)
        foreign = header - self.table.known - {""}
        is_other = foreign & _TELLING or len(foreign) * _SHARE > len(header) - len(foreign)
        if header & self.never or (self.alone and is_other):
            return None
        return self.table.claims(member) if member.is_table else None

    def read(self, member: SourceFile, options: Options) -> Iterator[Item]:
        """Yield what the rows of a file say."""
        yield from self.read_table(member.table(), options)

    def read_table(self, cells: CellTable, options: Options) -> Iterator[Item]:
        """Yield what the rows of a table say."""
        if self.added:
            cells = DerivedTable(cells, self.added, self.derive)
        yield from read_declared(cells, self.table, options)


class _WiderTable(CellTable):
    """A table with further columns."""

    def __init__(self, table: CellTable, added: Sequence[str]) -> None:
        self._table = table
        self.name = table.name
        self.names = (*table.names, *added)
        self.header = tuple(map(column_key, self.names))

    def origin(self, line: int) -> Origin:
        """Return where a row stands."""
        return self._table.origin(line)

    def _texts(self, row: TableRow) -> Texts:
        """Return the cells of a row of the table by their columns."""
        return dict(zip(self._table.header, map(str.strip, row.cells), strict=True))


class DerivedTable(_WiderTable):
    """A table with further columns, whose cells follow from the others of their row."""

    def __init__(self, table: CellTable, added: Sequence[str], derive: Derive) -> None:
        super().__init__(table, added)
        self._derive = derive

    def rows(self) -> Iterator[TableRow | Skipped]:
        """Yield the rows with their further cells."""
        for row in self._table.rows():
            if isinstance(row, TableRow):
                row = TableRow(row.line, [*row.cells, *self._derive(self._texts(row))])  # noqa: PLW2901
            yield row


class UnfoldedTable(_WiderTable):
    """A table with further columns, of which a row may be several: of a series its episodes."""

    def __init__(self, table: CellTable, added: Sequence[str], unfold: Unfold) -> None:
        super().__init__(table, added)
        self._unfold = unfold

    def rows(self) -> Iterator[TableRow | Skipped]:
        """Yield the rows that the rows are."""
        for row in self._table.rows():
            if isinstance(row, Skipped):
                yield row
                continue
            for texts in self._unfold(self._texts(row)):
                yield TableRow(row.line, [texts.get(key, "") for key in self.header])


class JsonTable(CellTable):
    """The records of a JSON file as a table; ``line`` of a row is the number of its record."""

    def __init__(
        self, name: str, names: Sequence[str], rows: Iterable[tuple[int, list[str] | str]]
    ) -> None:
        self.name = name
        self.names = tuple(names)
        self.header = tuple(map(column_key, names))
        self._rows = rows

    def origin(self, line: int) -> Origin:
        """Return where a record stands."""
        return Origin(f"{self.name} (item {line})")

    def rows(self) -> Iterator[TableRow | Skipped]:
        """Yield the records; a text instead of cells says what is not one of a film."""
        for number, cells in self._rows:
            if isinstance(cells, str):
                yield Skipped(self.origin(number), cells, problem=cells.endswith("."))
            else:
                yield TableRow(number, cells)


def text(value: object) -> str:
    """Return a value of JSON as a cell; empty for none and for what is no single value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""


def left_out(source: FileSource, read: Collection[SourceFile]) -> Iterator[Notice]:
    """Yield a sentence that names the files of a source that were not read."""
    paths = [member.path for member in source.members if member not in read]
    if paths:
        more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""  # noqa: PLR2004 -- of names
        yield Notice(f"Not looked into: {', '.join(paths[:3])}{more}.")
