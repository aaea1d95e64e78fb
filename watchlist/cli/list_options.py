"""Arguments of commands about lists, and how these say what they did."""

from __future__ import annotations

import click

from watchlist.cli.output import confirm
from watchlist.cli.params import FILM, LIST
from watchlist.library.library import Library
from watchlist.model import FilmList
from watchlist.queries.lists import films_on
from watchlist.render.records import list_record

list_argument = click.argument("name", metavar="LIST", type=LIST)
films_argument = click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)


def confirm_list(output: str, sentence: str, library: Library, found: FilmList) -> None:
    """Say what was done to a list: a sentence, or its record for programs."""
    watched = sum(1 for film, _ in films_on(library, found) if film.watched)
    confirm(output, sentence, lambda: [list_record(found, watched)])
