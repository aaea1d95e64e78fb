"""What packs there are to name, for the shell to complete."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from watchlist.cli.candidates import by_label
from watchlist.packs import shelf


def packs(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """Offer packs, and files where no pack is meant."""
    found = by_label(lambda _: shelf.named(shelf.entries()))(ctx, typed)
    return found or [CompletionItem(typed, type="file")]
