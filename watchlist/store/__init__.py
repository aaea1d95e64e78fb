"""The library file: the only place that knows TinyDB.

Import ``Store`` from here: ``Store.load`` reads the library, ``Store.edit`` is the only way to
change it, and ``merge_files`` merges files of git. An edit is one lock, one read, one atomic write
and one step of the history; an exception leaves the file as it was. It imports ``files``,
``merging``, ``library``, ``errors`` and ``model``.
"""

from watchlist.store.history import Changes, Step
from watchlist.store.store import Pieces, Store, merge_files

__all__ = ["Changes", "Pieces", "Step", "Store", "merge_files"]
