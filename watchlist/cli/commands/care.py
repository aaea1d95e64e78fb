"""Care of the library: undo, redo, history, doctor, backup, restore."""

from __future__ import annotations

import os

import click

from watchlist.cli.app import App, ask, confirm, hint, interactive, pass_app, today
from watchlist.cli.options import Command, output_format
from watchlist.cli.output import print_lines, print_report
from watchlist.errors import RefusedError
from watchlist.queries.checks import Finding, examine
from watchlist.queries.wording import join
from watchlist.render.columns import Line
from watchlist.render.views import backups_table, history_table
from watchlist.store import Changes, Step


def _record(step: Step) -> dict[str, object]:
    return {
        "step": step.step,
        "command": step.command,
        "when": step.when,
        "undone": step.undone,
        "records": sum(len(changed) for changed in step.changes.values()),
    }


@click.command("undo", cls=Command, examples=["watchlist undo"])
@output_format
@pass_app
def undo_command(app: App, /, *, output: str) -> None:
    """Take the last change back."""
    step = app.store.undo()
    confirm(output, f"Undone: {step.command}", lambda: [_record(step)])


@click.command("redo", cls=Command, examples=["watchlist redo"])
@output_format
@pass_app
def redo_command(app: App, /, *, output: str) -> None:
    """Make an undone change again."""
    step = app.store.redo()
    confirm(output, f"Done again: {step.command}", lambda: [_record(step)])


@click.command("history", cls=Command, examples=["watchlist history"])
@output_format
@pass_app
def history_command(app: App, /, *, output: str) -> None:
    """List the changes that can be undone."""
    steps = app.store.history()
    print_report(
        output,
        lambda: [_record(step) for step in steps],
        lambda: [history_table((s.step, s.when, s.command, s.undone) for s in steps)],
        empty="Nothing was changed yet.",
    )


@click.command("doctor", cls=Command, examples=["watchlist doctor", "watchlist doctor --fix"])
@click.option("--fix", is_flag=True, help="Put right what can be put right safely.")
@output_format
@pass_app
def doctor_command(app: App, /, *, fix: bool, output: str) -> None:
    """Say what is wrong in the library.

    Exit status 1 when something is left. --fix mends what loses nothing, as one change.
    """
    if fix:
        with app.edit() as library:
            mended = [found for found in examine(library, today()) if found.mend]
            for finding in mended:
                if finding.mend:
                    finding.mend(library)
            left = list(examine(library, today()))
        for finding in mended:
            hint(f"Mended: {finding.message}")
    else:
        left = list(examine(app.store.load(), today()))
    if output in ("json", "csv"):
        print_report(output, lambda: [_finding_record(f) for f in left], list, empty="")
    elif left:
        print_lines(output, [Line("- ", _finding_sentence(finding)) for finding in left])
    else:
        hint("Nothing is wrong.")
    if left:
        click.get_current_context().exit(1)


def _finding_sentence(finding: Finding) -> str:
    return finding.message + (" (--fix mends it)" if finding.mend else "")


def _finding_record(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.check,
        "message": finding.message,
        "fixable": finding.mend is not None,
    }


@click.command("backup", cls=Command, examples=["watchlist backup", "watchlist backup films.json"])
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@click.option("--list", "listing", is_flag=True, help="List the copies that are kept.")
@output_format
@pass_app
def backup_command(
    app: App, /, file: str | None, *, force: bool, listing: bool, output: str
) -> None:
    """Copy the library.

    Without FILE the copy joins those that are kept by age: they are made by themselves, once a
    day before the first change, and stand in a folder beside the library.
    """
    if listing:
        _list_backups(app, output)
        return
    if file and os.path.lexists(file):
        if not os.path.isfile(file):
            raise RefusedError(f"{file} is no file: choose another name.")
        if not force:
            raise RefusedError(f"{file} is there already: choose another name, or say --force.")
    path = app.store.backup(file)
    confirm(output, f"Copied the library to {path}.", lambda: [{"path": path}])


def _list_backups(app: App, output: str) -> None:
    records = [
        {"path": backup.path, "when": backup.when.isoformat(), "good": good}
        for backup, good in app.store.backups()
    ]
    print_report(
        output,
        lambda: records,
        lambda: [backups_table((str(r["when"]), str(r["path"]), bool(r["good"])) for r in records)],
        empty="There is no copy yet: “watchlist backup” makes one.",
    )


@click.command(
    "restore",
    cls=Command,
    examples=["watchlist restore --dry-run", "watchlist restore films.json"],
)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Only say what it would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@output_format
@pass_app
def restore_command(
    app: App, /, file: str | None, *, dry_run: bool, yes: bool, output: str
) -> None:
    """Go back to a copy of the library.

    Without FILE to the newest good one of those that are kept. It is one change, which "watchlist
    undo" takes back; a damaged library is kept beside the new one.
    """
    source = file or app.store.newest_backup()
    changes = app.store.difference(source)
    what = _what_changes(changes)
    record = {"path": source, "changes": what, "damaged": changes is None}
    if dry_run or (changes is not None and not changes):
        confirm(output, f"{source}: {what}.", lambda: [record])
        return
    if interactive() and not yes and not ask(f"{source}: {what}. Restore it?"):
        raise RefusedError("Nothing was restored.")
    app.restore(source)
    confirm(output, f"Restored {source}: {what}.", lambda: [record])


def _what_changes(changes: Changes | None) -> str:
    """Say how many records a restore changes, by table."""
    if changes is None:
        return "it replaces the damaged library, which is kept beside it"
    counts = (
        f"{len(records)} {name if len(records) > 1 else name.removesuffix('s')}"
        for name, records in changes.items()
    )
    return f"it changes {join(counts)}" if changes else "the library is like that already"
