"""Command lines are taken apart as shells take them apart, and texts put back as words."""

import shlex
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.cli.shells.powershell import quoted as powershell_word
from watchlist.cli.shells.words import Cursor, FishReader, Reader, Word, beginning, cursor, quoted

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), min_size=1)
QUOTES = st.sampled_from(["", "'", '"'])


@pytest.fixture(autouse=True)
def _variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("USERPROFILE", "/home/me")
    monkeypatch.setenv("SHELF", "films.json")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", [Word("", "")]),
        ("a", [Word("a", "a")]),
        ("a ", [Word("a", "a"), Word("", "")]),
        ("a  b\\ ", [Word("a", "a"), Word("b ", "b\\ ")]),
        ("a\\", [Word("a", "a\\")]),
        ("'a b", [Word("a b", "'a b", "'")]),
        ("'a\\", [Word("a\\", "'a\\", "'")]),
        ("x'a'\"b\" ", [Word("xab", "x'a'\"b\""), Word("", "")]),
        ('"a\\"\\$\\x', [Word('a"$\\x', '"a\\"\\$\\x', '"')]),
        ("\"it's", [Word("it's", "\"it's", '"')]),
        ("~ ~/x", [Word("/home/me", "~"), Word("/home/me/x", "~/x")]),
        ("~you 'a'~", [Word("~you", "~you"), Word("a~", "'a'~")]),
        ('$SHELF "${SHELF}"', [Word("films.json", "$SHELF"), Word("films.json", '"${SHELF}"')]),
        ("'$SHELF' \\$SHELF", [Word("$SHELF", "'$SHELF'"), Word("$SHELF", "\\$SHELF")]),
        ("$none $", [Word("$none", "$none"), Word("$", "$")]),
    ],
)
def test_a_line_is_taken_apart(line: str, words: list[Word]) -> None:
    assert Reader(line).words() == words


def test_in_fish_a_quote_can_be_escaped_between_single_quotes() -> None:
    assert FishReader(r"'it\'s \\ \x").words() == [Word(r"it's \ \x", r"'it\'s \\ \x", "'")]


@given(st.lists(WORDS))
def test_words_that_python_joins_are_read_back(words: list[str]) -> None:
    read = Reader(shlex.join(words) + " ").words()
    assert [word.text for word in read] == ([*words, ""] if words else [""])


@given(WORDS.filter(lambda word: "\n" not in word), QUOTES)
def test_a_quoted_text_is_read_back(text: str, quote: str) -> None:
    written = quote + quoted(text, quote) + quote
    assert Reader(written).words() == [Word(text, written)]


@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize("shell", ["bash", "sh"])
def test_every_sign_of_ascii_is_quoted_for_the_shell(shell: str, quote: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    signs = "".join(map(chr, range(32, 127)))
    for text in (signs, signs[::-1], "~", "#x", "=x", "a!b", "!"):
        script = f"printf %s {quote}{quoted(text, quote)}{quote}"
        said = subprocess.run([shell, "-c", script], capture_output=True, check=True).stdout
        assert said.decode() == text


@pytest.mark.parametrize(
    ("line", "replaced", "expected"),
    [
        ("w show al", "al", Cursor(["w", "show"], "al")),
        ("w show John\\ Wick:\\ C", "\\ C", Cursor(["w", "show"], "John Wick: C", "John Wick:")),
        ('w show "John W', "John W", Cursor(["w", "show"], "John W", "", '"')),
        ("w show It's a", "s a", Cursor(["w", "show"], "Its a", "It", "'")),
        ("w --tag=sc", "sc", Cursor(["w"], "--tag=sc", "--tag=")),
    ],
)
def test_the_part_that_the_shell_keeps_is_told(line: str, replaced: str, expected: Cursor) -> None:
    assert cursor(line, replaced) == expected


def test_a_part_that_is_not_at_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="x"):
        cursor("w show al", "x")


@given(st.lists(st.text("ab"), min_size=1))
def test_the_beginning_is_the_longest_that_all_share(texts: list[str]) -> None:
    found = beginning(texts)
    assert all(text.startswith(found) for text in texts)
    longer = {text[: len(found) + 1] for text in texts}
    assert len(longer) > 1 or longer == {found}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Alien", "Alien"),
        ("The Thing (1982)", "'The Thing (1982)'"),
        ("Schindler's $x", "'Schindler''s $x'"),
        ("Ocean\u2019s", "'Ocean\u2019\u2019s'"),
        ("@x", "'@x'"),
    ],
)
def test_a_word_of_powershell_is_quoted(text: str, word: str) -> None:
    assert powershell_word(text) == word
