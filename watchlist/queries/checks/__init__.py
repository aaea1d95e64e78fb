"""What is wrong in a library: checks, each of which yields findings. Pure.

Import ``registry``, which lists the checks and runs them, ``fixing`` to put right what one found; a
module has the checks of one subject. A finding says in a sentence what is wrong, and can put it
right where that is safe. It imports ``library``, ``names``, ``story`` and the ground.
"""
