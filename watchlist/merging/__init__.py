"""One engine that brings what others say into a library: imports, packs, other libraries.

Import ``importing`` for the items of an import, which are those of ``entries``, ``libraries`` to
join another library, ``facts`` and ``franchises`` for a pack, whose earlier version is the base,
``threeway`` for another copy of this library.
It imports ``queries``, ``library``, ``names``, ``story`` and the ground: no I/O.
"""
