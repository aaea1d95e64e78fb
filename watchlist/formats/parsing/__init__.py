"""What readers share: archives and texts, tables and their columns, dates, amounts, titles.

Import from here when a reader is written. It imports the ground, ``names`` and
``watchlist.merging.entries``.
"""
