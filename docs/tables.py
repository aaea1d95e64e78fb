"""Write the tables of docs/configuration.md from the settings and the columns themselves.

``python docs/tables.py`` writes them; with ``--check`` it fails when the page is out of date.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from watchlist.cli.config.settings import SETTINGS
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.model import Continuity, Film, Franchise, Link
from watchlist.queries.orders import OrderTable
from watchlist.render import orders, suggestions, upkeep, views
from watchlist.render.columns import KEEP, Column, Section

PAGE = Path(__file__).with_name("configuration.md")
TODAY = datetime.date(2026, 1, 1)


def settings_table() -> Iterator[str]:
    """Yield the settings as a table."""
    yield "| setting | values | default | variable | meaning |"
    yield "| --- | --- | --- | --- | --- |"
    for setting in SETTINGS.values():
        values = ", ".join([*(f"`{choice}`" for choice in setting.choices), setting.other])
        default = f"`{setting.default}`" if setting.default else ""
        cells = (f"`{setting.name}`", values.removesuffix(", "), default, f"`{setting.variable}`")
        yield f"| {' | '.join([*cells, setting.meaning])} |"


def columns_table() -> Iterator[str]:
    """Yield which columns the tables of commands lose first."""
    yield "| command | columns, the first to go in front | always there |"
    yield "| --- | --- | --- |"
    for command, section in sections().items():
        columns = section.table.columns
        going = sorted((c for c in columns if c.keep < KEEP), key=lambda column: column.keep)
        staying = [column for column in columns if column.keep == KEEP]
        yield f"| `{command}` | {_names(going)} | {_names(staying)} |"


def _names(columns: Iterable[Column]) -> str:
    return ", ".join(column.title for column in columns if column.title)


def sections() -> dict[str, Section]:
    """Return the tables of the commands, without rows."""
    library = Library(Records(Film, {}), Records(Link, {}), Records(Franchise, {}))
    view = orders.OrderView(library, Franchise(id=1, name="None"), "timeline", TODAY)
    return {
        "list": views.film_table([]),
        "log": views.diary_table([]),
        "person": views.person_table([]),
        "order": orders.order_section(view, OrderTable(Continuity(name="main"), ()), ()),
        "next": suggestions.suggestion_section([], TODAY),
        "catchup": suggestions.needed_section("", []),
        "upcoming": suggestions.upcoming_section(library, [], TODAY),
        "plan": suggestions.plan_section("", []),
        "franchise list": views.franchise_table([]),
        "history": upkeep.history_table([]),
    }


def with_tables(page: str) -> str:
    """Return the page with its tables as they are today."""
    for name, lines in (("settings", settings_table()), ("columns", columns_table())):
        table = "\n".join(lines)
        marks = (f"<!-- {name}: written by docs/tables.py -->\n\n", f"\n\n<!-- end of {name} -->")
        before, found, rest = page.partition(marks[0])
        _, end, after = rest.partition(marks[1])
        if not (found and end):
            raise LookupError(f"no place for the table of {name}")
        page = f"{before}{found}{table}{end}{after}"
    return page


def main() -> None:
    """Write the tables, or check them."""
    old = PAGE.read_text(encoding="utf-8")
    text = with_tables(old)
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
    elif old != text:
        sys.exit(f"{PAGE.name} is out of date: run python docs/tables.py")


if __name__ == "__main__":
    main()
