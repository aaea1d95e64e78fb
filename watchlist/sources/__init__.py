"""What is known of films elsewhere: a module for each source, and a line in ``registry``.

Import ``filling`` to complete a film from all sources. It imports ``packs``, ``library`` and
``model``.
"""
