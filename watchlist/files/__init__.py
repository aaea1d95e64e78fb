"""Files of the user, read and written without harm: what the system does, and nothing of films.

Import ``reading`` to open regular files only and to say why one cannot be read, ``writing`` for
writes that are whole or not at all. It imports nothing of the program.
"""
