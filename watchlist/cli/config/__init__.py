"""Settings: what can be set, and the file and variables that say so.

Import ``settings`` for the table and ``file`` for what is set now. It imports ``errors`` and
``names``.
"""
