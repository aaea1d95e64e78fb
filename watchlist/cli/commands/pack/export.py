"""Writing a franchise as a pack."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.files import check_target, write_file
from watchlist.cli.franchise_options import franchise_argument
from watchlist.cli.output import hint, print_bytes, say
from watchlist.packs.checks import flaws
from watchlist.packs.toml import write_pack
from watchlist.packs.writing import pack_of
from watchlist.render.text import printable


@click.command(
    "export",
    cls=Command,
    examples=['watchlist pack export "my franchise" --output my-franchise.toml'],
    related=["pack check", "franchise"],
)
@franchise_argument
@click.option(
    "--output", "target", type=click.Path(), metavar="FILE", help="Write it there, not to stdout."
)
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@pass_app
def command(app: App, franchise: str, *, target: str | None, force: bool) -> None:
    """Write a franchise of the library as a pack, without anything personal."""
    library = app.load()
    pack = pack_of(library, references.whole_franchise(library, franchise))
    content = _safe(write_pack(pack)).encode()
    if target is None:
        print_bytes(content)
    else:
        check_target(target, app.store.path, force=force)
        write_file(target, content)
        say(f"Wrote {pack.name} to {target}.")
    for flaw in flaws(pack):
        if not flaw.advice:
            hint(f"To be put right before it can be added: {flaw.message}")


def _safe(text: str) -> str:
    """Escape what TOML allows raw and a terminal obeys."""
    return "\n".join(
        line
        if line.isprintable()
        else "".join(c if printable(c) == c else f"\\U{ord(c):08x}" for c in line)
        for line in text.split("\n")
    )
