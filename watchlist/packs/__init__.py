"""Franchise packs: facts about franchises as plain text, checked, shelved, and merged in.

Import ``shelf`` for the packs that come with the program, ``reading`` and ``checks`` for one in a
file, ``merging`` to bring one into a library. It imports ``merging``, ``queries``, ``library``,
``names``, ``story`` and the ground, never the store or a renderer.
"""
