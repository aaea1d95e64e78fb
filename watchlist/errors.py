"""Every failure that a person can meet, each with the exit status it ends the program with.

The message of an error is one sentence for the user: what was wrong, and what to do next.
Bad *requests* are exceptions; bad *data* is a value (see ``watchlist.library.records``).
"""

from collections.abc import Sequence


class WatchlistError(Exception):
    """Base of all of them; ``exit_status`` is told in ``docs/scripting.md``, *Exit status*."""

    exit_status = 1
    advice = ""
    """A further sentence: what became of the rest, or what to do if something else was meant."""


class RefusedError(WatchlistError):
    """The request is understood and would break an invariant; nothing was changed."""


class UsageError(WatchlistError):
    """A value has the wrong form."""

    exit_status = 2


class NotFoundError(WatchlistError):
    """No film, franchise or person has that name.

    ``what`` was looked for by ``reference``, where others may be asked for it.
    """

    exit_status = 3

    def __init__(self, message: str, what: str = "", reference: str = "") -> None:
        super().__init__(message)
        self.what = what
        self.reference = reference


class NoSuchPieceError(NotFoundError):
    """The film that is meant has no such season, episode or minute."""


class UnclearError(WatchlistError):
    """A ``reference`` does not surely mean one ``what``; a person can be asked which it means.

    ``candidates`` are (number, label), as shown.
    """

    def __init__(
        self, what: str, reference: str, candidates: Sequence[tuple[int, str]], message: str
    ) -> None:
        super().__init__(message)
        self.what = what
        self.reference = reference
        self.candidates = tuple(candidates)


class AmbiguousError(UnclearError):
    """More than one fits."""

    exit_status = 4


class VagueError(UnclearError):
    """What was typed is too little of a name to change what it means."""

    exit_status = 3


class UnquotedError(WatchlistError):
    """Several words were taken for a name each, and may be one name that lacks its quotes."""

    exit_status = 4


class SourceError(WatchlistError):
    """A source of facts could not be asked, or answered with something else.

    ``status`` is what it answered in HTTP, 0 where it did not. The message never has the address.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class ConfigError(WatchlistError):
    """The configuration says something that cannot be."""


class LibraryFileError(WatchlistError):
    """The library file cannot be read or written."""

    exit_status = 5


class DamagedLibraryError(LibraryFileError):
    """The library file is there and is no library that can be read; it is left as it is."""


class ConflictedLibraryError(DamagedLibraryError):
    """The library file holds two versions of it between git's conflict markers."""
