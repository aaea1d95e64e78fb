"""One engine that brings what others say into a library: imports, packs, other libraries.

``entries`` is what a source says, ``matching`` finds the films that it means, the rest unites the
fields. It imports ``library``, ``queries`` and what these stand on: no I/O.
"""
