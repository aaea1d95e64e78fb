"""The command line, the only place that imports Click. Thin: parse, call, render.

Import ``app`` for what a command works with, ``params`` and ``options`` for its arguments,
``references`` for what a person names, ``output`` for what it says; ``root`` is the program.
It imports every layer and the ground.
"""

import gc
import signal
from typing import NoReturn


def main() -> NoReturn:
    """Run the program. While its modules load, Ctrl-C ends it as it ends any other."""
    gc.disable()  # the program ends before collecting garbage would pay off
    by_default = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if by_default:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # an interrupted import is a traceback
    from watchlist.cli.root import main as run  # noqa: PLC0415 -- what takes so long

    if by_default:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()
