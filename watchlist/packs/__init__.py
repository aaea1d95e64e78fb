"""Franchise packs: facts about franchises as plain text, checked, shelved, and merged in.

``shelf`` finds the packs that come with the program, ``merging`` brings one into a library. It
imports ``merging``, ``library`` and what these stand on, never the store or a renderer.
"""
