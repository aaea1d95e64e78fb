"""Three versions of a fact: yours, the one that a pack gave, and the one that it gives now. Pure.

What is yours is what differs from what the pack gave: it stays. Everything else follows the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from watchlist.library.fields import FIELDS, Field
from watchlist.merging.values import merge_set, merge_value
from watchlist.model import Credit, Film, Job
from watchlist.names.folding import fold

FACTS: Final = [field for field in FIELDS.values() if field.given and not field.many]
"""The fields of a film that a pack can give and that hold one value."""

SETS: Final = [field for field in FIELDS.values() if field.given and field.many]
"""Those that hold several."""


class Difference(NamedTuple):
    """A fact that stays as it is in the library, though the pack gives another value."""

    what: str
    ours: str
    theirs: str


def merged_film(ours: Film, base: Film, theirs: Film) -> tuple[Film, list[Difference]]:
    """Return a film with what a pack knows of it, and where the pack differs.

    ``base`` is what the pack said when it was merged last: a film without facts, if it never was.
    """
    changes: dict[str, Any] = {}
    differences = []
    for field in FACTS:
        mine, old, new = (getattr(film, field.name) for film in (ours, base, theirs))
        merged = merge_value(mine, new, old)
        if merged.value != mine and (merged.value or field.name != "title"):
            changes[field.name] = merged.value
        # a pack that says nothing does not contradict
        if merged.differs and new != getattr(blank_film(0), field.name):
            name = field.name.replace("_", " ")
            differences.append(Difference(name, str(mine or "taken out"), str(new)))
    for field in SETS:
        mine, old, new = (getattr(film, field.name) for film in (ours, base, theirs))
        changes[field.name] = merge_set(mine, new, old, _key_of(field)).items
    parts, refused, _ = merge_set(
        ours.credits, directors(theirs), directors(base), lambda c: (c.job, fold(c.name))
    )
    differences += (Difference("director", "taken out", credit.name) for credit in refused)
    return replace(ours, **changes, credits=parts), differences


def _key_of(field: Field) -> Callable[[str], str]:
    return lambda text: fold(field.key(text))


def directors(film: Film) -> Iterator[Credit]:
    """Yield the credits of the directors."""
    return (credit for credit in film.credits if credit.job is Job.DIRECTOR)


def blank_film(number: int) -> Film:
    """Return what a pack says of a film that it does not know."""
    return Film(id=number, title="")
