"""Make the pictures of terminals in docs/images again: real output, as SVG.

``python -m docs.screens``, in the folder of the repository, runs the program at a pseudo-terminal;
with ``--check`` it fails when a picture is out of date. POSIX only.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from wcwidth import wcswidth

IMAGES: Final = Path(__file__).parent / "images"
PROGRAM: Final = """\
import datetime
from watchlist.cli import clock, main
clock.now = lambda: datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)
main()
"""
"""The program, on the day of all examples."""

CELL: Final = 8.4
LINE: Final = 20
MARGIN: Final = 16
BLOCKS: Final = "▏▎▍▌▋▊▉█"
"""What bars are made of, by eighths of a cell."""
CLASSES: Final = {"0": "plain", "1": "bold", "2": "dim", "31": "red", "33": "yellow"}
"""What the codes are that the program writes; any other is a mistake here."""

STYLE: Final = """\
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;\
fill:#1f2328;white-space:pre}
rect{fill:#f6f8fa;stroke:#d1d9e0}path{fill:#1f2328}
.bold{font-weight:700}.dim{fill:#636c76}.red{fill:#c0212b}.yellow{fill:#8a5a00}.typed{fill:#00695c}
@media(prefers-color-scheme:dark){
text{fill:#e6edf3}rect{fill:#15191f;stroke:#30363d}path{fill:#e6edf3}
.dim{fill:#9198a1}.red{fill:#ff8178}.yellow{fill:#e3b341}.typed{fill:#5fd7c4}
}
"""
_CODE: Final = re.compile(r"\x1b\[(\d*)m")
_COLUMN: Final = re.compile(r"\S+(?: \S+)*")
"""Words with single spaces: what stands in one column of a table."""


class Screen(NamedTuple):
    """A picture: the command lines in it, and those that were run before."""

    title: str
    shown: Sequence[str]
    before: Sequence[str] = ()
    columns: int = 80


ALIEN: Final = (
    "watchlist franchise track alien",
    'watchlist watched "alien (1979)" --on 2024-06-15 --rating 5',
    "watchlist watched aliens --on 2024-06-16 --rating 4.5",
    "watchlist watched romulus --on 2024-08-18 --rating 4",
)
WICK: Final = (
    'watchlist franchise track "john wick"',
    'watchlist watched "john wick" --on 2025-10-04 --rating 4',
    'watchlist watched "chapter 2" --on 2025-10-11 --rating 4.5',
)
WRONG_TURN: Final = (
    'watchlist add "Wrong Turn (2003)" "Wrong Turn 2: Dead End (2007)" --franchise "Wrong Turn"',
    'watchlist add "Wrong Turn 4: Bloody Beginnings (2011)" --before "wrong turn (2003)"',
    "watchlist add 'Wrong Turn 5: Bloodlines (2012)' "
    "--between 'bloody beginnings' 'wrong turn (2003)'",
)
DIARY: Final = tuple(
    f"watchlist watched {film} --on {date} --rating {rating}"
    for film, date, rating in (
        ('"the matrix" --through', "2024-03-02", "5"),
        ('"mad max 2"', "2025-02-01", "4.5"),
        ('"fury road"', "2025-02-02", "5"),
        ("furiosa", "2025-02-08", "4"),
    )
)
SCREENS: Final = {
    "order": Screen(
        "The Alien films in the order of their story, three of them seen",
        ["watchlist order alien"],
        ALIEN,
    ),
    "own-order": Screen(
        "The Wrong Turn films in the order of their story, from two facts",
        ['watchlist order "wrong turn"'],
        WRONG_TURN,
    ),
    "start": Screen(
        "Where one stands: what is in progress, what is to watch, what was seen last",
        ["watchlist"],
        (
            'watchlist franchise track "mad max"',
            'watchlist watched "mad max 2" --on 2025-02-01 --rating 4.5 --through',
            *WRONG_TURN,
        ),
    ),
    "stats": Screen(
        "Figures of what was watched, as bars",
        ["watchlist stats --limit 3"],
        (
            'watchlist franchise track "the matrix"',
            'watchlist franchise track "mad max"',
            *DIARY,
            *ALIEN,
            *WICK,
        ),
    ),
}
"""By the name of the file."""


def pictures() -> Iterator[tuple[Path, str]]:
    """Yield the files of the pictures, with what is to stand in them."""
    for name, screen in SCREENS.items():
        with tempfile.TemporaryDirectory() as folder:
            for line in screen.before:
                written(line, screen.columns, folder)
            lines = []
            for line in screen.shown:
                lines += [f"$ {line}", *written(line, screen.columns, folder).splitlines(), ""]
        yield IMAGES / f"{name}.svg", drawn(screen.title, lines[:-1], screen.columns)


def written(line: str, columns: int, folder: str) -> str:
    """Return what a command line writes to a terminal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (100, columns))
    _, *args = shlex.split(line)
    environment = {
        "HOME": folder,
        "LC_ALL": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONUTF8": "1",
        "TERM": "xterm",
        "WATCHLIST_LIBRARY": f"{folder}/library.json",
        "WATCHLIST_PAGER": "never",
    }
    with subprocess.Popen(  # noqa: S603 -- our own program
        [sys.executable, "-c", PROGRAM, *args],
        stdin=subprocess.DEVNULL,  # nobody answers a question
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=Path(__file__).parent.parent,
    ) as process:
        os.close(theirs)
        text = b"".join(_read(ours)).decode().replace("\r\n", "\n")
        os.close(ours)
    if process.returncode:
        raise RuntimeError(f"{line}: {text}")
    return text


def _read(terminal: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):  # the other end is closed
        while read := os.read(terminal, 65_536):
            yield read


def drawn(title: str, lines: Sequence[str], columns: int) -> str:
    """Return lines of a terminal as a picture that is light or dark as its reader's system is."""
    width = round(columns * CELL) + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    rows = [
        run
        for number, line in enumerate(lines)
        for run in _row(line, MARGIN + LINE * (number + 1) - 6)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-labelledby="title">',
            f'<title id="title">{escape(title)}</title>',
            f"<style>{STYLE}</style>",
            f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8"/>',
            *rows,
            "</svg>\n",
        ]
    )


def _row(line: str, y: int) -> Iterator[str]:
    """Yield the texts of a line, each as wide as its cells, whatever the font."""
    column = 0
    for text, kind in _styled(line):
        for part in _COLUMN.finditer(text):
            x = MARGIN + CELL * (column + wcswidth(text[: part.start()]))
            if set(part[0]) <= set(BLOCKS):  # as glyphs they would show their seams
                width = CELL / 8 * sum(BLOCKS.index(block) + 1 for block in part[0])
                yield f'<path d="M{x:.1f} {y - 11}h{width:.1f}v14h-{width:.1f}z"/>'
                continue
            yield (
                f'<text x="{x:.1f}" y="{y}" textLength="{CELL * wcswidth(part[0]):.1f}" '
                f'lengthAdjust="spacingAndGlyphs" class="{kind}">{escape(part[0])}</text>'
            )
        column += wcswidth(text)


def _styled(line: str) -> Iterator[tuple[str, str]]:
    """Yield the stretches of a line with the class of each."""
    if line.startswith("$ "):
        yield line, "typed"
        return
    kind, start = "plain", 0
    for code in _CODE.finditer(line):
        yield line[start : code.start()], kind
        kind, start = CLASSES[code[1]], code.end()
    yield line[start:], kind


def main() -> None:
    """Write all pictures, or check them."""
    for path, picture in pictures():
        if "--check" not in sys.argv[1:]:
            path.write_text(picture, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != picture:
            sys.exit(f"{path.name} is out of date: run python -m docs.screens")


if __name__ == "__main__":
    main()
