"""Names: the form in which they are compared, what a typed one may mean, how one is completed.

Import from here what compares or finds names; ``search.Named`` is what has names. It imports the
ground (``errors``, ``dates``, ``quantities``, ``model``) and knows no library.
"""
