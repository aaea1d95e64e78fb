"""The records of one library and every operation on them, with the invariants that they keep.

Import ``library.Library`` and its pure helpers; ``references`` says which record a name means. It
imports ``names``, ``story`` and the ground: no I/O, no clock, no printing.
"""
