"""Draw the layers of the program: ``docs/images/layers.svg``, from the test that holds them.

``python docs/layers.py`` writes the drawing, ``--check`` says whether it is up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURE: Final = ROOT / "docs" / "images" / "layers.svg"

ROWS: Final = (
    ("cli",),
    ("sources",),
    ("formats", "packs", "store", "render"),
    ("merging", "media"),
    ("queries",),
    ("library",),
    ("names", "story", "files"),
    ("errors", "dates", "quantities", "spans", "model"),
)
"""The layers from the top down; a folder imports from those below its own only."""

SAID: Final = {
    "cli": "commands, options, settings: the only place that knows Click",
    "sources": "what is known of films elsewhere",
    "formats": "files of other programs",
    "packs": "franchises as text",
    "store": "the library file",
    "render": "tables, JSON, pages",
    "merging": "one engine for imports, packs and other libraries",
    "media": "video files on this machine: names, whose they are",
    "queries": "orders, what is next, figures, findings: reads only",
    "library": "records, their operations and invariants, identity, fields",
    "names": "compare, search, complete names",
    "story": "from facts to an order",
    "files": "read and written without harm",
    "errors": "failures, exit statuses",
    "dates": "partial and story dates",
    "quantities": "durations, ratings",
    "spans": "pieces of films",
    "model": "records",
}
_WIDTH: Final = 880
_HEIGHT: Final = 58
_GAP: Final = 14


def _box(name: str, left: float, top: float, width: float) -> str:
    middle = left + width / 2
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{_HEIGHT}" rx="7"/>'
        f'<text class="name" x="{middle:g}" y="{top + 24:g}">{name}</text>'
        f'<text x="{middle:g}" y="{top + 43:g}">{SAID[name]}</text>'
    )


def drawing() -> str:
    """Return the drawing as SVG."""
    parts = []
    for index, row in enumerate(ROWS):
        width = (_WIDTH - _GAP * (len(row) + 1)) / len(row)
        top = _GAP + index * (_HEIGHT + _GAP)
        parts += [
            _box(name, _GAP + place * (width + _GAP), top, width) for place, name in enumerate(row)
        ]
    height = _GAP + len(ROWS) * (_HEIGHT + _GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img">'
        "<title>The layers of the program: each imports from those below it only</title>"
        "<style>svg{background:#fff}rect{fill:#f4f6f8;stroke:#59708a}"
        "text{font:13px system-ui,sans-serif;text-anchor:middle;fill:#2b3440}"
        ".name{font-weight:600;font-size:15px}</style>" + "".join(parts) + "</svg>\n"
    )


def main() -> int:
    """Write the drawing, or with ``--check`` return 1 when it is another one."""
    if "--check" not in sys.argv:
        PICTURE.write_text(drawing(), encoding="utf-8")
        return 0
    if PICTURE.read_text(encoding="utf-8") == drawing():
        return 0
    print(f"{PICTURE.relative_to(ROOT)} is out of date: run python docs/layers.py")  # noqa: T201 -- a script
    return 1


if __name__ == "__main__":
    sys.exit(main())
