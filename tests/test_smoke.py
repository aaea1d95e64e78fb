from tests.conftest import Run


def test_ballerina_stands_between_chapter_3_and_chapter_4(john_wick: Run) -> None:
    assert john_wick.titles("john wick")[3] == "Ballerina"
