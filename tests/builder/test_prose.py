"""Inline values and typed numbers are told from what only looks like them."""

import pytest

from ordermatters_site.run.prose import fill_in, inline_expressions, misspelt_values, typed_numbers


def test_values_are_found_where_prose_is_and_nowhere_else() -> None:
    text = "`{python} a` and `` `{python} no` `` and `{bash} no`\n\n```\n`{python} no`\n```\n\n$n = `{python} b[1]`$"
    assert inline_expressions(text) == [("python", "a"), ("python", "b[1]")]


def test_a_blank_before_the_expression_may_be_left_out() -> None:
    text = "`{python}6*7`, `{measured}[x]` and\n`{pyhton}6`, `{python}` and `{python} `, `{ref}python`"
    assert inline_expressions(text) == [("python", "6*7"), ("measured", "[x]")]
    assert list(misspelt_values(text)) == [(2, "pyhton", "python")]


def test_each_value_goes_to_its_own_place() -> None:
    text = "`{python} a`, `{measured} b`, `{python} a` in `code`"
    assert fill_in(text, lambda kind, expression, position: f"<{kind} {expression} {position}>") == (
        "<python a 0>, <measured b 1>, <python a 2> in `code`"
    )


@pytest.mark.parametrize(
    "text",
    [
        "It takes `50` and $50 \\cdot 2$ and\n$$\n1000\n$$",
        "```python\n5000\n```",
        "[page 50](chapter-50.md) and [50][a50]",
        "one digit, 7, is prose; so is v12, x10 and ℝ5000",
        '<div id="a50" style="width: 50%">',
        "[^hu]: SIAM J. Comput. 11, 1982,\n    pages 362-373.",
        "## A heading {: #section-50 }",
        "in `{python} f'{50:,}'` steps",
    ],
)
def test_numbers_that_may_stand(text: str) -> None:
    assert list(typed_numbers(text, set())) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a\n\nabout 1,020,000 steps", "1,020,000"),
        ("20.4 times", "20.4"),
        ("**116** times", "116"),
        ("(50)", "50"),
        ("−50", "50"),
        ("1\u202f000 rows", "1\u202f000"),
        ("50× more", "50"),
        ("a 30-fold ratio", "30"),
        ("about 2.5.", "2.5"),
    ],
)
def test_numbers_that_may_not(text: str, number: str) -> None:
    assert list(typed_numbers(text, set())) == [(text.count("\n") + 1, number)]


def test_inputs_may_stand_however_they_are_grouped() -> None:
    assert list(typed_numbers("5,000 by 5000", {"5000"})) == []
    assert list(typed_numbers("5,001", {"5000"})) == [(1, "5,001")]
