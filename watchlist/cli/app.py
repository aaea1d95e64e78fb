"""The session of a command: the library in use, read and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from shlex import join as command_line
from typing import TYPE_CHECKING, Any

import click

from watchlist.cli import clock
from watchlist.cli.config.current import configuration_of
from watchlist.cli.folders import default_library
from watchlist.cli.invocation import Invocation
from watchlist.cli.output import hint
from watchlist.cli.unquoted import refuse_unquoted
from watchlist.library.library import Library
from watchlist.library.taking import forget_bare
from watchlist.store import Pieces, Store

if TYPE_CHECKING:
    from watchlist.merging.threeway import SyncReport


class App:
    """What a command does with the library file, in one run of the program."""

    def __init__(self, invocation: Invocation) -> None:
        self._invocation = invocation

    @property
    def library(self) -> str:
        """The path of the library file."""
        named = self._invocation.library
        return named or configuration_of(self._invocation).check()["library"] or default_library()

    @property
    def store(self) -> Store:
        """The library file, which may not exist yet."""
        return self.other(self.library)

    def other(self, path: str) -> Store:
        """Return a library in another file."""
        return Store(path, wait=self._invocation.wait, clock=clock.now)

    @property
    def _command(self) -> str:
        """What was typed: the name of the undo step."""
        return command_line(self._invocation.typed)

    def load(self, *, changing: bool = False) -> Library:
        """Return the library for reading, and say how many records have something wrong.

        With ``changing`` names are read as for a change, which a person is asked about first.
        """
        library, flaws = self.store.load_with_flaws()
        library.may_change = changing
        if changing:
            refuse_unquoted(library)
        if flaws:
            records = "1 record has" if flaws == 1 else f"{flaws} records have"
            hint(f"{records} something wrong: “watchlist doctor” says what.")
        return library

    @contextmanager
    def edit(self) -> Iterator[Library]:
        """Hand out the library for one change; what it did beside is said when it is done."""
        with self.store.edit(self._command) as library:
            library.may_change = True
            refuse_unquoted(library)
            yield library
            forget_bare(library)
        self._changed(library)

    @contextmanager
    def edit_piece(self, pieces: Pieces) -> Iterator[Library]:
        """Hand out the library for a piece of a long change: all of them are one step."""
        with self.store.edit(self._command, piece_of=pieces) as library:
            yield library
        self._changed(library)

    def restore(self, source: str) -> None:
        """Make the library what another file holds."""
        self.store.restore(source, self._command)
        self._changed(None)

    def sync(self, source: str, *, both: bool, dry_run: bool) -> tuple[Library, SyncReport]:
        """Bring another copy of the library into this one, and say what that did."""
        found = self.store.sync(source, self._command, both=both, dry_run=dry_run)
        if not dry_run:
            self._changed(None)
        return found.library, found.report

    def resolve(self) -> tuple[Library, SyncReport]:
        """Make one library of two that git left in the file, and say what that did."""
        found = self.store.resolve(self._command)
        self._changed(None)
        return found.library, found.report

    def join(self, source: str, join: Callable[[Library, Library], None]) -> Library | None:
        """Join the library in another file to this one; None is returned when this was empty."""
        library = self.store.join(source, self._command, join)
        self._changed(library)
        return library

    def _changed(self, library: Library | None) -> None:
        """Note that a change was made, and say what it did beside."""
        self._invocation.changed = True
        for notice in library.notices if library else ():
            hint(notice)


def pass_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the session to a command, as its first argument."""

    @wraps(command)
    def with_session(*args: Any, **options: Any) -> Any:
        return command(App(click.get_current_context().obj), *args, **options)

    return with_session
