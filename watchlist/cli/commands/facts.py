"""Facts about films beside their own: credits, notes, links."""

from __future__ import annotations

import click

from watchlist.cli.app import App, confirm, pass_app, today
from watchlist.cli.options import JOBS, Command, output_format
from watchlist.cli.params import FILM, PERSON, TEXT
from watchlist.model import Credit, CreditStatus, Job, LinkKind, Note
from watchlist.render.records import full_record
from watchlist.render.views import part_words

relation = click.argument("relation", type=click.Choice([str(kind) for kind in LinkKind]))
source = click.option("--source", type=TEXT, metavar="URL", help="Where it is said.")


@click.command(
    "credit",
    cls=Command,
    examples=[
        'watchlist credit ballerina "Romain Lacourbas" --as cinematographer',
        'watchlist credit ballerina "Anne Parillaud" --cameo --status reported',
    ],
)
@click.argument("film", type=FILM)
@click.argument("name", type=PERSON)
@click.option(
    "--as",
    "job",
    type=click.Choice(JOBS),
    metavar="JOB",
    default=str(Job.CAST),
    show_default=True,
    help=f"What the person did: {', '.join(JOBS)}.",
)
@click.option("--role", type=TEXT, help="Whom the person plays.")
@click.option("--cameo", is_flag=True, help="A short appearance.")
@click.option(
    "--status",
    type=click.Choice([str(status) for status in CreditStatus]),
    help="How sure it is.",
)
@source
@click.option("--remove", is_flag=True, help="Take the credit back.")
@output_format
@pass_app
def credit_command(
    app: App,
    film: str,
    name: str,
    *,
    job: str,
    role: str | None,
    cameo: bool,
    status: str | None,
    source: str | None,
    remove: bool,
    output: str,
) -> None:
    """Say who took part in a film.

    The same person in the same job is brought up to date: what is not said again stays.
    """
    with app.edit() as library:
        number = app.film(library, film)
        said = Credit(name=name, job=Job(job))
        if remove:
            library.remove_credit(number, said)
        else:
            known = library.credit(number, said)
            credit = Credit(
                name=known.name,
                job=known.job,
                role=role or known.role,
                cameo=cameo or known.cameo,
                status=CreditStatus(status) if status else known.status,
                source=source or known.source,
            )
            library.add_credit(number, credit)
        changed = library.changed
    label = library.label(number)
    if remove:
        sentence = f"{name} is no longer {job} of {label}."
    elif changed:
        sentence = f"Credited {credit.name} in {label}, {part_words(credit)}."
    else:
        sentence = f"Nothing to change: {label} has {name} so already."
    confirm(output, sentence, lambda: [full_record(library, library.films[number], today())])


@click.command(
    "note",
    cls=Command,
    examples=['watchlist note ballerina "The cameo is confirmed." --source https://...'],
)
@click.argument("film", type=FILM)
@click.argument("text", type=TEXT)
@source
@output_format
@pass_app
def note_command(app: App, /, film: str, text: str, *, source: str | None, output: str) -> None:
    """Write down a dated note about a film."""
    with app.edit() as library:
        changed = library.add_note(
            app.film(library, film), Note(text=text, on=today(), source=source or "")
        )
    confirm(
        output,
        f"Noted about {changed.label}.",
        lambda: [full_record(library, changed, today())],
    )


@click.command(
    "link",
    cls=Command,
    examples=['watchlist link "point of no return" remake-of "la femme nikita"'],
)
@click.argument("film", type=FILM)
@relation
@click.argument("other", metavar="FILM", type=FILM)
@click.option("--no-join", is_flag=True, help="Do not make it a member of the other's franchise.")
@output_format
@pass_app
def link_command(
    app: App, /, film: str, relation: str, other: str, *, no_join: bool, output: str
) -> None:
    """Relate one film to another.

    A sequel, prequel or spinoff joins the franchise of the other film.
    """
    kind = LinkKind(relation)
    with app.edit() as library:
        one, two = app.film(library, film), app.film(library, other)
        library.link(one, kind, two, join=not no_join)
        changed = library.changed
    link = f"{library.label(one)}, {kind.words} {library.label(two)}"
    confirm(
        output,
        f"Linked: {link}." if changed else f"Nothing to change: {link}, is linked already.",
        lambda: [full_record(library, library.films[one], today())],
    )


@click.command(
    "unlink",
    cls=Command,
    examples=['watchlist unlink colombiana spiritual-sequel-to "the professional"'],
)
@click.argument("film", type=FILM)
@relation
@click.argument("other", metavar="FILM", type=FILM)
@output_format
@pass_app
def unlink_command(app: App, /, film: str, relation: str, other: str, *, output: str) -> None:
    """Take a link back."""
    kind = LinkKind(relation)
    with app.edit() as library:
        one, two = app.film(library, film), app.film(library, other)
        library.unlink(one, kind, two)
    confirm(
        output,
        f"Unlinked: {library.label(one)}, {kind.words} {library.label(two)}.",
        lambda: [full_record(library, library.films[one], today())],
    )
