"""The kinds of order: each is one name and one module, and everything else follows from these."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_orders import three
from watchlist.cli.config.settings import SETTINGS
from watchlist.errors import RefusedError
from watchlist.library import references
from watchlist.model import RELEASE, TIMELINE, NamedOrder
from watchlist.queries.orders import kinds, order_tables
from watchlist.queries.orders.kinds import arranged, release, timeline
from watchlist.queries.orders.registry import BY_HAND, OrderKind, kind_named, kind_of
from watchlist.story.kinds import ORDER_KINDS, is_reserved, order_names

every_kind = pytest.mark.parametrize("name", [*ORDER_KINDS, "mine"])
every_name = pytest.mark.parametrize("name", ORDER_KINDS)

MODULES: list[OrderKind] = [arranged, release, timeline]  # mypy: each has what a kind must have


def test_each_name_has_its_module_and_each_module_its_name() -> None:
    folder = Path(kinds.__path__[0])
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {*ORDER_KINDS, BY_HAND}


def test_the_orders_that_the_program_asks_for_itself_are_kinds() -> None:
    assert {TIMELINE, RELEASE} <= set(ORDER_KINDS)


@every_kind
def test_an_order_has_members_once_each_with_a_reason_in_words(name: str) -> None:
    library = three()
    library.arrange(1, "mine", [3, 1])
    (table,) = order_tables(library, library.franchises[1], name)
    kind = kind_of(library.franchises[1], name)

    listed = [row.film.id for row in table.rows]
    assert sorted([*listed, *table.left_out]) == [1, 2, 3]
    assert [row.position for row in table.rows] == list(range(1, len(listed) + 1))
    for row in table.rows:
        assert row.entry.reason
        assert kind.explain(row, table.rows, library.title).endswith(".")


@every_kind
def test_an_order_has_words_and_what_is_drawn_for_it_is_drawn_as_itself(name: str) -> None:
    kind = kind_named(name)

    assert kind.WORDS.format(name="mine")
    assert kind.DRAWN_AS in {"", *ORDER_KINDS}
    assert not (kind.DRAWN_AS and kind_named(kind.DRAWN_AS).DRAWN_AS)


@every_name
def test_the_name_of_a_kind_can_be_chosen_but_not_given(name: str) -> None:
    library = three()

    assert name in references.orders(library, 1)
    assert SETTINGS["order"].read(name) == name
    assert name == name.casefold()
    assert is_reserved(name.upper())
    with pytest.raises(RefusedError, match=f"The {name} order is made from facts"):
        library.arrange(1, name.title(), [1])


def test_an_order_by_hand_that_is_older_than_the_kind_of_its_name_stays_what_it_is() -> None:
    library = three()
    named = NamedOrder(name="release", films=(3, 1))
    franchise = library.change_franchise(1, orders=(named,))
    (table,) = order_tables(library, franchise, "release")

    assert order_names(["release"]) == [*(k for k in ORDER_KINDS if k != "release"), "release"]
    assert references.orders(library, 1)[references.order(library, 1, "release")] == "release"
    assert [row.film.title for row in table.rows] == ["C", "A"]
    assert {row.entry.reason for row in table.rows} == {"arranged"}


def test_what_is_no_order_of_a_franchise_is_its_timeline() -> None:
    assert kind_of(three().franchises[1], "gone") is timeline
