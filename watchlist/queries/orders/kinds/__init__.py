"""The kinds of order, a module each: how the order is made, and its words. Pure.

Nothing imports these modules, such as ``release``, but ``registry``, by their names; its
``OrderKind`` says what a module has. A new kind is a module here and its name in ``story.kinds``.
It imports ``story`` and ``model``.
"""
