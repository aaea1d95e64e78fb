"""The table of commands: what each does, and the module that is loaded when it is used."""

from typing import Final

COMMANDS: Final = {
    # section: command: (module in this package, what it does)
    "Films": {
        "add": ("films", "Put films on the watchlist."),
        "edit": ("films", "Change what is known of a film."),
        "remove": ("films", "Take films out of the library."),
        "show": ("browsing", "Show everything known of a film."),
        "list": ("browsing", "List films: what is still to watch."),
        "person": ("browsing", "List every film with a person."),
        "credit": ("facts", "Say who took part in a film."),
        "note": ("facts", "Write down a dated note about a film."),
        "link": ("facts", "Relate one film to another."),
        "unlink": ("facts", "Take a link back."),
    },
    "Watching": {
        "watched": ("watching", "Mark films watched."),
        "unwatch": ("watching", "Take the last viewing of a film back."),
        "next": ("suggestions", "Say what to watch now."),
        "log": ("watching", "Show the diary, newest first."),
        "stats": ("stats", "Show figures and charts of what you watched."),
    },
    "Franchises": {
        "order": ("orders", "Print a franchise in watch order."),
        "place": ("orders", "Say where a film's story is set."),
        "catchup": (
            "suggestions",
            "List what to have seen before a film.",
        ),
        "plan": ("suggestions", "Spread what is not watched over days."),
        "upcoming": ("suggestions", "List films that are not out yet."),
        "franchise": ("franchises", "Manage franchises and their films."),
        "pack": ("packs", "Use and share franchise packs."),
    },
    "Library": {
        "import": ("transfer", "Bring in films from other programs."),
        "export": ("export", "Write your films in a format that others read."),
        "lists": ("transfer", "List your named lists, or the films on one."),
        "undo": ("care", "Take the last change back."),
        "redo": ("care", "Make an undone change again."),
        "history": ("care", "List the changes that can be undone."),
        "doctor": ("care", "Say what is wrong in the library."),
        "backup": ("care", "Copy the library."),
        "restore": ("care", "Go back to a copy of the library."),
    },
    "The program": {
        "completion": ("completion", "Complete commands and titles in your shell."),
        "config": ("config", "Say how output looks, and where the library is."),
        "help": ("help", "Explain a command."),
    },
}
