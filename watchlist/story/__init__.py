"""From facts to an order: the timeline of a continuity, and what is to be seen before a film. Pure.

Import ``timeline`` for the rules of story order, ``prerequisites`` for those of what continues what
and ``kinds`` for the names of orders. It imports ``dates`` and ``model`` and knows no library.
"""
