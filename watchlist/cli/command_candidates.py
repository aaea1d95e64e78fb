"""What commands there are to name, for the shell to complete: none is imported for it."""

from __future__ import annotations

from collections.abc import Mapping

from click.shell_completion import CompletionItem


def commands(known: Mapping[str, str], typed: str) -> list[CompletionItem]:
    """Offer the commands that begin with what was typed, each with what it does."""
    return [
        CompletionItem(name, help=said) for name, said in known.items() if name.startswith(typed)
    ]
