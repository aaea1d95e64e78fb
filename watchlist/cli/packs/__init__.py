"""What commands do with packs: find one by name or file, add it, read one that was not added.

Import ``lookup`` for a franchise that perhaps only a pack knows, ``adding`` to add a pack or check
a file; ``candidates`` is what completion offers. It imports ``packs``, ``files``, ``render``,
``library``, ``names`` and the ground.
"""
