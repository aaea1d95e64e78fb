"""Films in formats that other programs read: a module for each, which returns text or bytes.

The command line chooses among them. They import ``library`` and what that stands on, and write no
file.
"""
