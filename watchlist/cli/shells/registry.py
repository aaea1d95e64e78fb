"""The shells that can complete command lines."""

from __future__ import annotations

from typing import Final

from click.shell_completion import ShellComplete, add_completion_class

SHELLS: Final = ("bash", "zsh", "fish", "powershell")


def completion_class(shell: str) -> type[ShellComplete]:
    """Return the completion for one of ``SHELLS``. Raises LookupError for another one."""
    match shell:  # a shell that asks waits for its own only
        case "bash":
            from watchlist.cli.shells.bash import Bash  # noqa: PLC0415 -- one shell asks

            return Bash
        case "zsh":
            from watchlist.cli.shells.zsh import Zsh  # noqa: PLC0415 -- one shell asks

            return Zsh
        case "fish":
            from watchlist.cli.shells.fish import Fish  # noqa: PLC0415 -- one shell asks

            return Fish
        case "powershell":
            from watchlist.cli.shells.powershell import PowerShell  # noqa: PLC0415 -- one shell asks

            return PowerShell
    raise LookupError(shell)


def register(asked: str) -> None:
    """Make Click answer with the completion for the shell that asked: ``bash_complete``."""
    shell = asked.partition("_")[0]
    if shell in SHELLS:
        add_completion_class(completion_class(shell), shell)
