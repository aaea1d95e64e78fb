"""Commands whose help ends with examples and with related commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click


class Documented(click.Command):
    """A command that says how it is used, and which commands to see as well.

    ``examples`` are whole command lines; ``related`` are commands as they are typed behind the
    name of the program: ``pack add``.
    """

    def __init__(
        self,
        *args: Any,
        examples: Sequence[str] = (),
        related: Sequence[str] = (),
        **settings: Any,
    ) -> None:
        super().__init__(*args, **settings)
        self.examples = examples
        self.related = [f"watchlist {name}" for name in related]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options, and which commands to see as well."""
        super().format_epilog(ctx, formatter)
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        if self.related:
            formatter.write_paragraph()
            formatter.write_text(f"See also: {', '.join(self.related)}")
