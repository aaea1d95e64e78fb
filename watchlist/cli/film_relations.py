"""What options say of the relations of films to others: placements, franchises, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from watchlist.cli import references
from watchlist.cli.options import many, options
from watchlist.cli.params import CONTINUITY, FILM, FRANCHISE
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.library.relations import FilmRelations
from watchlist.model import FilmId, LinkKind, PlacementKind

placement_options = options(
    click.option("--before", type=FILM, metavar="FILM", help="Its story ends where FILM's begins."),
    click.option("--after", type=FILM, metavar="FILM", help="Its story follows FILM's."),
    click.option(
        "--between", type=FILM, nargs=2, metavar="FILM FILM", help="Its story fills a gap."
    ),
    click.option("--during", type=FILM, metavar="FILM", help="Its story overlaps FILM's."),
)

membership_options = options(
    many(
        "--franchise", type=FRANCHISE, metavar="NAME", help="Make it a member; a new one is made."
    ),
    many(
        "--continuity",
        type=CONTINUITY,
        metavar="NAME",
        help="The continuity of the franchise that it is in.",
    ),
    click.option("--optional", is_flag=True, help="A member that can be skipped."),
)

link_options = options(
    *(
        many(f"--{kind}", type=FILM, metavar="FILM", help=f"Link it: {kind.words} FILM.")
        for kind in LinkKind
    )
)

link_arguments = options(
    click.argument("film", type=FILM),
    click.argument(
        "relation", metavar="RELATION", type=click.Choice([str(kind) for kind in LinkKind])
    ),
    click.argument("others", metavar="FILM", nargs=-1, required=True, type=FILM),
)


def others_of(library: Library, kind: LinkKind, named: Sequence[str]) -> list[FilmId]:
    """Return the films that a link leads to. Raises UsageError for several that cannot be meant."""
    if len(named) > 1 and kind is not LinkKind.ALTERNATIVE_TO:
        raise UsageError(f"Only {LinkKind.ALTERNATIVE_TO} leads to several films: link one by one.")
    if len(named) == 1:
        return [references.last_piece(library, named[0])]
    return references.films(library, named)


AskedFor = tuple[PlacementKind | None, Sequence[str]]
"""A placement, None when there is none, and what the films that it is relative to are called."""


def placement_asked_for(values: Mapping[str, Any]) -> AskedFor:
    """Return the one placement of the options; ``--after A --before B`` is between the two.

    Raises UsageError for two that exclude each other.
    """
    given = {kind: values[kind] for kind in PlacementKind if values.get(kind)}
    if given.keys() == {PlacementKind.AFTER, PlacementKind.BEFORE}:
        return PlacementKind.BETWEEN, (given[PlacementKind.AFTER], given[PlacementKind.BEFORE])
    if len(given) > 1:
        one, other, *_ = given
        raise UsageError(f"--{one} and --{other} exclude each other: a film has one placement.")
    for kind, value in given.items():
        return kind, [value] if isinstance(value, str) else [] if value is True else value
    return None, []


def relations_of(library: Library, values: Mapping[str, Any]) -> FilmRelations:
    """Look up the films that the options refer to. Raises UsageError for two placements."""
    placement, anchors = placement_asked_for(values)
    links = [
        (kind, references.last_piece(library, reference))
        for kind in LinkKind
        for reference in values[kind.replace("-", "_")]
    ]
    return FilmRelations(
        placement,
        references.anchors(library, placement, anchors),
        links,
        values["franchise"],
        values["continuity"],
        "optional" if values["optional"] else "",
    )
