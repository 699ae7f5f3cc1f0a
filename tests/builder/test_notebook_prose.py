"""What a notebook says in place of what only a page of the site can show."""

import pytest
from stores import browser_library

from ordermatters.exercises import load
from ordermatters_site.stage.downloads import admonitions_for_jupyter
from ordermatters_site.stage.parts import NotebookParts

PAGE = "https://example.org/course/lesson/"


def written(page: str) -> str:
    return admonitions_for_jupyter(NotebookParts(PAGE, browser_library()).fill(page))


@pytest.mark.parametrize(
    ("page", "notebook"),
    [
        (
            '!!! predict "Predict first"\n    Two?\n\n    - one\n',
            "> **Predict first**\n> \n> Two?\n> \n> - one\n",
        ),
        ("!!! note\n    Mind.\n\nOn.", "> **Note**\n> \n> Mind.\n\nOn."),
        ('??? tip "Why?"\n    So.\n\nOn.', "<details><summary>Why?</summary>\n\nSo.\n\n</details>\n\nOn."),
        ('<div data-predict="a" data-label="Sum" data-truth="3"></div>', "*Sum: …*\n\n<details>"),
        (
            '<div data-predict="a" data-choices="b | c" data-truth="c"></div>',
            "*Your guess: b or c?*",
        ),
        ('<div data-exercise="nosuch"></div>', f"*[On its page]({PAGE}#exercise-nosuch) your answer"),
        ("```python\nx = 1\n```\n\n    indented\n", "```python\nx = 1\n```\n\n    indented\n"),
    ],
)
def test_boxes_and_parts_become_what_jupyter_shows(page: str, notebook: str) -> None:
    assert written(page).startswith(notebook)


def test_an_answer_waits_behind_a_fold() -> None:
    prose = written('!!! predict "P"\n    How many?\n\n    <div data-predict="a" data-truth="3"></div>\n')
    assert prose.endswith("> <details><summary>The answer</summary>\n> \n> 3\n> \n> </details>\n")


def test_an_exercise_brings_its_question_and_its_starter_and_no_solution() -> None:
    prose = written('<div data-exercise="rows"></div>')
    assert load("rows").statement.strip() in prose and load("rows").starter.strip() in prose
    assert load("rows").solution.strip() not in prose
    assert f"({PAGE}#exercise-rows)" in prose


def test_a_second_explorer_is_found_where_the_page_has_it() -> None:
    parts = NotebookParts(PAGE, browser_library())
    assert f"({PAGE}#explorer-chain)" in parts.fill('<div data-explorer="chain"></div>')
    assert f"({PAGE}#explorer-chain-2)" in parts.fill("<div data-explorer=\"chain\" data-values='{}'></div>")
