"""The sources of facts as the settings have them, and a person who decides between candidates."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from shlex import quote
from typing import Final

import click

from watchlist.cli.config.current import configuration
from watchlist.cli.folders import cache_folder
from watchlist.cli.output import hint
from watchlist.cli.terminal import interactive
from watchlist.errors import RefusedError, UsageError
from watchlist.model import Film
from watchlist.names.listing import few
from watchlist.render.text import printable
from watchlist.sources.filling import FILLED, ON_DEMAND, Wanted
from watchlist.sources.registry import Candidate, Reach, Sources

_ID: Final = re.compile(
    r"tt\d{7,9}|wikidata:Q[1-9]\d{0,11}|(?:tmdb|tmdb-tv|tvmaze):[1-9]\d{0,9}|packs:.+",
    re.ASCII | re.IGNORECASE,
)
_LIKE_ID: Final = re.compile(r"(?:wikidata|tmdb|tmdb-tv|tvmaze):\S*", re.ASCII | re.IGNORECASE)
_PAGES: Final = (
    # the address of a page of a site, and how the id in it is typed
    (re.compile(r"https?://(?:[a-z]+\.)*imdb\.com/(?:[a-z]+/)?title/(tt\d+)\b.*"), "{}"),
    (re.compile(r"https?://(?:[a-z]+\.)*wikidata\.org/wiki/(Q\d+)\b.*"), "wikidata:{}"),
    (re.compile(r"https?://(?:[a-z]+\.)*themoviedb\.org/movie/(\d+)\b.*"), "tmdb:{}"),
    (re.compile(r"https?://(?:[a-z]+\.)*themoviedb\.org/tv/(\d+)\b.*"), "tmdb-tv:{}"),
    (re.compile(r"https?://(?:[a-z]+\.)*tvmaze\.com/shows/(\d+)\b.*"), "tvmaze:{}"),
)
_ADDRESSES: Final = ("wikidata_url", "wikidata_query_url", "tvmaze_url", "tmdb_url")
_NAMES: Final = {
    "title": "original_title",
    "genre": "genres",
    "language": "languages",
    "country": "countries",
    "director": "credits",
    "directors": "credits",
    "original-title": "original_title",
}
"""Other names of fields, as the options of ``add`` have them."""


def sources(
    names: Collection[str] | None = None, *, online: bool = True, refresh: bool = False
) -> Sources:
    """Return the sources of the settings, or those of some names. Raises RefusedError."""
    settings = configuration().settings
    reach = Reach(
        cache=cache_folder(),
        addresses={name: settings[name] for name in _ADDRESSES},
        key=settings["tmdb_key"],
        refresh=refresh,
        country=_country(),
    )
    found = Sources(reach, names, online=online)
    if names and not found.names:
        raise RefusedError(f"{', '.join(names)}: this is asked by the network only.")
    return found


def _country() -> str:
    """Return the country of the locale (``de_AT.UTF-8``), in which something can be watched."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    found = re.match(r"[a-z]{2,3}_([A-Z]{2})\b", next(filter(None, names), ""))
    return found[1] if found else ""


def split_names(text: str | None) -> list[str] | None:
    """Return the names of sources in a list with commas, None for no list."""
    return None if text is None else [name.strip().casefold() for name in text.split(",")]


def wanted(fields: Sequence[str], *, refresh: bool = False) -> Wanted:
    """Return what is to be filled in: the fields of some names, or all. Raises UsageError."""
    named = [_NAMES.get(name.casefold(), name.casefold()) for name in fields]
    for name in named:
        if name not in (*FILLED, *ON_DEMAND):
            known = ", ".join(FILLED)
            raise UsageError(f"There is no field “{name}” to fill in: there are {known}.")
    return Wanted(tuple(dict.fromkeys(named)) or FILLED, refresh=refresh)


def source_id(text: str) -> str:
    """Return an id at a source, or that in an address, as it is known there; "" for no id.

    Raises UsageError for what can be nothing but an id, and is none.
    """
    typed = _in_address(text.strip())
    if not _ID.fullmatch(typed):
        if _LIKE_ID.fullmatch(typed):
            raise no_id(typed)
        return ""
    site, colon, number = typed.partition(":")
    return (
        f"{site.lower()}:{number.upper() if site.lower() == 'wikidata' else number}"
        if colon
        else typed.lower()
    )


def _in_address(text: str) -> str:
    """Return the id in the address of a page, as it is typed; what is no such address as it is."""
    found = ((page.fullmatch(text), form) for page, form in _PAGES)
    return next((form.format(match[1]) for match, form in found if match), text)


def no_id(text: str) -> UsageError:
    """Return what to say of what should be an id at a source."""
    return UsageError(
        f"“{text}” is no id of a source: it is like tt0113277, wikidata:Q42198 or tmdb:949."
    )


def choose(film: Film, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the candidate that a person at the terminal says a film is; None for none."""
    if not interactive():
        return None
    hint(f"{film.label} can be:")
    for number, candidate in enumerate(candidates, start=1):
        hint(f"  {number}  {candidate_words(candidate)}")
    answer = click.prompt(
        "Which one (Enter or q: none)", default="", show_default=False, err=True
    ).strip()
    if answer.isdecimal() and 1 <= int(answer) <= len(candidates):
        return candidates[int(answer) - 1]
    return next((one for one in candidates if answer and answer in (one.id, one.film.imdb)), None)


def candidate_words(candidate: Candidate) -> str:
    """Return a candidate for a message: title, year, and the id that is typed for it."""
    film = candidate.film
    kind = f", {film.kind}" if film.kind != "film" else ""
    return f"{film.label}{kind} ({_id(candidate)})"


def _id(candidate: Candidate) -> str:
    """Return what a candidate is best known by."""
    return candidate.film.imdb or candidate.id


def several_sentence(film: Film, candidates: Sequence[Candidate]) -> str:
    """Say which films one can be, and the command that settles it."""
    listed = few([candidate_words(one) for one in candidates], "or")
    return f"{film.label} can be {listed}: “{_settling(film, _id(candidates[0]))}” settles it."


def near_sentence(film: Film, near: Sequence[Candidate]) -> str:
    """Say that no source has a film, and which ones are near."""
    if not near:
        return f"No source knows {film.label}."
    listed = few([candidate_words(one) for one in near], "or")
    return (
        f"No source knows {film.label} under that title; if it is {listed}: "
        f"“{_settling(film, _id(near[0]))}”."
    )


def _settling(film: Film, id_: str) -> str:
    return f"watchlist fill {quote(printable(film.label))} --as {id_}"


def tell_credits(found: Sources) -> None:
    """Tell what the terms of sources that were asked want people to be told."""
    for sentence in found.credits():
        hint(sentence)
