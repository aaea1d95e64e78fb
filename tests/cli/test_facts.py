"""``credit``, ``note``, ``link`` and ``unlink``."""

import pytest

from tests.conftest import Run

RELATIONS = [
    # (kind, in words from the one end, in words from the other end)
    ("sequel-to", "sequel to", "followed by"),
    ("prequel-to", "prequel to", "preceded by"),
    ("spinoff-of", "spinoff of", "has the spinoff"),
    ("remake-of", "remake of", "remade as"),
    ("reboot-of", "reboot of", "rebooted as"),
    ("inspired-by", "inspired by", "inspired"),
    ("spiritual-sequel-to", "spiritual sequel to", "has the spiritual sequel"),
    ("crossover-with", "crossover with", "crossover with"),
    ("alternative-to", "alternative to", "alternative to"),
    ("requires", "requires", "required by"),
]
JOINING = ["sequel-to", "prequel-to", "spinoff-of"]
APART = [kind for kind, _, _ in RELATIONS if kind not in JOINING]


@pytest.fixture
def pair(run: Run) -> Run:
    """Return a library with one film outside of any franchise and one inside."""
    run.ok("add", "Old (1990)", "--franchise", "Saga")
    run.ok("add", "New (2000)")
    return run


@pytest.mark.parametrize(("kind", "words", "inverse"), RELATIONS)
def test_a_link_is_shown_from_both_ends(pair: Run, kind: str, words: str, inverse: str) -> None:
    result = pair("link", "new", kind, "old")
    assert (result.exit_code, result.stdout) == (
        0,
        f"Linked: New (2000), {words} Old (1990).\n",
    )
    assert f"  Links       {words} Old (1990)\n" in pair.ok("show", "new")
    assert f"  Links       {inverse} New (2000)\n" in pair.ok("show", "old")
    (link,) = pair.json("show", "old")["links"]
    assert (link["relation"], link["kind"], link["id"], link["film"]) == (
        inverse,
        kind,
        2,
        "New (2000)",
    )


@pytest.mark.parametrize("kind", JOINING)
@pytest.mark.parametrize("way", ["link", "add"])
def test_a_sequel_prequel_or_spinoff_joins_the_franchise_and_that_is_said(
    pair: Run, kind: str, way: str
) -> None:
    args = ["link", "new", kind, "old"] if way == "link" else ["add", "Newer", f"--{kind}", "old"]
    result = pair(*args)
    title = "New" if way == "link" else "Newer"
    assert (result.exit_code, result.stderr) == (0, f"{title} joined Saga.\n")
    assert title in pair.titles("saga")


@pytest.mark.parametrize("kind", APART)
@pytest.mark.parametrize("way", ["link", "add"])
def test_no_other_link_pulls_a_film_into_a_franchise(pair: Run, kind: str, way: str) -> None:
    args = ["link", "new", kind, "old"] if way == "link" else ["add", "Newer", f"--{kind}", "old"]
    result = pair(*args)
    assert (result.exit_code, result.stderr) == (0, "")
    assert pair.titles("saga") == ["Old"]


def test_no_join_keeps_a_sequel_out(pair: Run) -> None:
    result = pair("link", "new", "sequel-to", "old", "--no-join")
    assert (result.exit_code, result.stderr) == (0, "")
    assert pair.titles("saga") == ["Old"]


@pytest.mark.parametrize(("kind", "words", "_inverse"), RELATIONS)
def test_unlink_takes_a_link_back_from_both_ends(
    pair: Run, kind: str, words: str, _inverse: str
) -> None:
    pair.ok("link", "new", kind, "old")
    said = pair.ok("unlink", "new", kind, "old")
    assert said == f"Unlinked: New (2000), {words} Old (1990).\n"
    assert [pair.json("show", title)["links"] for title in ("old", "new")] == [[], []]


@pytest.mark.parametrize("kind", ["crossover-with", "alternative-to"])
def test_a_symmetric_link_is_one_link_whichever_way_it_is_said(pair: Run, kind: str) -> None:
    pair.ok("link", "new", kind, "old")
    before = pair.library.read_bytes()
    assert pair.ok("link", "old", kind, "new").startswith("Nothing to change: ")
    assert pair.library.read_bytes() == before
    pair.ok("unlink", "old", kind, "new")
    assert pair.json("show", "new")["links"] == []


