"""The shells that can complete command lines: a line for each, with the class that answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from watchlist.cli.loading import load

if TYPE_CHECKING:
    from click.shell_completion import ShellComplete

SHELLS: Final[Mapping[str, str]] = {
    # shell: the class that answers it, which makes itself known to Click
    "bash": "watchlist.cli.shells.bash:Bash",
    "zsh": "watchlist.cli.shells.zsh:Zsh",
    "fish": "watchlist.cli.shells.fish:Fish",
    "powershell": "watchlist.cli.shells.powershell:PowerShell",
}


def completion_class(shell: str) -> type[ShellComplete]:
    """Return the completion for one of ``SHELLS``. Raises LookupError for another one."""
    found: type[ShellComplete] = load(SHELLS[shell])
    return found


def register(asked: str) -> None:
    """Make Click answer with the completion for the shell that asked: ``bash_complete``."""
    shell = asked.partition("_")[0]
    if shell in SHELLS:
        completion_class(shell)
