"""How long a page takes, by the rule that readers are told."""

import pytest

from ordermatters_site.stage.lists import minutes_of


@pytest.mark.parametrize(
    ("prose", "minutes"),
    [
        ("", 1),
        ("word " * 120, 1),
        ("word " * 121, 2),
        ("```python\n" + "x = 1\n\n" * 300 + "```\n\nword", 1),
        ('<div data-predict="it" data-label="several words more"></div> ' + "word " * 120, 1),
    ],
)
def test_words_are_divided_by_a_reading_speed(prose: str, minutes: int) -> None:
    cells = [{"cell_type": "markdown", "source": prose, "metadata": {}}, {"cell_type": "code", "source": "x " * 999}]
    assert minutes_of({"cells": cells, "metadata": {}}) == minutes
