"""Completion in bash, zsh, fish and PowerShell: for each a script, and what answers it."""
