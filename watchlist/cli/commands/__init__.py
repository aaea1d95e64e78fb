"""The commands: a module for each, under its name, loaded when it is used. Parse, call, render.

Nothing imports a command but the groups: each module has one ``command``, and ``table`` lists them.
It imports every layer but ``store`` and ``files``, and the ground.
"""
