"""Tables: what a page, a screen reader and a terminal are given."""

from html.parser import HTMLParser

import jax.numpy as jnp
import numpy as np
import pytest

from ordermatters.tables import Table


class Cells(HTMLParser):
    """Collects (tag, attributes, text) of the elements that hold text, and checks that all are closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.found = [], []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if data.strip():
            self.found.append((*self.open[-1], data))


TABLE = Table(["order", "count"], [["C(BA)", 1_020_000], ["(CB)A", 50_000]], caption="Two orders")
NUMBER = {"class": "number"}


def test_headings_say_what_they_head():
    assert Cells(TABLE._repr_html_()).found == [
        ("caption", {}, "Two orders"),
        ("th", {"scope": "col"}, "order"),
        ("th", {"scope": "col", **NUMBER}, "count"),
        ("th", {"scope": "row"}, "C(BA)"),
        ("td", NUMBER, "1,020,000"),
        ("th", {"scope": "row"}, "(CB)A"),
        ("td", NUMBER, "50,000"),
    ]


def test_an_empty_corner_is_no_heading():
    html = Table(["", "n"], [["A", 1]])._repr_html_()
    assert '<thead><tr><td></td><th scope="col" class="number">n</th></tr></thead>' in html


def test_rows_are_rows():
    html = TABLE._repr_html_()
    assert html.count("<tr>") == 3
    assert html.count("<thead>") == html.count("<tbody>") == 1


def test_text_is_aligned():
    lines = str(TABLE).splitlines()
    assert lines[0] == "Two orders"
    assert lines[2:] == [
        "order      count",
        "-----  ---------",
        "C(BA)  1,020,000",
        "(CB)A     50,000",
    ]
    assert repr(TABLE) == str(TABLE)


def test_text_stays_text():
    table = Table(["<a>", "b & c"], [["<script>alert(1)</script>", '"']], caption="<i>")
    html = table._repr_html_()
    assert "<script>" not in html
    assert "<i>" not in html
    assert [text for *_, text in Cells(html).found] == ["<i>", "<a>", "b & c", "<script>alert(1)</script>", '"']


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234567, "1,234,567"),
        (-1234, "-1,234"),
        (10**30, "1" + 10 * ",000"),
        (np.int8(5), "5"),
        (jnp.array(1234), "1,234"),
        (1 / 3, "0.333"),
        (20.4, "20.4"),
        (1020.0, "1,020"),
        (1e-12, "1e-12"),
        (1e30, "1e+30"),
        (np.float32(0.5), "0.5"),
        (jnp.float32(0.5), "0.5"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        ("20.40×", "20.40×"),
        (True, "yes"),
        (np.False_, "no"),
        (None, "—"),
        ((2, 3), "(2, 3)"),
    ],
)
def test_cells_are_written_out(value, text):
    assert Table(["x"], [[value]]).rows == [[text]]


@pytest.mark.parametrize(
    ("column", "numeric"),
    [
        ([1, 2.5, "3 ms", "20.4×", "12 %", "1,000"], True),
        ([1, None, "", float("nan")], True),
        ([1, "two"], False),
        (["2×3"], False),
        (["(2, 3)"], False),
        ([None, ""], False),
        ([], False),
    ],
)
def test_columns_of_numbers_are_marked(column, numeric):
    table = Table(["of", "x"], [["row", cell] for cell in column])
    marks = [attributes for tag, attributes, _ in Cells(table._repr_html_()).found if attributes.get("scope") != "row"]
    assert all((attributes.get("class") == "number") == numeric for attributes in marks[1:])


def test_a_table_without_rows_or_caption_is_a_table():
    table = Table(["a", "b"], [])
    assert str(table).splitlines() == ["a  b", "-  -"]
    assert "caption" not in table._repr_html_()


def test_a_table_shows_what_was_true_when_it_was_made():
    row = ["a", 1]
    table = Table(["x", "y"], [row])
    row[1] = 2
    assert table.rows == [["a", "1"]]


@pytest.mark.parametrize(
    ("columns", "rows", "error", "text"),
    [
        (["a", "b"], [["x", 1], ["y"]], ValueError, r"rows\[1\] has 1 cells, but there are 2 columns"),
        (["a"], [["x", 1]], ValueError, r"rows\[0\] has 2 cells"),
        ([], [], ValueError, "columns must hold at least one heading"),
        ("ab", [["x", 1]], TypeError, "columns must be a list of headings, not 'ab'"),
        (["a", "b"], ["xy"], TypeError, r"rows\[0\] must be a list of cells, not 'xy'"),
        (["a", "b"], None, TypeError, "rows must be a list of rows, not None"),
        (["a"], [1], TypeError, r"rows\[0\] must be a list of cells, not 1"),
    ],
)
def test_tables_that_cannot_be(columns, rows, error, text):
    with pytest.raises(error, match=text):
        Table(columns, rows)
