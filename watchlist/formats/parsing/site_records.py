"""Records of any shape that are read as the rows of a ``DeclaredTable``.

A reader makes a record of each node of its JSON or XML, or of each row of a table of which a
column has to be worked out first, with cells under the keys of the table that it declares.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from watchlist.formats.parsing.declared import DeclaredTable, read_declared
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import CellTable, TableRow
from watchlist.formats.parsing.trees import is_json, items_of, text_of_leaf
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Entry, Item, ListedEntry, ListEntry, OddCell, Origin, Skipped
from watchlist.model import Viewing

OWN_SHAPE: Final = Claim(50)
"""The claim to a file of a shape that no other program writes."""


class SiteRecord(NamedTuple):
    """What one record says: cells by the keys of the declared table.

    ``mark`` is what the entry goes by at its site; ``viewings`` are those that the cells do not
    tell, which count where the record was watched. ``line`` is 0 for a record of no line.
    """

    cells: Mapping[str, str]
    mark: str = ""
    viewings: tuple[Viewing, ...] = ()
    line: int = 0


def read_records(
    name: str, records: Iterable[SiteRecord | Skipped], table: DeclaredTable, options: Options
) -> Iterator[Item]:
    """Yield what the records of a file say."""
    rows = _RecordRows(name, records, sorted(table.known))
    for item in read_declared(rows, table, options):
        if isinstance(item, OddCell):
            yield item
            continue
        record = rows.given.popleft()
        yield _with_viewings(item, record) if isinstance(item, Entry) and record else item


def _with_viewings(entry: Entry, record: SiteRecord) -> Entry:
    """Return an entry with all viewings of its record, the mark on each that has none."""
    if not entry.plays:
        return entry
    viewings = (*entry.viewings, *record.viewings)
    if record.mark and not viewings:
        viewings = (Viewing(),)
    marked = tuple(one if one.mark else replace(one, mark=record.mark) for one in viewings)
    return replace(entry, viewings=marked, plays=max(entry.plays, len(marked)))


_NO_CELLS: Final[Mapping[str, str]] = {}
_NOTHING_KEPT: Final = SiteRecord(_NO_CELLS)


def _kept(record: SiteRecord) -> SiteRecord:
    """Return what is needed of a record once its cells were handed out: one object for nothing."""
    says = record.mark or record.viewings
    return SiteRecord(_NO_CELLS, record.mark, record.viewings) if says else _NOTHING_KEPT


class _RecordRows(CellTable):
    """Records as the rows of a table; ``given`` is what was kept of each, in order."""

    def __init__(
        self, name: str, records: Iterable[SiteRecord | Skipped], columns: list[str]
    ) -> None:
        super().__init__(name, "")
        self.names = self.header = tuple(columns)
        self.given: deque[SiteRecord | None] = deque()
        self._records = records
        self._lines: list[str] = []
        self._in_lines = False

    def rows(self) -> Iterator[TableRow | Skipped]:
        """Yield the records; one without a line is told by its number."""
        for number, record in enumerate(self._records, start=1):
            if isinstance(record, Skipped):
                self.given.append(None)
                yield record
            else:
                self.given.append(_kept(record))
                self._in_lines = record.line > 0
                cells = [record.cells.get(key, "").strip() for key in self.header]
                yield TableRow(record.line or number, cells)

    def origin(self, line: int) -> Origin:
        """Return where a record stands."""
        if self._in_lines:
            return Origin(self.name, line)
        return Origin(f"{self.name} (item {line})")


def cells_of(table: CellTable, row: TableRow) -> dict[str, str]:
    """Return the cells of a row by the keys of their columns."""
    return dict(zip(table.header, row.cells, strict=True))


def leaves_of(node: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a node at some paths (``content.title``), under other keys."""
    return {key: text_of_leaf(value_at(node, path)) for key, path in keys.items()}


def value_at(node: Any, path: str) -> Any:
    """Return what stands at a path such as ``content.title``; None for nothing."""
    for step in path.split("."):
        node = node.get(step) if isinstance(node, dict) else None
    return node


def nodes_in(value: Any) -> list[dict[str, Any]]:
    """Return the dicts in a list, or a dict that stands alone."""
    if isinstance(value, dict):
        return [value]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def nodes_of(member: SourceFile, *names: str) -> Iterator[dict[str, Any]]:
    """Yield the dicts in the list that a file of JSON is, or has under one of the names."""
    return (item for item in items_of(member, *names) if isinstance(item, dict))


def json_members(source: FileSource, words: Collection[str]) -> list[SourceFile]:
    """Return the files of JSON that have all of some words near their start."""
    return [
        member
        for member in source.members
        if is_json(member.start) and all(f'"{word}"' in member.start for word in words)
    ]


def listed(items: Iterable[Item], file: str, name: str) -> Iterator[Item]:
    """Yield one list of all films; what is no film goes its own way."""
    films: list[ListedEntry] = []
    for item in items:
        if isinstance(item, Entry):
            films.append(ListedEntry(replace(item, to_watch=False)))
        else:
            yield item
    if films:
        yield ListEntry(origin=Origin(file), name=name, films=tuple(films))
