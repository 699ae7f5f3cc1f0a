"""The API pages show a docstring's examples as code, where Markdown would see quotations within quotations."""

from pathlib import Path

import griffe
import pytest

from ordermatters_site.docstrings import ExamplesAsCode, with_fenced_examples

SOURCES = Path(__file__).parents[2] / "src"


@pytest.mark.parametrize(
    ("docstring", "fenced"),
    [
        ("Add.\n\n>>> 1 + 1\n2\n\nMore.", "Add.\n\n```pycon\n>>> 1 + 1\n2\n```\n\nMore."),
        (">>> x = 1\n>>> x\n1", "```pycon\n>>> x = 1\n>>> x\n1\n```"),
        ("Two.\n\n>>> 1\n1\n\n>>> 2\n2", "Two.\n\n```pycon\n>>> 1\n1\n```\n\n```pycon\n>>> 2\n2\n```"),
        (
            "Args:\n    x: such as\n\n    >>> 1\n    1\n",
            "Args:\n    x: such as\n\n    ```pycon\n    >>> 1\n    1\n    ```\n",
        ),
        ("None, though a >>> b is written.", "None, though a >>> b is written."),
        ("", ""),
    ],
)
def test_each_example_stands_between_fences(docstring: str, fenced: str) -> None:
    assert with_fenced_examples(docstring) == fenced


def test_griffe_reads_the_fenced_docstring() -> None:
    extensions = griffe.load_extensions(ExamplesAsCode)
    module = griffe.load("ordermatters.counting", search_paths=[SOURCES], extensions=extensions)
    assert "```pycon\n>>> matmul_cost(2, 3, 4)" in module["matmul_cost"].docstring.value
    assert "```pycon\n>>> OpCount(24, 16)" in module["OpCount"].docstring.value
