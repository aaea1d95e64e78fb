"""Formats of other programs: each is a module that reads it, and a line in ``registry``.

A reader knows the model, dates and quantities, and yields ``watchlist.entries``: what rows say
of films. Which films of the library these are is decided in ``watchlist.importing``.
"""
