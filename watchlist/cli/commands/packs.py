"""Franchise packs: list, show, add, export, check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from watchlist.cli.app import App, hint, pass_app, say, today
from watchlist.cli.commands.franchises import Group, franchise_argument, whole_franchise
from watchlist.cli.commands.tracking import add_pack, examine_file, find_pack
from watchlist.cli.files import check_target, write_file
from watchlist.cli.options import output_format
from watchlist.cli.output import print_lines, print_report, print_sections
from watchlist.cli.params import PACK
from watchlist.library.library import Library
from watchlist.model import TIMELINE
from watchlist.packs import shelf
from watchlist.packs.checks import flaws
from watchlist.packs.converting import library_of
from watchlist.packs.merging import tracked_pack
from watchlist.packs.model import Pack
from watchlist.packs.reading import PackFinding
from watchlist.queries.orders import order_tables
from watchlist.render.columns import KEEP, READABLE_KEY, Column, Line, Section, Table
from watchlist.render.orders import OrderView, order_section
from watchlist.render.records import order_record
from watchlist.render.text import printable

pack_argument = click.argument("pack", metavar="NAME|FILE", type=PACK)


@click.group(
    "pack",
    cls=Group,
    examples=["watchlist pack list", 'watchlist pack add "john wick" --dry-run'],
)
def pack_command() -> None:
    """Use and share franchise packs.

    A pack says what is known of a franchise, as plain text: its films, where their stories are
    set, how they relate. Nothing in it is personal.
    """


@pack_command.command("list", examples=["watchlist pack list"])
@output_format
@pass_app
def list_packs(app: App, *, output: str) -> None:
    """List the packs that come with the program."""
    library = app.load()
    records = [_entry_record(library, entry) for entry in shelf.entries()]
    print_report(
        output, lambda: records, lambda: [_packs_table(records)], empty="There is no pack."
    )


def _entry_record(library: Library, entry: shelf.PackEntry) -> dict[str, Any]:
    here = tracked_pack(library, entry.name) or library.franchise_named(entry.name)
    return {
        "name": entry.name,
        "films": entry.films,
        "continuities": entry.continuities,
        "aliases": list(entry.aliases),
        "in_library": here is not None,
    }


def _packs_table(records: list[dict[str, Any]]) -> Section:
    columns = (
        Column("Pack", keep=KEEP, least=READABLE_KEY),
        Column("Films", keep=90, right=True),
        Column("Continuities", keep=50, right=True),
        Column("In library", keep=80),
    )
    rows = [
        (
            record["name"],
            str(record["films"]),
            str(record["continuities"]),
            "yes" if record["in_library"] else "",
        )
        for record in records
    ]
    return Section(Table(columns, rows))


@pack_command.command("show", examples=['watchlist pack show "john wick"'])
@pack_argument
@output_format
@pass_app
def show_pack(app: App, pack: str, *, output: str) -> None:
    """Show the films of a pack in story order, and where its facts are from."""
    found = find_pack(app, pack)
    library = library_of(found)
    franchise = library.franchises[1]
    tables = order_tables(library, franchise, TIMELINE)
    if output in ("json", "csv"):
        record = _pack_record(found)
        record["tables"] = order_record(library, franchise, TIMELINE, tables, today())["tables"]
        print_report(output, lambda: _flat(record), list, empty="", document=lambda: record)
        return
    view = OrderView(library, franchise, TIMELINE, today())
    print_sections(output, [order_section(view, table, table.rows) for table in tables])
    click.echo()
    print_lines(output, list(_provenance(found)))


def _pack_record(pack: Pack) -> dict[str, Any]:
    return {
        "name": pack.name,
        "aliases": list(pack.aliases),
        "description": pack.description,
        "reviewed": pack.reviewed.isoformat() if pack.reviewed else None,
        "films": len(pack.films),
        "continuities": len(pack.branches),
        "sources": [
            {"name": source.name, "url": source.url, "for": source.what} for source in pack.sources
        ],
    }


def _flat(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"continuity": table["continuity"], **entry}
        for table in record["tables"]
        for entry in table["entries"]
    ]


def _provenance(pack: Pack) -> Iterator[Line]:
    if pack.description:
        yield Line("", pack.description)
    if pack.reviewed:
        yield Line("", f"Reviewed up to {pack.reviewed}, against:")
    for source in pack.sources:
        purpose = f" ({source.what})" if source.what else ""
        yield Line("  ", f"{source.name}{purpose}: {source.url}")


@pack_command.command(
    "add", examples=['watchlist pack add "john wick"', "watchlist pack add my-pack.toml --dry-run"]
)
@pack_argument
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@output_format
@pass_app
def add_command(app: App, pack: str, *, dry_run: bool, output: str) -> None:
    """Bring a pack into the library.

    Films that are there are found and kept; only what is empty is filled in, and nothing that you
    watched, rated or noted is touched. A newer version changes only what came from the pack.
    "watchlist franchise track" also puts the films on the watchlist.
    """
    add_pack(app, pack, output, dry_run=dry_run, watch=False)


@pack_command.command(
    "export", examples=['watchlist pack export "my franchise" --output my-franchise.toml']
)
@franchise_argument
@click.option(
    "--output", "target", type=click.Path(), metavar="FILE", help="Write it there, not to stdout."
)
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@pass_app
def export_pack(app: App, franchise: str, *, target: str | None, force: bool) -> None:
    """Write a franchise of the library as a pack, without anything personal."""
    from watchlist.packs.writing import pack_of, write_pack  # noqa: PLC0415 -- slow to load

    library = app.load()
    pack = pack_of(library, whole_franchise(app, library, franchise))
    content = _safe(write_pack(pack)).encode()
    if target is None:  # as bytes: a pack is UTF-8, whatever the terminal is
        click.echo(content, nl=False)
    else:
        check_target(app, target, force=force)
        write_file(target, content)
        say(f"Wrote {pack.name} to {target}.")
    for flaw in flaws(pack):
        if not flaw.advice:
            hint(f"To be mended before it can be added: {flaw.message}")


def _safe(text: str) -> str:
    """Escape what TOML allows raw and a terminal obeys."""
    return "\n".join(
        line
        if line.isprintable()
        else "".join(c if printable(c) == c else f"\\U{ord(c):08x}" for c in line)
        for line in text.split("\n")
    )


@pack_command.command("check", examples=["watchlist pack check my-pack.toml"])
@click.argument("file", type=click.Path())
@output_format
def check_pack(file: str, *, output: str) -> None:
    """Say what is wrong in the file of a pack, with the lines.

    Exit status 1 when there is an error. Advice does not keep a pack from being added.
    """
    pack, findings = examine_file(file)
    if output in ("json", "csv"):
        print_report(output, lambda: [_finding_record(f) for f in findings], list, empty="")
    else:
        for finding in findings:
            say(str(finding))
        if pack:
            say(f"{pack.name} is a good pack.")
    if pack is None:
        click.get_current_context().exit(1)


def _finding_record(finding: PackFinding) -> dict[str, object]:
    return {
        "file": finding.file,
        "line": finding.line,
        "message": finding.message,
        "advice": finding.advice,
    }
