"""Completion in bash, zsh, fish and PowerShell: for each a script, and what answers it.

Import ``registry`` for the shells that there are; each has a module, which is loaded when that
shell asks. It imports ``render``, ``names`` and ``errors``.
"""
