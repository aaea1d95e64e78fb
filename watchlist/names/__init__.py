"""Names: the form in which they are compared, what a typed one may mean, how one is completed.

Import ``folding`` to compare names, ``search`` to find what has one (``search.Named``) and
``completing`` to complete one. It imports ``errors`` and knows no library.
"""
