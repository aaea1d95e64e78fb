"""A movie watchlist for the shell that puts franchises in story order."""

__version__ = "0.1.0"
