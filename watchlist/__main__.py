"""Run the command line with ``python -m watchlist``."""

from watchlist.cli import main

if __name__ == "__main__":
    main()
