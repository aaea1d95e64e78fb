"""Print the notes of a release, from docs/changelog.md.

``python -m docs.release_notes v1.2.3`` fails when that is not the version of the program, or when
the changelog has no finished section for it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from watchlist import __version__

CHANGELOG = Path(__file__).with_name("changelog.md")


def notes(changelog: str, version: str) -> str:
    """Return what a changelog says of a version. Raises ValueError with a sentence."""
    sections = re.split(r"^## (.*)\n", changelog, flags=re.MULTILINE)[1:]
    for heading, text in zip(sections[::2], sections[1::2], strict=True):
        if heading.split()[:1] == [version]:
            if "unreleased" in heading.casefold():
                raise ValueError(f"{version} is unreleased in the changelog: put its date there")
            return text.strip()
    raise ValueError(f"the changelog has no section {version}")


def main() -> None:
    """Print the notes for a tag."""
    tag = sys.argv[1]
    if tag != f"v{__version__}":
        sys.exit(f"The tag {tag} is not v{__version__}, the version in watchlist/__init__.py.")
    try:
        print(notes(CHANGELOG.read_text(encoding="utf-8"), __version__))  # noqa: T201 -- its purpose
    except ValueError as error:
        sys.exit(f"{error}.")


if __name__ == "__main__":
    main()
