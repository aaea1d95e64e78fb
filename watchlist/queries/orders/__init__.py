"""The orders of a franchise as they are printed: which film stands where, and why. Pure.

Import ``order_tables`` and the types of what it returns from here, ``standing`` for where a film
stands, ``registry`` for the words of an order, ``tiers`` for what of it is asked for; ``kinds`` has
a module for each kind of order. It imports ``library``, ``story``, ``names`` and the ground.
"""

from watchlist.queries.orders.rows import OrderRow
from watchlist.queries.orders.tables import OrderTable, TablePair, order_table, order_tables

__all__ = ["OrderRow", "OrderTable", "TablePair", "order_table", "order_tables"]
