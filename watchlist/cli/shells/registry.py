"""The shells that can complete command lines: a line for each, with the class that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from watchlist.cli.loading import load

if TYPE_CHECKING:
    from click.shell_completion import ShellComplete

SHELLS: Final[Mapping[str, str]] = {
    # shell: the class that answers it, which makes itself known to Click; None where it cannot
    "bash": "watchlist.cli.shells.bash:Bash",
    "zsh": "watchlist.cli.shells.zsh:Zsh",
    "fish": "watchlist.cli.shells.fish:Fish",
    "powershell": "watchlist.cli.shells.powershell:PowerShell",
}


def completion_class(shell: str) -> type[ShellComplete] | None:
    """Return the completion for a shell; None for one that is not known, or of a newer Click."""
    found: type[ShellComplete] | None = load(SHELLS[shell]) if shell in SHELLS else None
    return found


def register(asked: str) -> None:
    """Make Click answer with the completion for the shell that asked: ``bash_complete``."""
    completion_class(asked.partition("_")[0])
