"""Hypothesis strategies for the records of the model, and for documents of a newer version."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from watchlist.dates import PartialDate, StoryDate
from watchlist.model import (
    Continuity,
    Credit,
    CreditStatus,
    Film,
    FilmList,
    Franchise,
    Holding,
    Job,
    Kind,
    Link,
    LinkKind,
    ListedFilm,
    NamedOrder,
    Note,
    Pass,
    Placement,
    PlacementKind,
    Record,
    Statement,
    Viewing,
)

TABLES: list[type[Film | Link | Franchise | FilmList]] = [Film, Link, Franchise, FilmList]
"""The types of the records that have a table."""

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
titles = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
numbers = st.integers(1, 10**6)
film_ids = st.lists(numbers, max_size=4).map(tuple)
tags = st.lists(texts, max_size=3, unique=True).map(tuple)
stars = st.integers(10, 100).map(lambda percent: percent / 20)
days = st.dates()


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Draw a date known to the day, the month or the year, or TBA."""
    day = draw(days)
    known = draw(st.integers(0, 3))
    return PartialDate(*(day.year, day.month, day.day)[:known]) if known else PartialDate(None)


@st.composite
def story_texts(draw: st.DrawFn) -> str:
    """Draw a story date in the notation of the command line."""
    circa = draw(st.sampled_from(["", "c. ", "circa ", "~"]))
    era = draw(st.sampled_from(["", " BC", " BCE", " CE", " BBY", " ABY", " TA"]))
    first = draw(st.integers(0, 3000))
    if draw(st.booleans()):
        return f"{circa}{first // 10 * 10}s{era}"
    if draw(st.booleans()):
        return f"{circa}{first}{era}"
    last = first + draw(st.integers(0, 50))
    span = (last, first) if era in (" BC", " BCE", " BBY") else (first, last)
    return f"{circa}{span[0]}..{span[1]}{era}"


story_dates = story_texts().map(StoryDate)

viewings = st.builds(
    Viewing,
    watched_on=st.none() | partial_dates(),
    rating=st.none() | stars,
    rewatch=st.booleans(),
    tags=tags,
    note=texts,
    instant=texts,
    mark=texts,
)
notes = st.builds(Note, text=texts, on=st.none() | partial_dates(), source=texts)
statements = st.builds(
    Statement,
    status=st.sampled_from(CreditStatus),
    on=st.none() | partial_dates(),
    source=texts,
)
credit_lines = st.builds(
    Credit,
    name=texts,
    job=st.sampled_from(Job),
    role=texts,
    cameo=st.booleans(),
    status=st.none() | st.sampled_from(CreditStatus),
    on=st.none() | partial_dates(),
    source=texts,
    earlier=st.lists(statements, max_size=2).map(tuple),
)
film_fields: dict[str, st.SearchStrategy[Any]] = {
    "id": numbers,
    "title": titles,
    "uid": texts,
    "year": st.none() | st.integers(1, 9999),
    "release": st.none() | partial_dates(),
    "kind": st.sampled_from(Kind),
    "runtime": st.none() | st.integers(1, 100_000),
    "original_title": texts,
    "aliases": tags,
    "imdb": texts,
    "tmdb": st.none() | numbers,
    "letterboxd": texts,
    "wikidata": texts,
    "tvdb": st.none() | numbers,
    "story": st.none() | story_dates,
    "genres": tags,
    "languages": tags,
    "countries": tags,
    "tags": tags,
    "where": tags,
    "seasons": st.lists(st.none() | st.integers(0, 99), max_size=3).map(tuple),
    "whole": st.none() | numbers,
    "span": texts,
    "to_watch": st.booleans(),
    "added": st.none() | days,
    "rating": st.none() | stars,
    "viewings": st.lists(viewings, max_size=3).map(tuple),
    "credits": st.lists(credit_lines, max_size=2).map(tuple),
    "notes": st.lists(notes, max_size=2).map(tuple),
    "sources": st.dictionaries(texts, texts, max_size=2),
}
"""A strategy for each field of a film: ``tests/test_model.py`` holds that none is missing."""
films = st.builds(Film, **film_fields)
links = st.builds(
    Link,
    id=numbers,
    film=numbers,
    kind=st.sampled_from(LinkKind),
    other=numbers,
    uid=texts,
    together=film_ids,
)
placements = st.builds(
    Placement,
    films=film_ids,
    kind=st.sampled_from(PlacementKind),
    anchors=film_ids,
    continuity=texts,
    note=texts,
)
continuities = st.builds(
    Continuity,
    name=texts,
    films=film_ids,
    optional=film_ids,
    description=texts,
    essential=film_ids,
    filler=film_ids,
)
orders = st.builds(NamedOrder, name=texts, films=film_ids)
franchises = st.builds(
    Franchise,
    id=numbers,
    name=titles,
    uid=texts,
    aliases=tags,
    continuities=st.lists(continuities, max_size=2).map(tuple),
    placements=st.lists(placements, max_size=2).map(tuple),
    orders=st.lists(orders, max_size=2).map(tuple),
    default_order=texts,
    holds=st.lists(st.builds(Holding, franchise=numbers, continuity=texts), max_size=2).map(tuple),
    preferred=film_ids,
    skipped=film_ids,
    passes=st.lists(st.builds(Pass, since=days, until=st.none() | days), max_size=2).map(tuple),
)
film_lists = st.builds(
    FilmList,
    id=numbers,
    name=titles,
    url=texts,
    description=texts,
    films=st.lists(st.builds(ListedFilm, film=numbers, note=texts), max_size=3).map(tuple),
)
records: st.SearchStrategy[Record] = st.one_of(films, links, franchises, film_lists)

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)


MAPPINGS = ("sources",)
"""Objects whose keys are data and no fields."""


@st.composite
def newer_documents(draw: st.DrawFn, document: Any) -> Any:
    """Draw a document as a newer version writes it: with unknown fields at every depth."""
    if isinstance(document, dict):
        known = {
            key: value if key in MAPPINGS else draw(newer_documents(value))
            for key, value in document.items()
        }
        return known | {"x-newer": draw(json_values)}
    if isinstance(document, list):
        return [draw(newer_documents(item)) for item in document]
    return document
