"""The links of which one film is enough are found by film, and follow what is changed."""

from __future__ import annotations

from watchlist.library.alternatives import AlternativeIndex
from watchlist.library.records import Records
from watchlist.model import Link, LinkKind

OTHER = Link(id=1, film=1, kind=LinkKind.SEQUEL_TO, other=2)
ONE = Link(id=2, film=3, kind=LinkKind.ALTERNATIVE_TO, other=4)
TWO = Link(id=3, film=1, kind=LinkKind.ALTERNATIVE_TO, other=5)


def records(*links: Link) -> Records[Link]:
    found = Records(Link, {})
    found.update({link.id: link for link in links})
    return found


def test_links_of_the_kind_are_found_by_film_in_order_of_number() -> None:
    index = AlternativeIndex(records(OTHER, ONE, TWO))

    assert index.of([1, 1, 2]) == [TWO]
    assert index.of([3, 1]) == [ONE, TWO]
    assert index.of([2, 4, 5]) == []


def test_links_that_are_made_and_taken_back_are_followed() -> None:
    links = records(ONE)
    index = AlternativeIndex(links)
    assert index.of([1, 3]) == [ONE]

    links[TWO.id] = TWO
    assert index.of([1, 3]) == [ONE, TWO]

    del links[ONE.id]
    assert index.of([1, 3]) == [TWO]
