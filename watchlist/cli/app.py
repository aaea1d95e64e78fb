"""What every command works with: the library in use, the clock, and the way to speak."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TextIO

import click

from watchlist.errors import LibraryFileError, RefusedError
from watchlist.render.text import printable

if TYPE_CHECKING:  # a command that needs no library loads none of this
    from watchlist.cli.config.file import Configuration
    from watchlist.errors import AmbiguousError
    from watchlist.library.library import Library
    from watchlist.library.memberships import Scope
    from watchlist.render.style import Style
    from watchlist.store import Store


class App:
    """One run of the program. ``command`` is what was typed: the name of the undo step.

    ``overrides`` are settings for which there was an option, with its value.
    """

    def __init__(
        self,
        library: str | None,
        *,
        wait: float,
        command: str,
        overrides: Mapping[str, str | None] | None = None,
    ) -> None:
        self._library = library
        self._overrides = overrides or {}
        self._wait = wait
        self._command = command
        self._chosen: dict[tuple[str, str], int] = {}
        self.changed = False
        """Whether the library was changed already; an interrupt cannot take that back."""

    @cached_property
    def configuration(self) -> Configuration:
        """What is set, which may be wrong in parts."""
        from watchlist.cli.config.file import load_configuration  # noqa: PLC0415 -- as for the store

        found = load_configuration()
        for name, value in self._overrides.items():
            found.settings.override(name, value)
        return found

    def style(self) -> Style:
        """Return how output is to look, on the stdout that there is."""
        from watchlist.render.style import Style  # noqa: PLC0415 -- as for the store

        settings = self.configuration.settings
        return Style(
            rating=settings["rating"],
            date=settings["date"],
            table=settings["table"],
            week=settings["week"],
            colour=wants_colour(settings["colour"], sys.stdout),
            unicode=can_show("★█╭", sys.stdout),
        )

    @property
    def library(self) -> str:
        """The path of the library file."""
        return self._library or self.configuration.check()["library"] or default_library()

    @property
    def store(self) -> Store:
        """The library file, which may not exist yet."""
        from watchlist.store import Store  # noqa: PLC0415 -- --help and --version do without

        return Store(self.library, wait=self._wait, clock=now)

    @property
    def now(self) -> datetime.datetime:
        """This moment."""
        return now()

    def load(self) -> Library:
        """Return the library for reading, and say how many records have something wrong."""
        library, flaws = self.store.load_with_flaws()
        if flaws:
            records = "1 record has" if flaws == 1 else f"{flaws} records have"
            hint(f"{records} something wrong: “watchlist doctor” says what.")
        return library

    @contextmanager
    def edit(self) -> Iterator[Library]:
        """Hand out the library for one change; what it did beside is said when it is done."""
        with self.store.edit(self._command) as library:
            yield library
        self.changed = True
        for notice in library.notices:
            hint(notice)

    def restore(self, source: str) -> None:
        """Make the library what another file holds."""
        self.store.restore(source, self._command)
        self.changed = True

    def join(self, source: str, join: Callable[[Library, Library], None]) -> Library | None:
        """Join the library in another file to this one; None is returned when this was empty."""
        library = self.store.join(source, self._command, join)
        self.changed = True
        for notice in library.notices if library else ():
            hint(notice)
        return library

    def other(self, path: str) -> Store:
        """Return another library, for reading."""
        from watchlist.store import Store  # noqa: PLC0415 -- as above

        return Store(path, wait=self._wait, clock=now)

    def choose(self, error: AmbiguousError, number: int) -> None:
        """Remember which of several candidates was meant."""
        self.remember(error.what, error.reference, number)

    def remember(self, what: str, reference: str, number: int) -> None:
        """Remember what a reference means."""
        self._chosen[what, reference] = number

    def chosen(self, what: str, reference: str) -> int | None:
        """Return which of several candidates was meant, if that was asked."""
        return self._chosen.get((what, reference))

    def film(self, library: Library, reference: str) -> int:
        """Return the number of the film that a reference means."""
        from watchlist.library import references  # noqa: PLC0415 -- as above

        number = self._meant("film", reference, partial(references.film, library, reference))
        if number not in library.films:
            raise _unreadable(reference)
        return number

    def films(self, library: Library, references: Iterable[str]) -> list[int]:
        """Return the numbers of films, each once."""
        return list(dict.fromkeys(self.film(library, reference) for reference in references))

    def anchors(self, library: Library, value: object) -> list[int]:
        """Return the films that a placement option names; a mere flag names none."""
        match value:
            case str():
                return [self.film(library, value)]
            case tuple():
                return [self.film(library, reference) for reference in value]
            case _:
                return []

    def film_or_franchise(self, library: Library, reference: str) -> int | Scope:
        """Return the film or the franchise that a reference means; the franchise if both do."""
        from watchlist.names import search  # noqa: PLC0415 -- as above

        franchises, films = list(library.franchise_names()), list(library.film_names())
        for matches in (search.EXACT, search.PARTIAL):
            if search.matching(reference, franchises, matches):
                return self.franchise(library, reference)
            if search.matching(reference, films, matches):
                return self.film(library, reference)
        name = reference.rpartition(":")[0]
        if search.matching(name, franchises) or self.chosen("franchise", name) is not None:
            return self.franchise(library, reference)
        return self.film(library, reference)

    def person(self, library: Library, reference: str) -> str:
        """Return the name of the person that a reference means."""
        from watchlist.library import references  # noqa: PLC0415 -- as above

        chosen = self.chosen("person", reference)
        return (
            references.person(library, reference)
            if chosen is None
            else list(library.people())[chosen]
        )

    def film_list(self, library: Library, reference: str) -> int:
        """Return the number of the named list that a reference means."""
        from watchlist.library import references  # noqa: PLC0415 -- as above

        return self._meant("list", reference, partial(references.film_list, library, reference))

    def franchise(self, library: Library, reference: str) -> Scope:
        """Return the franchise, and its continuity if one is named, that a reference means."""
        from watchlist.library import references  # noqa: PLC0415 -- as above
        from watchlist.library.memberships import Scope  # noqa: PLC0415 -- as above

        name, _, branch = reference.rpartition(":")
        if self.chosen("franchise", name) is None:
            name, branch = references.split_continuity(library, reference)
        number = self._meant("franchise", name, partial(references.franchise, library, name))
        if number not in library.franchises:
            raise _unreadable(reference)
        only = self.continuity(library, number, branch.strip()) if branch.strip() else ""
        return Scope(number, only)

    def continuity(self, library: Library, number: int, reference: str) -> str:
        """Return the name of the continuity of a franchise that a reference means."""
        from watchlist.library import references  # noqa: PLC0415 -- as above
        from watchlist.names import search  # noqa: PLC0415 -- as above

        owner = library.franchises[number]
        what = search.part_of(owner.name, "continuity")
        find = partial(references.continuity, library, number, reference)
        return owner.continuities[self._meant(what, reference, find)].name

    def order(self, library: Library, number: int, reference: str) -> str:
        """Return the name of the order of a franchise that a reference means."""
        from watchlist.library import references  # noqa: PLC0415 -- as above
        from watchlist.names import search  # noqa: PLC0415 -- as above

        what = search.part_of(library.franchises[number].name, "order")
        find = partial(references.order, library, number, reference)
        return references.orders(library, number)[self._meant(what, reference, find)]

    def _meant(self, what: str, reference: str, find: Callable[[], int]) -> int:
        """Return what a person chose among several candidates, or else what is found."""
        chosen = self.chosen(what, reference)
        return find() if chosen is None else chosen


def _unreadable(reference: str) -> RefusedError:
    return RefusedError(
        f"The record of “{reference}” cannot be read; “watchlist doctor” says more."
    )


def default_library() -> str:
    """Return the path of the library file when none is named."""
    from platformdirs import user_data_path  # noqa: PLC0415 -- not when a library is named

    path = user_data_path("watchlist", appauthor=False) / "library.json"
    if not path.is_absolute():
        raise LibraryFileError(
            "Your home folder cannot be found: name a library file with --library."
        )
    return str(path)


pass_app = click.make_pass_decorator(App)


def now() -> datetime.datetime:
    """Return this moment."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """Return the day where the user is."""
    return now().astimezone().date()


def say(text: str) -> None:
    """Print a sentence to stdout."""
    click.echo(printable(text))


def hint(text: str) -> None:
    """Print a sentence to stderr: a warning, or what a command did beside."""
    click.echo(printable(text), err=True)


def ask(question: str) -> bool:
    """Ask a person to confirm something; they decline unless they say yes."""
    return click.confirm(printable(question), err=True)


def wants_colour(setting: str, stream: TextIO | None) -> bool:
    """Whether what goes to a stream is to be coloured."""
    if setting != "auto":
        return setting == "always"
    terminal = os.environ.get("TERM", "") != "dumb"
    return terminal and stream is not None and stream.isatty()


def can_show(text: str, stream: TextIO | None) -> bool:
    """Whether a stream has the characters of a text."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def interactive() -> bool:
    """Whether there is a person to ask."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def terminal_width() -> int | None:
    """Return the columns that output may take; None when nobody limits them."""
    if (columns := os.environ.get("COLUMNS", "")).isdecimal() and int(columns):
        return int(columns)
    try:  # what shutil would do, without the archive formats that it imports
        return os.get_terminal_size(sys.stdout.fileno()).columns or None
    except (AttributeError, ValueError, OSError):
        return None


def confirm(output: str, sentence: str, records: Callable[[], Sequence[dict[str, Any]]]) -> None:
    """Say what a change did: a sentence, or the changed records for programs."""
    if output in ("table", "markdown"):
        say(sentence)
        return
    from watchlist.render.machine import csv_text, json_text  # noqa: PLC0415 -- as above

    changed = records()
    if output == "json":
        click.echo(json_text(changed[0] if len(changed) == 1 else changed))
    else:
        click.echo(csv_text(changed), nl=False)
