"""The names of the kinds of order that every franchise has. Pure, and imports next to nothing.

A kind is a name here and the module of that name in ``queries/orders/kinds``, which makes the
order and puts it in words. Whatever offers or checks the name of an order asks this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

ORDER_KINDS: Final = ("timeline", "release")
"""In lower case, in the order in which they are offered; further orders are made by hand."""


def is_reserved(name: str) -> bool:
    """Return whether no order made by hand may have a name, whatever its case."""
    return name.casefold() in ORDER_KINDS


def order_names(made: Iterable[str]) -> list[str]:
    """Return the names of all orders of a franchise; ``made`` are those of its orders by hand.

    An order made by hand before there was a kind of its name keeps the name, in place of the kind.
    """
    own = list(made)
    taken = {name.casefold() for name in own}
    return [*(kind for kind in ORDER_KINDS if kind not in taken), *own]
