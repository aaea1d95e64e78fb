"""Checking the file of a pack."""

from __future__ import annotations

import click

from watchlist.cli.command import Command
from watchlist.cli.formats import is_for_programs
from watchlist.cli.options import output_format
from watchlist.cli.output import print_records, say
from watchlist.cli.packs.adding import examine_file
from watchlist.render.packs import pack_problem_record, problem_lines


@click.command(
    "check",
    cls=Command,
    examples=["watchlist pack check my-pack.toml"],
    related=["pack export", "pack add"],
)
@click.argument("file", type=click.Path())
@output_format
def command(file: str, *, output: str) -> None:
    """Say what is wrong in the file of a pack, with the lines.

    Exit status 1 when there is an error. Advice does not keep a pack from being added.
    """
    pack, findings = examine_file(file)
    if is_for_programs(output):
        print_records(output, lambda: [pack_problem_record(finding) for finding in findings])
    else:
        for line in problem_lines(findings):
            say(line)
        if pack:
            say(f"{pack.name} is a good pack.")
    if pack is None:
        click.get_current_context().exit(1)
