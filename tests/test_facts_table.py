"""The table "How many facts a franchise needs" of docs/timeline.md is what the orders need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.test_docs import ROOT
from tests.test_published_orders import Published, facts_for, orders_in, staying

Row = tuple[str, int, int, int]
"""A name, its films, the placements that they need, and the films that those move."""

PAGE = ROOT / "docs" / "timeline.md"
HEADING = "## How many facts a franchise needs"
NAMES = {
    "alien-predator": "Alien and Predator",
    "dc": "DC",
    "dceu": "DCEU",
    "fast-furious": "Fast & Furious",
    "john-wick": "John Wick",
    "mcu": "Marvel",
    "middle-earth": "Middle-earth",
    "monsterverse": "MonsterVerse",
}
"""Names that are not written as their file with capitals."""


def name_of(file: str) -> str:
    """Return the name of a printed order: ``halloween--timeline--h20`` is "Halloween, H20"."""
    franchise, _, *branch = file.split("--")
    names = [NAMES.get(part, part.replace("-", " ").title()) for part in (franchise, *branch)]
    return ", ".join(names)


def row_of(file: str, order: Published) -> Row:
    """Return the name of an order, its films, the placements it needs and the films they move."""
    line = [film.id for film in sorted(order.members, key=lambda film: film.release)]
    facts = facts_for(order.printed, line, "before")
    moved = len(line) - len(staying(order.printed, line))
    return name_of(file), len(line), len(facts), moved


def rows_of(orders: Iterable[tuple[str, Published]]) -> list[Row]:
    """Return the rows of the table: those that need a placement, the others as one, and the sum."""
    rows = sorted(row_of(file, order) for file, order in orders if "--timeline" in file)
    needing, others = ([row for row in rows if bool(row[2]) is need] for need in (True, False))
    return [*needing, _sum(f"{len(others)} others", others), _sum("**all**", rows)]


def _sum(name: str, rows: Sequence[Row]) -> Row:
    films, facts, moved = (sum(numbers) for numbers in zip(*(row[1:] for row in rows), strict=True))
    return name, films, facts, moved


def rows_in(page: str) -> list[Row]:
    """Return the rows of the table in a page."""
    _, _, section = page.partition(HEADING)
    lines = [line for line in section.partition("\n## ")[0].splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [(name, int(films), int(facts), int(moved)) for name, films, facts, moved in cells]


def test_the_table_shows_what_the_published_timelines_need(chronology: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert rows_in(page) == rows_of(orders_in(chronology).items())


def test_the_last_row_of_the_table_is_its_sum() -> None:
    *rows, last = rows_in(PAGE.read_text(encoding="utf-8"))
    assert last == _sum("**all**", rows)
