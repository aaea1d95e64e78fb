"""Reading a source from files that a test writes."""

from __future__ import annotations

from pathlib import Path

from watchlist.formats.parsing.sources import opened
from watchlist.formats.registry import Options, recognise
from watchlist.merging.entries import Entry, Item, ListEntry, Notice, OddCell, Skipped


def written(path: Path, text: str | bytes) -> Path:
    """Write a file, with the line ends as they are in the text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def items(path: Path, **options: object) -> list[Item]:
    """Return what a source is recognised to say."""
    with opened(str(path)) as source:
        return list(recognise(source).read(source, Options(**options)))  # type: ignore[arg-type]


def title_of_format(path: Path) -> str:
    """Return the name of the format that a source is recognised to have."""
    with opened(str(path)) as source:
        return recognise(source).TITLE


def entries(found: list[Item]) -> list[Entry]:
    return [item for item in found if isinstance(item, Entry)]


def lists(found: list[Item]) -> list[ListEntry]:
    return [item for item in found if isinstance(item, ListEntry)]


def problems(found: list[Item]) -> list[str]:
    """Return the rows that cannot be read, as the user sees them."""
    return [f"{i.origin}: {i.reason}" for i in found if isinstance(i, Skipped) and i.problem]


def odd_cells(found: list[Item]) -> list[tuple[str, str, str]]:
    """Return where the cells stand that were not understood, their columns and their texts."""
    return [(str(i.origin), i.column, i.text) for i in found if isinstance(i, OddCell)]


def notices(found: list[Item]) -> list[str]:
    return [item.text for item in found if isinstance(item, Notice)]
