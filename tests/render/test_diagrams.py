"""Mermaid and Graphviz: hostile titles stay text, and shared films are one node."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from tests.render.sagas import HOSTILE, branches, drawn, film, library_of, saga
from tests.strategies import titles
from watchlist.render.pictures.diagrams import dot_text, mermaid_text

NODE = re.compile(r'    f\d+(?:\["|\("|\{\{")[\w \-.,:()\'’!?–#;]*(?:"\]|"\)|"\}\}):::\w+')
EDGE = re.compile(r"    f\d+ -\.?->?(?:\|\"[\w \-.,:()'’!?–#;]*\"\|)? f\d+")
STRING = r'"(?:[^"\\\n]|\\["\\])*"'
DOT = re.compile(
    rf'digraph {STRING} {{\n(?:    (?:\w+(?: -> \w+)?(?: \[[^"\n]*(?:{STRING}[^"\n]*)*\])?'
    rf"|label={STRING}; [^\n]*);\n)*}}\n"
)


def test_the_flowchart_of_a_saga() -> None:
    assert mermaid_text(*drawn(saga())).splitlines()[:10] == [
        "flowchart TD",
        "    accTitle: Saga in story order",
        '    f3("The Beginning (2010)"):::unseen',
        '    f1["Saga: First (2001)"]:::seen',
        '    f2("Saga: Second (2004)"):::unseen',
        '    f4{{"Saga: Last (2030)"}}:::coming',
        "    f3 --> f1",
        "    f1 --> f2",
        "    f2 --> f4",
        '    f3 -.->|"spinoff of"| f2',
    ]


def test_the_digraph_of_a_saga() -> None:
    lines = dot_text(*drawn(saga())).splitlines()
    assert lines[0] == 'digraph "Saga in story order" {'
    assert '    f3 [label="The Beginning (2010)", fillcolor="#ffffff", color="#68707d"];' in lines
    assert lines[-5:] == [
        "    f3 -> f1;",
        "    f1 -> f2;",
        "    f2 -> f4;",
        '    f3 -> f2 [label="spinoff of", style=dotted, constraint=false, color="#68707d"];',
        "}",
    ]


def test_a_film_of_several_continuities_is_one_node_and_arrows_name_theirs() -> None:
    text = mermaid_text(*drawn(branches()))
    assert text.count("Night (1978)") == 1
    assert '    f1 -->|"old"| f2' in text.splitlines()
    assert '    f3 -->|"new"| f1' in text.splitlines()


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_one_node_of_each_diagram(title: str) -> None:
    view = drawn(library_of(film(title, 2001), film(title, 2002)))
    assert sum(1 for _ in NODE.finditer(mermaid_text(*view))) == 2
    assert DOT.fullmatch(dot_text(*view))


@given(titles)
def test_any_title_keeps_the_syntax_of_each_diagram(title: str) -> None:
    view = drawn(library_of(film(title, 2001), film("B", 2002)))
    lines = mermaid_text(*view).splitlines()
    assert all(NODE.fullmatch(line) for line in lines[2:4])
    assert EDGE.fullmatch(lines[4])
    assert lines[5].startswith("    classDef")
    assert DOT.fullmatch(dot_text(*view))
