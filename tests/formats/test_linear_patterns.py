"""What is read by patterns in linear time is what plainer, slower patterns read."""

from __future__ import annotations

import io
import re

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from watchlist import dates
from watchlist.formats.parsing import days, titles, values
from watchlist.formats.parsing.sources import from_bytes
from watchlist.formats.readers import markdown, netflix
from watchlist.formats.registry import Options
from watchlist.merging.entries import Entry
from watchlist.packs.lines import Lines

MARKS = st.text(st.sampled_from("ab [](!)|#\\*_`~")).filter(lambda text: len(text) < 40)
DAYS = st.lists(
    st.sampled_from(["1", "20", "2020", "-", "–", "→", " ", "  ", "to", "..", "/", "a", "2021-"])
).map("".join)

WIKILINK = re.compile(r"!?\[\[([^\]|#]+)[^\]]*\]\]")
LINK = re.compile(r"\[((?:[^\]\\]|\\.)+)\]\(([^)]*)\)")
HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*")
SPAN = re.compile(
    r".*\d.*?(?:\s*[–—→]\s*|\s+(?:-|to|bis|until|au|al|a)\s+|\.\.|(?<=\d\d)/(?=\d{4}-))(.*\d.*)"
)
YEAR = re.compile(r"\s*\((\d{4})(?:[–-](?:\d{4})?)?\)+\s*$")
TWO_SCRIPTS = re.compile(r"([^/]*[\u3040-\u9fff\uac00-\ud7af][^/]*)/\s*([A-Za-zÀ-ɏ][^/]*)")
STORY_SPAN = re.compile(r"\s*(?:\.\.|–)\s*|(?<=\d{4})-(?=\d{4}\b)")
WORD = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
HEADER = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")


@given(MARKS)
def test_links_of_wikis_are_their_names(text: str) -> None:
    assert "".join(markdown._without_wikilinks(text)) == WIKILINK.sub(r"\1", text)


@given(MARKS)
def test_links_are_their_labels(text: str) -> None:
    assert "".join(markdown._without_links(text)) == LINK.sub(r"\1", text)


@given(st.text(st.sampled_from("# ab")).map(lambda text: f"#{text}"))
def test_a_heading_is_what_stands_between_its_marks(line: str) -> None:
    was = HEADING.fullmatch(line)
    items = list(markdown._items(f"{line}\n- x"))

    assert items[-1].heading == (was[1].strip(" *_:").casefold() if was else "")


@given(DAYS)
def test_of_two_whole_days_the_second_one_counts(text: str) -> None:
    assume(not any(pattern.fullmatch(text) for pattern, _ in days._RANGES))  # a day in part
    was = SPAN.fullmatch(text)

    assert days._until(text) == (was[1] if was else text)


@given(st.lists(st.sampled_from(["1", ":30", " ", ",", "T", "\n", "10:30"])).map("".join))
def test_a_time_is_cut_off(text: str) -> None:
    assert days._TIME.sub("", text) == re.sub(r"[T ,]+\d{1,2}:\d{2}.*", "", text)


@given(st.lists(st.sampled_from(["a", "(1995)", "(1995–)", " ", ")", "(", "(1995"])).map("".join))
def test_the_years_at_the_end_of_a_title_are_cut_off(text: str) -> None:
    rest, year = text.strip(), None
    while (match := YEAR.search(rest)) and match.start():
        rest, year = rest[: match.start()], int(match[1])

    assert titles._without_years(text.strip()) == (rest, year)


@given(st.text(st.sampled_from("中a/ 1é")))
def test_a_title_in_two_scripts(text: str) -> None:
    was, now = TWO_SCRIPTS.fullmatch(text), values._TWO_SCRIPTS.fullmatch(text)

    assert (now and now.groups()) == (was and was.groups())


@given(st.text(st.sampled_from("a:： ")))
def test_the_parts_of_a_title(text: str) -> None:
    assert netflix._PARTS.split(text) == re.split(r"\s*[:：]\s+", text)


@given(st.lists(st.sampled_from(["1990", "-", "..", "–", " ", "a"])).map("".join))
def test_the_ends_of_a_span_of_years(text: str) -> None:
    assert dates._SPAN.split(text, maxsplit=1) == STORY_SPAN.split(text, maxsplit=1)


@given(
    st.sampled_from(["[{}]", "[[{}]]", "  [ {} ] # x", "[{}] #]"]),
    st.lists(
        st.sampled_from(["films", "a-b", '"c d"', "'e]f'", '"g#"']), min_size=1, max_size=3
    ).map(".".join),
)
def test_the_headers_of_tables(form: str, name: str) -> None:
    line = form.format(name)
    was = HEADER.match(line)
    assert was
    path = tuple(
        "".join(found) for found in re.findall(r""""([^"]*)"|'([^']*)'|([\w-]+)""", was[2])
    )

    assert Lines(line).of((*path, 0) if "[[" in form else path) == 1


@pytest.mark.parametrize(
    "text",
    ["[", "*", "_a", "[a](", "[[", "[[a|", "\\[", "**a ", "a ", "(1990) ", "![[", "] (", "` "],
)
def test_a_line_of_many_marks_is_read_as_what_it_says(text: str) -> None:
    line = f"- [x] {text * 4000}Heat (1995)\n- [x] Alien (1979)\n"
    source = from_bytes("films.md", io.BytesIO(line.encode()))

    read = list(markdown.read(source, Options()))

    assert [item.title for item in read if isinstance(item, Entry)][-1] == "Alien"
    assert len(read) == 2
