"""Formats of other programs: each is a module that reads it, and a line in ``registry``.

A reader yields the items of ``watchlist.merging.entries``: what rows say of films. Which films of
the library these are is decided in ``watchlist.merging.importing``. It knows no library and writes
no file.
"""
