"""Formats of other programs: each module recognises its files and yields what they say.

``watchlist.formats.registry`` names them. They import ``watchlist.formats.parsing`` and the items
of ``watchlist.merging.entries``, and know no library.
"""
