"""Orders as text that other programs draw: Mermaid and Graphviz.

A film is one node however many continuities it is in; the order of a continuity is a chain of
arrows, and what else relates two films is a dotted one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from watchlist.model import Film, FilmId, LinkKind
from watchlist.queries.orders import OrderTable, TablePair
from watchlist.render.orders import OrderView
from watchlist.render.pictures.picture import order_words, state_of
from watchlist.render.pictures.style import PALETTE, clean

_CHAINED: Final = (LinkKind.SEQUEL_TO, LinkKind.PREQUEL_TO)
"""What says the same as an arrow between two films that stand beside each other."""


class Arrow(NamedTuple):
    """From one film to another; ``label`` says in which continuities, or which relation it is."""

    start: FilmId
    end: FilmId
    label: str
    dotted: bool = False


def arrows(view: OrderView, tables: Sequence[OrderTable]) -> list[Arrow]:
    """Return the arrows of some orders, and those of the links between their films."""
    chained: dict[tuple[FilmId, FilmId], list[str]] = {}
    for table in tables:
        for one, other in pairwise(row.film.id for row in table.rows):
            chained.setdefault((one, other), []).append(table.continuity.name)
    several = len(tables) > 1
    found = [
        Arrow(one, other, ", ".join(names) if several else "")
        for (one, other), names in chained.items()
    ]
    shown = _films(tables)
    for link in view.library.links.values():
        ends = (link.film, link.other)
        beside = ends in chained or ends[::-1] in chained
        if shown.keys() >= set(ends) and not (beside and link.kind in _CHAINED):
            found.append(Arrow(*ends, link.kind.words, dotted=True))
    return found


def _films(tables: Sequence[OrderTable]) -> dict[FilmId, Film]:
    return {row.film.id: row.film for table in tables for row in table.rows}


def mermaid_text(view: OrderView, tables: Sequence[TablePair]) -> str:
    """Return a Mermaid flowchart."""
    return "\n".join([*_mermaid_lines(view, [shown for _, shown in tables]), ""])


def _mermaid_lines(view: OrderView, tables: Sequence[OrderTable]) -> Iterator[str]:
    yield "flowchart TD"
    yield f"    accTitle: {mermaid_escape(_name(view))}"
    for film in _films(tables).values():
        state = state_of(film, view.today)
        opening, closing = {"seen": ('["', '"]'), "unseen": ('("', '")')}.get(state, ('{{"', '"}}'))
        yield f"    f{film.id}{opening}{mermaid_escape(clean(film.label))}{closing}:::{state}"
    for arrow in arrows(view, tables):
        line = "-.->" if arrow.dotted else "-->"
        label = f'|"{mermaid_escape(clean(arrow.label))}"|' if arrow.label else ""
        yield f"    f{arrow.start} {line}{label} f{arrow.end}"
    yield f"    classDef seen fill:{_LIGHT['seen']},stroke:{_LIGHT['seen']},color:#ffffff"
    yield f"    classDef unseen fill:#ffffff,stroke:{_LIGHT['unseen']},color:{_LIGHT['ink']}"
    yield (
        f"    classDef coming fill:#ffffff,stroke:{_LIGHT['coming']},color:{_LIGHT['ink']},"
        "stroke-dasharray:4 3"
    )


_LIGHT: Final = {name: colour.light for name, colour in PALETTE.items()}


def mermaid_escape(text: str) -> str:
    """Return a text for Mermaid, in which nothing but words is left as it is."""
    return re.sub(r"[^\w \-.,:()'’!?–]", lambda match: f"#{ord(match[0])};", text)


def _name(view: OrderView) -> str:
    return f"{clean(view.franchise.name)} in {order_words(view.order)}"


def dot_text(view: OrderView, tables: Sequence[TablePair]) -> str:
    """Return a Graphviz digraph."""
    return "\n".join([*_dot_lines(view, [shown for _, shown in tables]), ""])


def _dot_lines(view: OrderView, tables: Sequence[OrderTable]) -> Iterator[str]:
    yield f"digraph {_quoted(_name(view))} {{"
    yield f"    label={_quoted(_name(view))}; labelloc=t; fontname=sans; fontsize=18;"
    yield '    node [shape=box, style="rounded,filled", fontname=sans, fontsize=12];'
    yield "    edge [fontname=sans, fontsize=10];"
    for film in _films(tables).values():
        look = _LOOKS[state_of(film, view.today)]
        yield f"    f{film.id} [label={_quoted(clean(film.label))}, {look}];"
    for arrow in arrows(view, tables):
        settings = [f"label={_quoted(clean(arrow.label))}"] if arrow.label else []
        if arrow.dotted:
            settings.append('style=dotted, constraint=false, color="#68707d"')
        yield f"    f{arrow.start} -> f{arrow.end}" + (
            f" [{', '.join(settings)}];" if settings else ";"
        )
    yield "}"


_LOOKS: Final = {
    "seen": f'fillcolor="{_LIGHT["seen"]}", color="{_LIGHT["seen"]}", fontcolor="#ffffff"',
    "unseen": f'fillcolor="#ffffff", color="{_LIGHT["unseen"]}"',
    "coming": f'fillcolor="#ffffff", color="{_LIGHT["coming"]}", style="rounded,filled,dashed"',
}


def _quoted(text: str) -> str:
    """Return a string of the DOT language, whose labels know HTML's entities."""
    return '"' + text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') + '"'
