"""Settings: what can be set, and the file and variables that say so.

Import ``settings`` for the table of them, ``current`` for what is set in this run, ``editing`` to
change the file. It imports ``store``, ``sources``, ``files``, ``render``, ``names``, ``story``,
``dates`` and ``errors``.
"""
