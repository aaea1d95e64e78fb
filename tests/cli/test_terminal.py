"""At a terminal the program asks; Ctrl-C ends it and nothing is changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.conftest import Run

pty = pytest.importorskip("pty", reason="pseudo-terminals are a thing of POSIX")

QUESTION = ": "


class Terminal:
    """A program at a pseudo-terminal, which is its stdin and stderr; stdout is apart."""

    def __init__(self, run: Run, *args: str) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "watchlist", "--library", str(run.library), *args],
            stdin=theirs,
            stderr=theirs,
            stdout=subprocess.PIPE,
            env={**os.environ, "TERM": "xterm"},
            start_new_session=True,
        )
        os.close(theirs)
        self.seen = ""

    def read_until(self, text: str) -> str:
        """Read what the program says until a text appears."""
        while text not in self.seen:
            self.read_more()
        return self.seen

    def read_more(self) -> None:
        """Read what the program says next."""
        self.seen += os.read(self._ours, 1024).decode()

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def interrupt(self) -> None:
        """Send what Ctrl-C sends, until it is taken note of.

        A signal that comes between the question and the wait for its answer is only seen when
        the next one ends that wait.
        """
        while self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=5)

    def end(self) -> tuple[int, str]:
        """Wait for the end and return the exit status and stdout."""
        stdout, _ = self.process.communicate(timeout=30)
        while True:
            try:
                read = os.read(self._ours, 1024)
            except OSError:  # the other end is closed
                break
            if not read:
                break
            self.seen += read.decode()
        return self.process.returncode, stdout.decode()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()
        os.close(self._ours)


@pytest.fixture
def at_terminal(run: Run) -> Iterator[type[Terminal]]:
    """Return a way to start the program, on a library of three namesakes."""
    run.ok("add", "Halloween (1978)", "Halloween (2007)", "Halloween (2018)")
    opened: list[Terminal] = []

    class Opened(Terminal):
        def __init__(self, run: Run, *args: str) -> None:
            super().__init__(run, *args)
            opened.append(self)

    yield Opened
    for terminal in opened:
        terminal.close()


def test_ambiguity_is_a_choice(run: Run, at_terminal: type[Terminal]) -> None:
    terminal = at_terminal(run, "watched", "halloween", "--on", "2020")
    asked = terminal.read_until("Which one")
    assert [line.split() for line in asked.splitlines()[1:4]] == [
        ["1", "Halloween", "(1978)", "[id:1]"],
        ["2", "Halloween", "(2007)", "[id:2]"],
        ["3", "Halloween", "(2018)", "[id:3]"],
    ]
    terminal.type("2\n")
    assert terminal.end() == (0, "Watched Halloween (2007) in 2020.\n")
    assert [viewing["year"] for viewing in run.json("log")] == [2007]


def test_a_number_out_of_range_is_asked_again(run: Run, at_terminal: type[Terminal]) -> None:
    terminal = at_terminal(run, "show", "halloween", "-f", "csv")
    terminal.read_until("Which one")
    terminal.type("4\n")
    terminal.read_until("not in the range")
    terminal.type("1\n")
    status, stdout = terminal.end()
    assert (status, stdout.splitlines()[1][:19]) == (0, "1,Halloween,1978,fi")


def test_remove_asks_and_yes_removes(run: Run, at_terminal: type[Terminal]) -> None:
    terminal = at_terminal(run, "remove", "halloween (2007)")
    assert "Remove Halloween (2007)? [y/N]" in terminal.read_until(QUESTION)
    terminal.type("y\n")
    assert terminal.end() == (0, "Removed Halloween (2007).\n")


@pytest.mark.parametrize(
    ("args", "answers", "heading"),
    [
        (["saga:north"], ["2"], "Long Saga:Northwest · timeline"),
        (["saga", "--continuity", "north"], ["1"], "Long Saga:Northeast · timeline"),
        (["long:north"], ["1", "2"], "Long Saga:Northwest · timeline"),
        (["saga", "--by", "by"], ["2"], "Long Saga:Northeast · by year"),
    ],
)
def test_ambiguous_continuities_and_orders_are_asked_once_each(
    run: Run, at_terminal: type[Terminal], args: list[str], answers: list[str], heading: str
) -> None:
    run.ok("add", "A", "--franchise", "Long Saga:Northeast", "--franchise", "Long Sagas:Main")
    run.ok("add", "B", "--franchise", "Long Saga:Northwest")
    for name in ("by hand", "by year"):
        run.ok("franchise", "arrange", "saga", name, "a")
    terminal = at_terminal(run, "order", *args)
    for number, answer in enumerate(answers, start=1):
        while terminal.seen.count("Which one") < number:
            terminal.read_more()
        terminal.type(f"{answer}\n")
    status, stdout = terminal.end()
    assert (status, stdout.partition(" · 0 of")[0]) == (0, heading)
    assert terminal.seen.count("Which one") == len(answers)


@pytest.mark.parametrize("answer", ["n\n", "\n"])
def test_remove_without_a_yes_is_refused(
    run: Run, at_terminal: type[Terminal], answer: str
) -> None:
    before = run.library.read_bytes()
    terminal = at_terminal(run, "remove", "halloween (2007)")
    terminal.read_until(QUESTION)
    terminal.type(answer)
    assert terminal.end() == (1, "")
    assert terminal.seen.endswith("\x1b[31mError:\x1b[0m Nothing was removed.\r\n")
    assert run.library.read_bytes() == before


def test_the_option_yes_asks_nothing(run: Run, at_terminal: type[Terminal]) -> None:
    terminal = at_terminal(run, "remove", "halloween (2007)", "--yes")
    assert terminal.end() == (0, "Removed Halloween (2007).\n")
    assert terminal.seen == ""


def test_an_ambiguous_remove_asks_which_one_once(run: Run, at_terminal: type[Terminal]) -> None:
    terminal = at_terminal(run, "remove", "halloween")
    terminal.read_until("Which one")
    terminal.type("3\n")
    terminal.read_until("Remove Halloween (2018)? [y/N]")
    terminal.type("y\n")
    assert terminal.end() == (0, "Removed Halloween (2018).\n")
    assert terminal.seen.count("Which one") == 1


def test_a_forgotten_franchise_is_confirmed(run: Run, at_terminal: type[Terminal]) -> None:
    run.ok("franchise", "add", "Saga", "halloween (1978)")
    terminal = at_terminal(run, "franchise", "delete", "saga")
    terminal.read_until("Forget the franchise Saga? [y/N]")
    terminal.type("n\n")
    assert terminal.end() == (1, "")
    assert len(run.json("franchise", "list")) == 1


@pytest.mark.parametrize("args", [["watched", "halloween"], ["remove", "halloween (2007)"]])
def test_ctrl_c_at_a_question_is_exit_130_nothing_changed(
    run: Run, at_terminal: type[Terminal], args: list[str]
) -> None:
    before = run.library.read_bytes()
    terminal = at_terminal(run, *args)
    terminal.read_until(QUESTION)
    terminal.interrupt()
    assert terminal.end() == (130, "")
    assert "Interrupted: nothing was changed." in terminal.seen
    assert "Traceback" not in terminal.seen
    assert run.library.read_bytes() == before


INTERRUPTED_IMPORT = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == "watchlist.cli.root":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
from watchlist.cli import main
main()
"""


def test_ctrl_c_while_the_program_loads_is_no_traceback() -> None:
    result = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_IMPORT], capture_output=True, check=False
    )
    assert (result.returncode, result.stdout, result.stderr) == (-signal.SIGINT, b"", b"")


def test_ctrl_c_before_a_command_begins_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("watchlist.cli.root.terminal_width", interrupted)
    result = run("list")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.strip() == "Interrupted: nothing was changed."


def test_a_hostile_title_is_asked_about_as_escapes(run: Run, at_terminal: type[Terminal]) -> None:
    run.ok("add", "Bad\x1b[31m")
    terminal = at_terminal(run, "remove", "id:4")
    assert r"Remove Bad\x1b[31m? [y/N]" in terminal.read_until(QUESTION)
    terminal.type("n\n")
    assert terminal.end() == (1, "")
    assert "\x1b" not in terminal.seen.replace("\x1b[31mError:\x1b[0m", "")


def test_without_a_terminal_nothing_is_asked(run: Run) -> None:
    run.ok("add", "Halloween (1978)", "Halloween (2007)")
    assert run("watched", "halloween").exit_code == 4
    assert run.ok("remove", "halloween (2007)") == "Removed Halloween (2007).\n"
