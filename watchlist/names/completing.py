"""What somebody who began to type a name may mean, and how to write down what is meant. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from watchlist.names.folding import fold, match_key, without_article
from watchlist.names.search import Fit, Named, find_films, matching, promising

_BEGUN_YEAR = re.compile(r"(.*\S)\s*\((\d{0,4})\)?", re.DOTALL)
_NO_TITLE: Final = ("-", "id:")
"""How a label begins that a command line may take for something else."""


def begun(typed: str, candidates: Sequence[Named]) -> list[Named]:
    """Return the candidates that have a name which begins with what was typed.

    Where none does, those with a name that begins so but for its punctuation, or else those that
    begun words mean. A leading article may be left out, and a year may be begun behind a title.
    """
    wanted = fold(typed)
    if not wanted or not candidates:
        return list(candidates)
    if year := _BEGUN_YEAR.fullmatch(typed):
        of_year = [c for c in candidates if c.year and str(c.year).startswith(year[2])]
        if found := matching(year[1], of_year, Fit.NAME):
            return found
    if typed[-1].isspace():
        wanted += " "
    likely = promising(typed, candidates)
    if found := [c for c in likely if any(_continues(label, typed) for label in labels(c))]:
        return found
    if found := [c for c in likely if any(_begins(name, wanted) for name in c.names)]:
        return found
    return matching(typed, likely, Fit.WORDS if typed[-1].isspace() else Fit.BEGUN)


def labels(candidate: Named) -> list[str]:
    """Return all names of a candidate, each with the year."""
    return [candidate._replace(names=(name,)).label for name in candidate.names]


def _continues(name: str, typed: str) -> bool:
    return begins_with(name, typed) or begins_with(without_article(name), typed)


def begins_with(name: str, typed: str) -> bool:
    """Whether a name begins with a text, letter by letter, whatever its case and accents."""
    return len(name) >= len(typed) and all(map(_same_letter, name, typed))


def _same_letter(one: str, other: str) -> bool:
    return one == other or fold(one) == fold(other)


def _begins(name: str, wanted: str) -> bool:
    return any(f"{fold(form)} ".startswith(wanted) for form in (name, without_article(name)))


def _forms(name: str) -> set[str]:
    """Return what two names are compared by: they are taken for each other if they share one."""
    return {fold(name), match_key(name)}


def references(found: Iterable[Named], films: Sequence[Named]) -> Iterator[str]:
    """Yield, for each of some films, a reference that means it and no other of all ``films``.

    That is its label, or else its number.
    """
    owners: dict[str, list[Named]] = {}
    # Death Race 2000, which the label Death Race (2000) may be read as: by number, then by name
    numbered: dict[str, dict[str, list[Named]]] = {}
    for film in films:
        for name in film.names:
            owners.setdefault(name.casefold(), []).append(film)
            if (number := name[-5:].rstrip(")")[-4:]).isdecimal():
                for form in _forms(name):
                    numbered.setdefault(number, {}).setdefault(form, []).append(film)
    for film in found:
        label = film.label
        alike = numbered.get(str(film.year), {})
        rivals = [
            *owners[film.names[0].casefold()],
            *(owners.get(label.casefold(), ()) if film.year else ()),
            *(other for form in (_forms(label) if alike else ()) for other in alike.get(form, ())),
        ]
        if len(rivals) == 1 and not label.casefold().startswith(_NO_TITLE):
            yield label
        else:
            sure = label[0] != "-" and set(find_films(label, rivals).candidates) == {film}
            yield label if sure else f"id:{film.id}"
