"""The table of settings: what a setting takes, and which source wins."""

from __future__ import annotations

import pytest

from watchlist.cli.config.settings import SETTINGS, Setting, Settings

every_setting = pytest.mark.parametrize("setting", SETTINGS.values(), ids=lambda s: s.name)


@every_setting
def test_a_default_is_a_value_that_can_be_set(setting: Setting) -> None:
    assert setting.read(setting.default) == setting.default


@every_setting
def test_every_choice_can_be_set_whatever_its_case(setting: Setting) -> None:
    for choice in setting.choices:
        assert setting.read(choice.upper()) == choice


@every_setting
def test_what_is_no_text_is_refused_with_what_it_can_be(setting: Setting) -> None:
    values: list[object] = [None, True, 1.5, [], {}]
    for value in values:
        with pytest.raises(ValueError, match=f"{setting.name} is .*, not (“|that)"):
            setting.read(value)


@every_setting
def test_a_meaning_is_a_sentence_and_a_variable_has_the_prefix(setting: Setting) -> None:
    assert setting.meaning.endswith(".")
    assert setting.variable.startswith("WATCHLIST_")


@pytest.mark.parametrize("name", ["rating", "date", "order", "table", "week", "colour"])
def test_a_setting_of_choices_takes_no_other_text(name: str) -> None:
    with pytest.raises(ValueError, match=r"^\w+ is [\w, ]+ or \w+, not “other”$"):
        SETTINGS[name].read("other")


def test_a_number_is_as_good_as_its_text() -> None:
    assert SETTINGS["rating"].read(10) == SETTINGS["rating"].read("10") == "10"


def test_a_pager_and_a_library_are_any_text() -> None:
    assert SETTINGS["pager"].read("less -S") == "less -S"
    assert SETTINGS["library"].read("Films.json") == "Films.json"


def test_without_anything_set_all_values_are_defaults() -> None:
    settings = Settings({}, {})
    assert {name: settings.value(name) for name in SETTINGS} == {
        name: (setting.default, "default") for name, setting in SETTINGS.items()
    }


@every_setting
def test_a_variable_overrides_the_file_and_an_option_the_variable(setting: Setting) -> None:
    low, middle, high = (*setting.choices, "a", "b", "c")[:3] if setting.other else (
        setting.choices[0], setting.choices[-1], setting.choices[0]
    )  # fmt: skip
    if setting.name.endswith("_url"):
        low, middle, high = (f"https://{name}.example" for name in ("low", "middle", "high"))
    elif setting.check:
        low, middle, high = "Europe/Berlin", "Asia/Tokyo", "UTC"
    settings = Settings({setting.name: low}, {setting.variable: middle})
    assert settings.value(setting.name) == (middle, setting.variable)
    settings.override(setting.name, None)
    assert settings[setting.name] == middle
    settings.override(setting.name, high)
    assert settings.value(setting.name) == (high, "option")


def test_an_empty_variable_sets_nothing() -> None:
    assert Settings({"rating": "10"}, {"WATCHLIST_RATING": ""})["rating"] == "10"


@pytest.mark.parametrize(
    ("file", "environment", "colour"),
    [
        ({}, {"NO_COLOR": "1"}, "never"),
        ({"colour": "always"}, {"NO_COLOR": "1"}, "never"),
        ({"colour": "always"}, {"NO_COLOR": ""}, "always"),
        ({}, {"NO_COLOR": "1", "WATCHLIST_COLOUR": "always"}, "always"),
    ],
)
def test_no_color_is_never_unless_the_variable_of_this_program_says_otherwise(
    file: dict[str, object], environment: dict[str, str], colour: str
) -> None:
    assert Settings(file, environment)["colour"] == colour


def test_what_is_wrong_keeps_the_next_best_value_and_is_a_fault() -> None:
    settings = Settings({"rating": 7, "colr": "x", "date": "dmy"}, {"WATCHLIST_DATE": "soon"})
    assert (settings["rating"], settings["date"]) == ("stars", "dmy")
    assert settings.faults == [
        ("rating", "rating is stars, 10 or 100, not “7”", False),
        ("colr", "there is no setting “colr”: did you mean colour?", False),
        ("WATCHLIST_DATE", "date is iso, dmy or mdy, not “soon”", True),
    ]


def test_a_name_that_is_near_none_gets_all_of_them() -> None:
    assert Settings({"zzz": 1}, {}).faults[0].sentence.endswith(f"there are {', '.join(SETTINGS)}")
