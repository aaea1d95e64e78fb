"""Franchise packs: facts about franchises as plain text, and how a library takes them in."""
