"""The command line: the only place that imports Click. Thin: parse, call, render."""

from watchlist.cli.root import main

__all__ = ["main"]
