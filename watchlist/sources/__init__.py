"""What is known of films elsewhere: a module for each source, and a line in ``registry``.

Import ``registry`` for the sources of a run, ``filling`` to complete films from them, and ``typed``
to see what titles that somebody typed may mean in them. Only ``web`` opens connections, and only
sources that are asked by name import it. It imports ``files``, ``formats``, ``packs``, ``library``,
``names``, ``spans``, ``dates``, ``errors`` and ``model``.
"""
