"""Which commands to look at beside a command: the “See also” of its help."""

from __future__ import annotations

from typing import Final

_RELATED: Final = {
    "add": "edit watched place pack-add import",
    "edit": "show credit note place",
    "remove": "undo unwatch franchise-remove",
    "show": "list person order",
    "list": "show next upcoming log",
    "person": "credit list stats",
    "credit": "person edit",
    "note": "show edit",
    "link": "unlink place catchup",
    "unlink": "link show",
    "watched": "unwatch log next",
    "unwatch": "watched log undo",
    "next": "order catchup plan",
    "log": "watched stats list",
    "stats": "log list person config",
    "order": "next place franchise-arrange pack",
    "place": "order link franchise-continuity",
    "catchup": "next plan order",
    "plan": "catchup next order",
    "upcoming": "list export add",
    "franchise": "order place pack",
    "franchise list": "franchise-show order",
    "franchise show": "order show",
    "franchise add": "franchise-remove place add",
    "franchise remove": "franchise-add franchise-delete",
    "franchise rename": "franchise-edit",
    "franchise edit": "franchise-rename franchise-show config-set",
    "franchise track": "pack-add pack-list",
    "franchise continuity": "franchise-show order place",
    "franchise arrange": "franchise-disarrange order",
    "franchise disarrange": "franchise-arrange order",
    "franchise delete": "franchise-remove undo",
    "pack": "franchise order",
    "pack list": "pack-show pack-add",
    "pack show": "pack-add order",
    "pack add": "pack-show franchise-track undo",
    "pack export": "pack-check franchise",
    "pack check": "pack-export pack-add",
    "import": "export lists undo",
    "export": "import backup order",
    "lists": "list import",
    "undo": "redo history restore",
    "redo": "undo history",
    "history": "undo redo",
    "doctor": "backup restore history",
    "backup": "restore export",
    "restore": "backup undo",
    "config": "help",
    "config path": "config-show config-edit",
    "config show": "config-set config-path",
    "config get": "config-set config-show",
    "config set": "config-unset config-show",
    "config unset": "config-set config-show",
    "config edit": "config-set config-path",
    "completion": "help config",
    "help": "config",
}
"""What is related to each command; a subcommand is named with a hyphen."""


def see_also(path: str) -> list[str]:
    """Return the commands that are related to one, as they are typed."""
    _, _, command = path.partition(" ")
    return [f"watchlist {name.replace('-', ' ')}" for name in _RELATED.get(command, "").split()]
