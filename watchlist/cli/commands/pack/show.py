"""Looking at a pack."""

from __future__ import annotations

import click

from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.formats import is_for_programs
from watchlist.cli.options import output_format, pack_argument
from watchlist.cli.output import print_lines, print_records, print_sections
from watchlist.cli.packs.adding import find_pack
from watchlist.model import TIMELINE
from watchlist.packs.merging import library_with
from watchlist.queries.orders import order_tables
from watchlist.render.orders import OrderView, order_section
from watchlist.render.packs import pack_record, provenance
from watchlist.render.records import flat_order, order_record


@click.command(
    "show",
    cls=Command,
    examples=['watchlist pack show "john wick"'],
    related=["pack add", "order"],
)
@pack_argument
@output_format
def command(pack: str, *, output: str) -> None:
    """Show the films of a pack in story order, and where its facts are from."""
    found = find_pack(pack)
    library, franchise = library_with(found)
    tables = order_tables(library, franchise, TIMELINE)
    if is_for_programs(output):
        record = pack_record(found, found.wholes, len(found.all_continuities))
        record["tables"] = order_record(library, franchise, TIMELINE, tables, today())["tables"]
        print_records(output, lambda: flat_order(record), lambda: record)
        return
    view = OrderView(library, franchise, TIMELINE, today())
    print_sections(output, [order_section(view, table, table.rows) for table in tables])
    click.echo()
    print_lines(output, list(provenance(found)))
