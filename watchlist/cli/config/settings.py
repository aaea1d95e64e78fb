"""What can be set, in one table: it validates the configuration and feeds its documentation. Pure.

A setting comes from an environment variable, else from the configuration file, else it has its
default. Settings say how things look to people; JSON and CSV are the same whatever is set.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from watchlist.dates import zone_of
from watchlist.names.listing import joined
from watchlist.names.search import Named, nearest
from watchlist.sources.addresses import is_safe_address
from watchlist.story.kinds import ORDER_KINDS

_NAME: Final = re.compile(r"[a-z]+(?:[ ._-]?[a-z]+){0,3}", re.IGNORECASE)
"""What somebody may take for the name of a setting."""

HIDDEN: Final = "(hidden)"
"""What is printed in the place of a value that is secret."""


def check_player(text: str) -> None:
    """Raise ValueError for what is no command line."""
    try:
        shlex.split(text)
    except ValueError as error:
        raise ValueError(f"“{text}” is no command line ({error})") from error


class Setting(NamedTuple):
    """One thing that can be set."""

    name: str
    default: str
    variable: str
    """The environment variable that overrides the file."""
    meaning: str
    choices: tuple[str, ...] = ()
    other: str = ""
    """What it can be beside the ``choices``, as a text of any form."""
    check: Callable[[str], object] | None = None
    """Raises ValueError for a text that it cannot be."""
    secret: bool = False
    """Whether its value is shown nowhere but in the file."""

    def read(self, value: object) -> str:
        """Return a value that somebody gave. Raises ValueError with a sentence."""
        if isinstance(value, str) or type(value) is int:
            known = str(value).strip().casefold()
            if known in (*self.choices, self.default):
                return known
            if self.other and known and isinstance(value, str) and "\0" not in value:
                if self.check:
                    self.check(value)
                return value
        given = "that" if self.secret else f"“{value}”"
        raise ValueError(f"{self.name} is {self.values}, not {given}")

    def shown(self, text: str) -> str:
        """Return a value as it may be printed."""
        return HIDDEN if self.secret and text else text

    @property
    def values(self) -> str:
        """What it can be, in words."""
        return joined(filter(None, (*self.choices, self.other)), "or")


def check_key(text: str) -> None:
    """Raise ValueError, which does not tell it, for what is no key."""
    if not re.fullmatch(r"[!-~]+", text):
        raise ValueError("tmdb_key is letters, digits and signs without blanks, not that")


def check_address(text: str) -> None:
    """Raise ValueError for an address that is not to be asked."""
    if not is_safe_address(text):
        raise ValueError(
            f"“{text}” is not an address that begins with https:// (http:// is for this machine)"
        )


SETTINGS: Final = {
    setting.name: setting
    for setting in (
        Setting(
            "library",
            "",
            "WATCHLIST_LIBRARY",
            "The library file; when it is empty, `library.json` in the data folder of your system.",
            other="a file",
        ),
        Setting(
            "rating",
            "stars",
            "WATCHLIST_RATING",
            "How ratings are shown: ★★★★½, 9/10 or 90%. With `10` a bare number that you type is "
            "out of ten.",
            ("stars", "10", "100"),
        ),
        Setting(
            "date",
            "iso",
            "WATCHLIST_DATE",
            "How dates are shown: 2023-03-24, 24 Mar 2023 or Mar 24, 2023. With `dmy` or `mdy` "
            "03/04/2025 can be typed, and is read so in a file that does not tell itself.",
            ("iso", "dmy", "mdy"),
        ),
        Setting(
            "order",
            "timeline",
            "WATCHLIST_ORDER",
            "What `order` shows of a franchise that was given no other default order.",
            ORDER_KINDS,
        ),
        Setting(
            "table",
            "plain",
            "WATCHLIST_TABLE",
            "How tables are drawn on the terminal.",
            ("plain", "simple", "outline", "rounded", "grid"),
        ),
        Setting(
            "week",
            "mon",
            "WATCHLIST_WEEK",
            "The day with which the week begins in `stats`.",
            ("mon", "sun"),
        ),
        Setting(
            "colour",
            "auto",
            "WATCHLIST_COLOUR",
            "Whether output is coloured; `auto` is on a terminal only.",
            ("auto", "always", "never"),
        ),
        Setting(
            "pager",
            "auto",
            "WATCHLIST_PAGER",
            "What shows output that is longer than the screen: `auto` is `$PAGER`, else `less`; "
            "any other text is the command to use.",
            ("auto", "never"),
            other="a command",
        ),
        Setting(
            "time_zone",
            "local",
            "WATCHLIST_TIME_ZONE",
            "Where a moment that `import` reads becomes a day: a name such as `Europe/Berlin`, or "
            "`local`, the zone of this machine.",
            other="the name of a time zone",
            check=zone_of,
        ),
        Setting(
            "series",
            "skip",
            "WATCHLIST_SERIES",
            "What `import` does with TV series: `skip` counts them, `whole` enters each as one "
            "film, `episodes` their episodes as its parts.",
            ("skip", "whole", "episodes"),
        ),
        Setting(
            "fill",
            "local",
            "WATCHLIST_FILL",
            "What `add` fills in: `local` is what packs and the catalogue know, `online` what any "
            "source knows; `never` is nothing.",
            ("never", "local", "online"),
        ),
        Setting(
            "tmdb_key",
            "",
            "WATCHLIST_TMDB_KEY",
            "Your own key for TMDB; it is shown nowhere.",
            other="a key",
            check=check_key,
            secret=True,
        ),
        *(
            Setting(
                name,
                address,
                f"WATCHLIST_{name.upper()}",
                f"The address of {what}, or of a mirror of it.",
                other="an address that begins with https://",
                check=check_address,
            )
            for name, what, address in (
                ("wikidata_url", "Wikidata's API", "https://www.wikidata.org/w/api.php"),
                (
                    "wikidata_query_url",
                    "Wikidata's query service",
                    "https://query.wikidata.org/sparql",
                ),
                ("tvmaze_url", "TVmaze's API", "https://api.tvmaze.com"),
                ("tmdb_url", "TMDB's API", "https://api.themoviedb.org/3"),
            )
        ),
        Setting(
            "player",
            "",
            "WATCHLIST_PLAYER",
            "The command line that `play` opens files with, such as `mpv --fs`; when it is empty, "
            "what your system opens videos with.",
            other="a command",
            check=check_player,
        ),
    )
}
"""All settings, by name, in the order in which they are shown."""

NO_COLOUR: Final = "NO_COLOR"
"""Set to anything it stands for ``colour = "never"``, as it does for other programs."""


class Value(NamedTuple):
    """The value of a setting.

    It comes from (``origin``) the ``default``, the ``file``, an ``option`` or a variable.
    """

    text: str
    origin: str


class Fault(NamedTuple):
    """What is wrong with what was set under a key of the file, or in a variable."""

    key: str
    sentence: str
    is_variable: bool = False


class Settings:
    """The values of all settings, and what was wrong with what was set."""

    def __init__(self, file: Mapping[str, object], environment: Mapping[str, str]) -> None:
        self.faults: list[Fault] = []
        self._values = {
            name: Value(setting.default, "default") for name, setting in SETTINGS.items()
        }
        for key, value in file.items():
            if setting := SETTINGS.get(key):
                self._take(setting, value, "file")
            else:
                self.faults.append(Fault(key, unknown_sentence(key)))
        if environment.get(NO_COLOUR):
            self._values["colour"] = Value("never", NO_COLOUR)
        for setting in SETTINGS.values():
            if value := environment.get(setting.variable):
                self._take(setting, value, setting.variable)

    def _take(self, setting: Setting, value: object, origin: str) -> None:
        try:
            self._values[setting.name] = Value(setting.read(value), origin)
        except ValueError as error:
            given = origin == setting.variable
            key = origin if given else setting.name
            self.faults.append(Fault(key, str(error), is_variable=given))

    def __getitem__(self, name: str) -> str:
        return self._values[name].text

    def value(self, name: str) -> Value:
        """Return a value with where it comes from."""
        return self._values[name]

    def override(self, name: str, text: str | None) -> None:
        """Put the value of an option in front of what was set, if the option was given."""
        if text is not None:
            self._values[name] = Value(text, "option")


def unknown_sentence(key: str) -> str:
    """Say that there is no such setting, and which ones are near.

    What does not look like a name may be a secret in the wrong place: it is not repeated.
    """
    name, equals, _ = key.partition("=")
    if equals and name in SETTINGS:
        return f"a setting and its value stand apart: {name} VALUE"
    near = nearest(key, [Named(0, (name,)) for name in SETTINGS])
    more = f"did you mean {near[0]}?" if near else f"there are {', '.join(SETTINGS)}"
    said = f" “{key}”" if _NAME.fullmatch(key) else " like that"
    return f"there is no setting{said}: {more}"
