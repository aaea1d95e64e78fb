"""One engine that brings what others say into a library: imports, packs, other libraries.

``entries`` is what a source says, ``matching`` finds the films that it means, ``values`` merges two
versions by what both were before; the rest does so for films, franchises and lists. It imports
``library``, ``queries`` and what these stand on: no I/O.
"""