def test_the_same_link_again_changes_nothing(pair: Run) -> None:
    pair.ok("link", "new", "remake-of", "old")
    before = pair.library.read_bytes()
    said = pair.ok("link", "new", "remake-of", "old")
    assert said == "Nothing to change: New (2000), remake of Old (1990), is linked already.\n"
    assert pair.library.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "status", "sentence"),
    [
        (["link", "new", "remake-of", "new"], 1, "New (2000) cannot be linked to itself."),
        (
            ["unlink", "new", "remake-of", "old"],
            1,
            "New (2000) has no link “remake of Old (1990)” to take back.",
        ),
        (["link", "new", "remake-of", "nowhere"], 3, "There is no film “nowhere”."),
    ],
)
def test_a_link_that_cannot_be_is_refused(
    pair: Run, args: list[str], status: int, sentence: str
) -> None:
    before = pair.library.read_bytes()
    result = pair(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr == f"Error: {sentence}\n"
    assert pair.library.read_bytes() == before


def test_an_unknown_relation_is_wrong_usage(pair: Run) -> None:
    result = pair("link", "new", "cousin-of", "old")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'cousin-of' is not one of 'sequel-to'" in result.stderr


@pytest.mark.parametrize(
    "job",
    [
        *("director", "writer", "cast", "producer", "cinematographer"),
        *("composer", "editor", "creator", "designer", "crew"),
    ],
)
def test_a_person_is_credited_in_each_job(pair: Run, job: str) -> None:
    said = pair.ok("credit", "old", "Jo Doe", "--as", job)
    assert said == f"Credited Jo Doe in Old (1990), {job}.\n"
    (film,) = pair.json("person", "jo doe")
    assert [credit["as"] for credit in film["credits"]] == [job]


def test_a_credit_is_brought_up_to_date_and_keeps_what_is_not_said_again(pair: Run) -> None:
    pair.ok("credit", "old", "Jo Doe", "--cameo", "--status", "reported", "--role", "The cat")
    said = pair.ok("credit", "old", "jo doe", "--status", "confirmed", "--source", "https://e.org")
    assert said == "Credited Jo Doe in Old (1990), cast: The cat (cameo).\n"
    assert pair.json("show", "old")["credits"] == [
        {
            "name": "Jo Doe",
            "as": "cast",
            "role": "The cat",
            "cameo": True,
            "status": "confirmed",
            "on": "2023-03-24",
            "source": "https://e.org",
            "earlier": [{"status": "reported", "on": "2023-03-24", "source": None}],
        }
    ]


def test_an_unconfirmed_cameo_is_marked_for_people(pair: Run) -> None:
    pair.ok("credit", "old", "Jo Doe", "--cameo", "--status", "rumored")
    assert "Jo Doe, cast (cameo, rumored)" in pair.ok("show", "old")
    assert "cast (cameo, rumored)" in pair.ok("person", "jo doe")


def test_the_same_credit_again_changes_nothing(pair: Run) -> None:
    pair.ok("credit", "old", "Jo Doe")
    before = pair.library.read_bytes()
    assert pair.ok("credit", "old", "Jo Doe") == (
        "Nothing to change: Old (1990) has Jo Doe so already.\n"
    )
    assert pair.library.read_bytes() == before


def test_a_credit_is_taken_back(pair: Run) -> None:
    pair.ok("credit", "old", "Jo Doe", "--as", "writer")
    assert pair.ok("credit", "old", "Jo Doe", "--as", "writer", "--remove") == (
        "Jo Doe is no longer writer of Old (1990).\n"
    )
    result = pair("credit", "old", "Jo Doe", "--remove")
    assert (result.exit_code, result.stderr) == (1, "Error: Old (1990) has no cast Jo Doe.\n")


def test_a_note_is_dated_and_keeps_its_source(pair: Run) -> None:
    said = pair.ok("note", "old", "Better than it looks.", "--source", "https://example.org")
    assert said == "Noted about Old (1990).\n"
    assert pair.json("show", "old")["notes"] == [
        {"text": "Better than it looks.", "on": "2023-03-24", "source": "https://example.org"}
    ]


def test_a_note_of_several_lines_keeps_them(pair: Run) -> None:
    pair.ok("note", "old", "First line.\nSecond line.")
    assert pair.json("show", "old")["notes"][0]["text"] == "First line.\nSecond line."
    assert pair.ok("show", "old").endswith(
        "  Notes       2023-03-24 First line.\n              Second line.\n"
    )
