"""Speaking: sentences, records in the format that was asked for, questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import click

from watchlist.cli.config.current import configuration
from watchlist.cli.formats import FORMATS, is_for_programs
from watchlist.cli.loading import load
from watchlist.cli.pager import show
from watchlist.cli.terminal import terminal_width
from watchlist.render.columns import Line, Section
from watchlist.render.json import JsonRecord, JsonRecords
from watchlist.render.style import style
from watchlist.render.text import printable
from watchlist.render.width import wrap

_ANSWER: Final = len(" [y/N]: y")


def say(text: str) -> None:
    """Print a sentence to stdout, wrapped at words to the terminal."""
    click.echo(wrapped(text))


def hint(text: str) -> None:
    """Print a sentence to stderr: a warning, or what a command did beside."""
    click.echo(wrapped(text, err=True), err=True)


def ask(question: str) -> bool:
    """Ask a person to confirm something; they decline unless they say yes: n, q and Enter leave."""
    agreed: bool = click.prompt(
        f"{wrapped(question, room=_ANSWER, err=True)} [y/N]",
        default="n",
        show_default=False,
        value_proc=_agreed,
        err=True,
    )
    return agreed


def _agreed(answer: str) -> bool:
    """Return what was answered to a question. Raises UsageError, which asks again."""
    meant = {"y": True, "yes": True, "n": False, "no": False, "q": False, "quit": False}
    if (word := answer.strip().lower()) not in meant:
        raise click.UsageError("answer y or n")
    return meant[word]


def wrapped(text: str, lead: str = "", *, room: int = 0, err: bool = False) -> str:
    """Return a sentence made safe, wrapped at words where its stream is a terminal.

    ``room`` columns are left for what follows it.
    """
    columns = terminal_width(err=err)
    return "\n".join(wrap(lead, printable(text), columns and max(columns - room, 1)))


def confirm(output: str, sentence: str, records: Callable[[], Sequence[JsonRecord]]) -> None:
    """Say what a change did: a sentence, or the changed records for programs.

    A single record is no list in JSON.
    """
    if not is_for_programs(output):
        say(sentence)
        return
    changed = records()
    print_records(output, lambda: changed, lambda: changed[0] if len(changed) == 1 else changed)


def print_report(
    output: str,
    records: JsonRecords,
    sections: Callable[[], Sequence[Section]],
    *,
    empty: str,
    document: Callable[[], object] | None = None,
) -> None:
    """Print records for programs, or sections for people.

    ``document`` is what JSON prints where that is not the list of records; ``empty`` is what
    people are told on stderr when no table has a row.
    """
    if is_for_programs(output):
        print_records(output, records, document)
        return
    filled = sections()
    if any(section.table.rows for section in filled):
        print_sections(output, filled)
    else:
        hint(empty)


def print_page(output: str, record: dict[str, Any], lines: Callable[[], Sequence[Line]]) -> None:
    """Print one record for programs, or lines for people."""
    if is_for_programs(output):
        print_records(output, lambda: [record], lambda: record)
    else:
        print_lines(output, lines())


def print_records(
    output: str, records: JsonRecords, document: Callable[[], object] | None = None
) -> None:
    """Print records for programs, as soon as some of them are made."""
    for piece in load(FORMATS[output].records)(records, document):
        click.echo(piece, nl=False)


def print_sections(output: str, sections: Sequence[Section]) -> None:
    """Print sections for people."""
    show(_pieces(output, sections), configuration().settings["pager"], colour=style().colour)


def _pieces(output: str, sections: Sequence[Section]) -> Iterator[str]:
    """Yield the text of sections, of long ones a piece at a time."""
    write, columns = load(FORMATS[output].sections), terminal_width()
    for index, section in enumerate(sections):
        yield "\n\n" if index else ""
        yield from write(section, columns)


def print_lines(output: str, lines: Sequence[Line]) -> None:
    """Print lines for people."""
    print_text(line_text(output, lines))


def line_text(output: str, lines: Sequence[Line]) -> str:
    """Return lines as they are printed."""
    text: str = load(FORMATS[output].lines)(lines, terminal_width())
    return text


def print_text(text: str) -> None:
    """Print a text for people, in a pager if it is longer than the screen."""
    show([text], configuration().settings["pager"], colour=style().colour)


def print_bytes(content: bytes) -> None:
    """Print a file to stdout as it is, whatever encoding and line ends the terminal has."""
    click.echo(content, nl=False)
