"""What is known of films elsewhere: a module for each source, and a line in ``registry``.

Import ``filling`` to complete a film from all sources, and ``typed`` to see what titles that
somebody typed may mean in them. It imports ``packs``, ``library``,
``names`` and ``model``.
"""
