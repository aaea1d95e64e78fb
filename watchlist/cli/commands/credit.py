"""Saying who took part in a film."""

from __future__ import annotations

from typing import Any

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import on_option, output_format, source_option
from watchlist.cli.output import confirm
from watchlist.cli.params import CREDIT_STATUS, FILM, PERSON, TEXT
from watchlist.library.credits import CreditUpdate, renewed
from watchlist.model import Credit, CreditStatus, Job
from watchlist.render.records import full_record
from watchlist.render.views import part_words

_JOBS = [str(job) for job in Job]


@click.command(
    "credit",
    cls=Command,
    examples=[
        'watchlist credit ballerina "Romain Lacourbas" --as cinematographer',
        'watchlist credit ballerina "Anne Parillaud" --cameo --status reported',
    ],
    related=["person", "edit"],
)
@click.argument("film", type=FILM)
@click.argument("name", type=PERSON)
@click.option(
    "--as",
    "job",
    type=click.Choice(_JOBS),
    metavar="JOB",
    default=str(Job.CAST),
    show_default=True,
    help=f"What the person did: {', '.join(_JOBS)}.",
)
@click.option("--role", type=TEXT, help="Whom the person plays.")
@click.option("--cameo", is_flag=True, help="A short appearance.")
@click.option(
    "--status",
    type=CREDIT_STATUS,
    metavar="STATUS",
    help=f"How sure it is: {', '.join(CreditStatus)}.",
)
@source_option
@on_option
@click.option("--remove", is_flag=True, help="Take the credit back.")
@output_format
@pass_app
def command(
    app: App, film: str, name: str, *, job: str, remove: bool, output: str, **said: Any
) -> None:
    """Say who took part in a film.

    The same person in the same job is brought up to date: what is not said again stays, and what
    was said earlier, when and where, is kept.
    """
    with app.edit() as library:
        number = references.film(library, film)
        credit = Credit(name=name, job=Job(job))
        if remove:
            library.remove_credit(number, credit)
        else:
            credit = renewed(library.credit(number, credit), CreditUpdate(**said), today())
            library.add_credit(number, credit)
        changed = library.changed
    label = library.label(number)
    if remove:
        sentence = f"{name} is no longer {job} of {label}."
    elif changed:
        sentence = f"Credited {credit.name} in {label}, {part_words(credit)}."
    else:
        sentence = f"Nothing to change: {label} has {name} so already."
    confirm(output, sentence, lambda: [full_record(library, library.shown[number], today())])
