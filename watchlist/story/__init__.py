"""From facts to an order: the timeline of a continuity, and what is to be seen before a film. Pure.

``timeline`` holds the rules of story order, ``prerequisites`` those of what continues what. It
imports the ground (``errors``, ``dates``, ``quantities``, ``model``) and knows no library.
"""
