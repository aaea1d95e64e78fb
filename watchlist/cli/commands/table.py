"""The table of commands: what there is, and what each does in one line.

The module of a command is found by its name: ``watchlist pack export`` is in
``watchlist/cli/commands/pack/export.py``. Nothing here imports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from keyword import iskeyword
from typing import Final

PACKAGE: Final = "watchlist.cli.commands"

START: Final = "watchlist.cli.start:command"
"""What runs when no command is named."""

COMMANDS: Final[Mapping[str, Mapping[str, str]]] = {
    # section: command: what it does
    "Films": {
        "add": "Put films on the watchlist.",
        "edit": "Change what is known of films.",
        "merge": "Make one film of one that was entered twice.",
        "remove": "Take films out of the library.",
        "show": "Show everything known of a film.",
        "list": "List films: what is still to watch.",
        "parts": "List the seasons and episodes of a series, or the segments of a film.",
        "person": "List every film with a person.",
        "credit": "Say who took part in a film.",
        "note": "Write down a dated note about a film.",
        "link": "Relate one film to another.",
        "unlink": "Take a link back.",
    },
    "Elsewhere": {
        "search": "Find films in packs, the catalogue and by the network.",
        "fill": "Fill in what is missing of films.",
        "catalogue": "Keep a catalogue of titles on this machine.",
    },
    "Watching": {
        "watched": "Mark films watched.",
        "rate": "Rate a film.",
        "viewing": "Change one viewing of a film.",
        "unwatch": "Take the last viewing of a film back.",
        "tonight": "Offer films for tonight, and say why.",
        "next": "Say what to watch now.",
        "play": "Open the file of a film.",
        "log": "Show the diary, newest first.",
        "stats": "Show figures and charts of what you watched.",
    },
    "Franchises": {
        "order": "Print a franchise in watch order.",
        "place": "Say where a film's story is set.",
        "catchup": "List what to have seen before a film.",
        "plan": "Spread what is not watched over days.",
        "upcoming": "List films that are not out yet.",
        "franchise": "Manage franchises and their films.",
        "pack": "Use and share franchise packs.",
    },
    "Library": {
        "import": "Bring in films from other programs.",
        "export": "Write your films in a format that others read.",
        "lists": "Keep lists of your own.",
        "scan": "Find the media files of films on this machine.",
        "undo": "Take the last change back.",
        "redo": "Make an undone change again.",
        "history": "List the changes that can be undone.",
        "doctor": "Say what is wrong in the library.",
        "backup": "Copy the library.",
        "restore": "Go back to a copy of the library.",
        "sync": "Bring another copy of the library into this one.",
        "git-setup": "Let git merge the library record by record.",
        "merge-driver": "Merge versions of the library; git calls it.",
    },
    "The program": {
        "completion": "Complete commands and titles in your shell.",
        "config": "Say how output looks, and where the library is.",
        "help": "Explain a command.",
    },
}

GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    # command: command in it: what it does
    "franchise": {
        "add": "Make films members of a franchise, which is made if it is new.",
        "arrange": "Make an order by hand; films can be left out of it.",
        "combine": "Let a franchise hold others: a universe, which prints as one table.",
        "continuity": "Make, fill, rename, describe or forget a continuity.",
        "delete": "Forget a franchise and its placements; its films stay.",
        "discover": "Find a franchise in Wikidata, by the network.",
        "disarrange": "Forget an order made by hand.",
        "edit": "Change what is known of a franchise.",
        "list": "List the franchises.",
        "prefer": "Take a film where it or an alternative is enough.",
        "remove": "Take films out of a franchise; they stay in the library.",
        "rename": "Give a franchise another name.",
        "show": "Show the films and facts of a franchise.",
        "rewatch": "Watch a franchise again.",
        "skip": "Pass over films of a franchise when it comes to what is next.",
        "track": "Add a franchise pack, and put what was not watched on the watchlist.",
        "unskip": "Take films of a franchise up again that were skipped.",
    },
    "catalogue": {
        "build": "Build the catalogue from files that you fetched.",
        "clear": "Remove the catalogue.",
        "show": "Say what is in the catalogue, and from when.",
    },
    "lists": {
        "add": "Put films at the end of a list.",
        "delete": "Forget a list; its films stay.",
        "new": "Make a list, with films on it or none yet.",
        "remove": "Take films off a list; they stay in the library.",
        "rename": "Give a list another name.",
        "show": "Show the films on a list, in its order.",
    },
    "pack": {
        "add": "Bring a pack into the library.",
        "check": "Say what is wrong in the file of a pack, with the lines.",
        "export": "Write a franchise of the library as a pack, without anything personal.",
        "list": "List the packs that come with the program, by genre.",
        "show": "Show the films of a pack in story order, and where its facts are from.",
    },
    "config": {
        "edit": "Open the file in your editor.",
        "get": "Print the value of a setting.",
        "path": "Print where the file is.",
        "set": "Set something, in the file.",
        "show": "Show all settings, and where their values come from.",
        "unset": "Take a setting out of the file: it has its default again.",
    },
}


def module_of(*path: str) -> str:
    """Return the name of the module of a command, of whose path each word is one argument."""
    words = (name.replace("-", "_") for name in path)
    names = (f"{name}_" if iskeyword(name) else name for name in words)
    return ".".join((PACKAGE, *names))
