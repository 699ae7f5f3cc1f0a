"""Tags of a cell mean on its page what they mean in Jupyter Book."""

import re

import pytest

from ordermatters_site.stage.pages import page_markdown

OUTPUTS = [
    {"output_type": "stream", "name": "stdout", "text": "OUT\n"},
    {"output_type": "stream", "name": "stderr", "text": "ERR\n"},
    {"output_type": "execute_result", "data": {"text/plain": "VALUE"}, "metadata": {}},
]
# https://jupyterbook.org/en/stable/content/cells.html and MyST-NB's own list: what stays, what stays folded away.
MEANT = [
    ([], "CODE OUT ERR VALUE", ""),
    (["remove-cell"], "", ""),
    (["remove-input"], "OUT ERR VALUE", ""),
    (["remove-output"], "CODE", ""),
    (["remove-stdout"], "CODE ERR VALUE", ""),
    (["remove-stderr"], "CODE OUT VALUE", ""),
    (["remove_stderr", "remove-stdout"], "CODE VALUE", ""),
    (["hide-input"], "OUT ERR VALUE", "CODE"),
    (["hide-output"], "CODE", "OUT ERR VALUE"),
    (["hide-cell"], "", "CODE OUT ERR VALUE"),
]


@pytest.mark.parametrize(("tags", "seen", "hidden"), MEANT)
def test_what_is_left_of_a_cell(tags: list[str], seen: str, hidden: str) -> None:
    cell = {"cell_type": "code", "metadata": {"tags": tags}, "source": "CODE", "outputs": OUTPUTS}
    shown = page_markdown({"metadata": {}, "cells": [cell]})
    folds = re.findall("<details.*?</details>", shown, re.DOTALL)
    rest = re.sub("<details.*?</details>", "", shown, flags=re.DOTALL)
    assert [re.findall("[A-Z]{3,}", text) for text in (rest, "".join(folds))] == [seen.split(), hidden.split()]
