"""The kinds of order, a module each: how the order is made, and its words. Pure.

``registry.OrderKind`` says what a module has. A new kind is a module here and its name in
``story.kinds``; nothing imports these modules but the registry, by their names.
"""
